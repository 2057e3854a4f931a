"""Where each value of a template goes: header, body or a button."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_shared_cache")]
    operations = [migrations.AddField("template", "places", models.JSONField(default=list))]
