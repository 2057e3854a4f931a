"""Groups stand in a list by when somebody last wrote there: few among a million talks."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("desk", "0017_freed_by_an_opening_taken_back")]
    operations = [
        migrations.AddIndex(
            "thread",
            models.Index(fields=["-last_message_at", "-id"], name="group_by_last_word", condition=Q(kind="group")),
        ),
    ]
