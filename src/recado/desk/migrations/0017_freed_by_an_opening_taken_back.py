"""Which messages of a group went back to it when the opening of their case was taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0016_actions_of_the_house")]
    operations = [
        migrations.AddField("deletion", "freed", models.JSONField(db_default=[], default=list)),
    ]
