"""A draft knows which open page wrote it last, so that a page is never taken for another one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("desk", "0010_words_to_find"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="device",
            field=models.TextField(blank=True, default=""),
        ),
    ]
