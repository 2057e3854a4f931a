"""Indexes in the order of what is due, and of endings: every view takes the top of one."""

from django.db import migrations, models
from django.db.models import Q

OPEN, ENDED = ~Q(state="resolved"), Q(state="resolved")
DUE, END = ["due_at", "-last_message_at", "-id"], ["-resolved_at", "-id"]
ADDED = [
    ("open_by_due", DUE, OPEN),
    ("open_of_team_by_due", ["team", *DUE], OPEN),
    ("open_of_assignee_by_due", ["assignee", *DUE], OPEN),
    ("unassigned_of_team_by_due", ["team", *DUE], OPEN & Q(assignee__isnull=True)),
    ("ended_by_end", END, ENDED),
    ("ended_of_team", ["team", *END], ENDED),
    ("ended_of_assignee", ["assignee", *END], ENDED),
]


class Migration(migrations.Migration):
    dependencies = [("desk", "0008_attention_of_tabs")]
    operations = [
        migrations.AddIndex("case", models.Index(fields=fields, name=name, condition=condition))
        for name, fields, condition in ADDED
    ]
