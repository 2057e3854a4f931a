"""An index of what each agent has not looked at yet: the figure on every page of his."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("desk", "0011_device_of_a_draft")]
    operations = [
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["assignee"], name="unseen_of_assignee", condition=~Q(state="resolved") & Q(unseen=True)
            ),
        )
    ]
