"""Mail conversations and who takes part, mailboxes, lists of addresses, cases that were merged or deleted."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import recado.desk.core.actors


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0012_unseen_of_assignee"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moved", models.JSONField(default=dict)),
                ("by", recado.desk.core.actors.ActorField()),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", recado.desk.core.actors.OptionalActorField(null=True)),
            ],
            options={
                "db_table": "cases_merge",
            },
        ),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(blank=True, default="")),
                ("by", recado.desk.core.actors.ActorField()),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", recado.desk.core.actors.OptionalActorField(null=True)),
            ],
            options={
                "db_table": "cases_deletion",
            },
        ),
        migrations.CreateModel(
            name="Listed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.TextField(
                        choices=[("block", "Block"), ("no_auto_reply", "No Auto Reply"), ("ignore_cc", "Ignore Cc")]
                    ),
                ),
                ("pattern", models.TextField()),
                (
                    "kind",
                    models.TextField(choices=[("address", "Address"), ("domain", "Domain"), ("wildcard", "Wildcard")]),
                ),
                ("hits", models.IntegerField(default=0)),
                ("last_hit_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True, default="")),
                ("by", recado.desk.core.actors.ActorField()),
                ("made_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "people_listed",
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mail",
                        serialize=False,
                        to="desk.message",
                    ),
                ),
                ("mail_id", models.TextField(blank=True, default="")),
                ("in_reply_to", models.TextField(blank=True, default="")),
                ("references", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list)),
                ("subject", models.TextField(blank=True, default="")),
                ("writer", models.JSONField(default=dict)),
                ("to", models.JSONField(default=list)),
                ("cc", models.JSONField(default=list)),
                ("bcc", models.JSONField(default=list)),
                ("reply_to", models.JSONField(default=list)),
                ("html", models.TextField(blank=True, default="")),
                ("quoted", models.TextField(blank=True, default="")),
                ("signature", models.TextField(blank=True, default="")),
                ("kind", models.TextField(blank=True, default="message")),
                ("automatic", models.TextField(blank=True, default="")),
                ("answerable", models.BooleanField(default=True)),
                ("language", models.CharField(blank=True, default="", max_length=8)),
                ("delivery", models.BigIntegerField(null=True)),
                ("headers", models.JSONField(default=dict)),
                ("token", models.TextField(blank=True, default="")),
            ],
            options={
                "db_table": "conversations_mail",
            },
        ),
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("folder", models.TextField(default="INBOX")),
                ("uidvalidity", models.BigIntegerField(null=True)),
                ("last_uid", models.BigIntegerField(default=0)),
                ("seen_at", models.DateTimeField(null=True)),
                ("trouble", models.TextField(blank=True, default="")),
                ("trouble_since", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "channels_mailbox",
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.TextField(choices=[("writes", "Writes"), ("copied", "Copied"), ("member", "Member")])),
                ("unverified", models.BooleanField(default=False)),
                ("since", models.DateTimeField()),
            ],
            options={
                "db_table": "conversations_participant",
            },
        ),
        migrations.RemoveConstraint(
            model_name="thread",
            name="thread_is_with_person_or_group",
        ),
        migrations.AddField(
            model_name="case",
            name="deleted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.TextField(
                choices=[("pending", "Pending"), ("read", "Read"), ("quarantined", "Quarantined"), ("aside", "Aside")],
                db_default="pending",
                default="pending",
            ),
        ),
        migrations.AlterField(
            model_name="thread",
            name="kind",
            field=models.TextField(
                choices=[("person", "Person"), ("group", "Group"), ("mail", "Mail")], default="person"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(condition=models.Q(("state", "aside")), fields=["id"], name="delivery_aside"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("provider_id__startswith", "mail:")),
                fields=("provider_id",),
                name="one_message_per_mail",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("person", "mail")), ("person__isnull", False)),
                    models.Q(("kind", "group"), models.Q(("group", ""), _negated=True)),
                    _connector="OR",
                ),
                name="thread_is_with_person_or_group",
            ),
        ),
        migrations.AddField(
            model_name="casemerge",
            name="gone",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="merges", to="desk.case"),
        ),
        migrations.AddField(
            model_name="casemerge",
            name="into",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.case"),
        ),
        migrations.AddField(
            model_name="deletion",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="deletions", to="desk.case"
            ),
        ),
        migrations.AddConstraint(
            model_name="listed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("list", "pattern"),
                name="a_pattern_stands_once_on_a_list",
            ),
        ),
        migrations.AddField(
            model_name="mail",
            name="raw",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="desk.blob"),
        ),
        migrations.AddField(
            model_name="mailbox",
            name="channel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="mailboxes", to="desk.channel"
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="address",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="desk.address"),
        ),
        migrations.AddField(
            model_name="participant",
            name="thread",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="desk.thread"
            ),
        ),
        migrations.AddConstraint(
            model_name="casemerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)), fields=("gone",), name="one_standing_merge_per_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="casemerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("gone", models.F("into")), _negated=True), name="no_case_becomes_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="deletion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)), fields=("case",), name="one_standing_deletion_per_case"
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["mail_id"], name="mail_by_mail_id"),
        ),
        migrations.AddConstraint(
            model_name="mailbox",
            constraint=models.UniqueConstraint(fields=("channel", "folder"), name="one_mailbox_per_folder"),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(fields=("thread", "address"), name="an_address_takes_part_once"),
        ),
    ]
