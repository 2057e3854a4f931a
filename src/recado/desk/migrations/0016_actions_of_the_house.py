"""What has to be done next on a case: the house's own list, and which of it each case has."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("desk", "0015_rich_drafts")]
    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "cases_action",
                "constraints": [models.UniqueConstraint(Lower("name"), name="one_action_per_name")],
            },
        ),
        migrations.AddField(
            "case",
            "action",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="desk.action", db_index=False),
        ),
        migrations.AddIndex(
            "case",
            models.Index(fields=["action", "-id"], name="case_of_action", condition=Q(action__isnull=False)),
        ),
    ]
