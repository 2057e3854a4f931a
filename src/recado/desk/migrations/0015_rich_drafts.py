"""A draft of a mail keeps its rich words beside the plain ones."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0014_reasons_not_to_write"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="html",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
    ]
