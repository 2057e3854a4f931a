"""Which message met a deadline, so that one that fails after all is no answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_places_of_templates")]
    operations = [migrations.AddField("deadline", "met_by", models.BigIntegerField(null=True))]
