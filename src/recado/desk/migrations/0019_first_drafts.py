"""A mail that shall begin a conversation is kept while it is written, though it has no thread yet."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

CASCADE = django.db.models.deletion.CASCADE


class Migration(migrations.Migration):
    dependencies = [("desk", "0018_groups_by_their_last_word")]
    operations = [
        migrations.AddField("draft", "head", models.JSONField(db_default={}, default=dict)),
        migrations.AddField(
            "draft",
            "person",
            models.ForeignKey("desk.person", null=True, on_delete=CASCADE, related_name="drafts"),
        ),
        migrations.AlterField(
            "draft",
            "thread",
            models.ForeignKey("desk.thread", null=True, on_delete=CASCADE, related_name="drafts"),
        ),
        migrations.AddConstraint(
            "draft",
            models.UniqueConstraint(
                fields=["agent", "person"], name="one_first_draft_per_agent_and_person", condition=Q(thread=None)
            ),
        ),
        migrations.AddConstraint(
            "draft",
            models.CheckConstraint(
                condition=Q(thread=None, person__isnull=False) | Q(thread__isnull=False, person=None),
                name="draft_of_a_thread_or_to_a_person",
            ),
        ),
    ]
