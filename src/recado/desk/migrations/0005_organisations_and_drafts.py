"""Organisations, drafts, labels, who follows a case or is named in it, and how each agent likes his desk."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import recado.desk.core.actors
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0004_met_by'),
    ]

    operations = [
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField()),
                ('value', models.JSONField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'staff_preference',
            },
        ),
        migrations.AddField(
            model_name='message',
            name='leaves_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.person'),
        ),
        migrations.AddField(
            model_name='person',
            name='named_by',
            field=recado.desk.core.actors.OptionalActorField(null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='properties',
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name='person',
            name='roles',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), db_default=[], default=list),
        ),
        migrations.AddField(
            model_name='person',
            name='sort_name',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AddField(
            model_name='person',
            name='updated_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='Attention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('doing', models.TextField(choices=[('looking', 'Looking'), ('typing', 'Typing')])),
                ('at', models.DateTimeField()),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attentions', to='desk.case')),
            ],
            options={
                'db_table': 'cases_attention',
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_note', models.BooleanField(default=False)),
                ('text', models.TextField(blank=True, default='')),
                ('reply_to', models.TextField(null=True)),
                ('attachments', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list)),
                ('version', models.IntegerField(default=1)),
                ('earlier', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                ('thread', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='desk.thread')),
            ],
            options={
                'db_table': 'conversations_draft',
            },
        ),
        migrations.CreateModel(
            name='Following',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', recado.desk.core.actors.ActorField()),
                ('at', models.DateTimeField()),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followings', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followings', to='desk.case')),
            ],
            options={
                'db_table': 'cases_following',
            },
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField()),
                ('tint', models.SmallIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'cases_label',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='one_label_per_name')],
            },
        ),
        migrations.CreateModel(
            name='Labelling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', recado.desk.core.actors.ActorField()),
                ('at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labellings', to='desk.case')),
                ('label', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='labellings', to='desk.label')),
            ],
            options={
                'db_table': 'cases_labelling',
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(null=True)),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='desk.case')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='desk.message')),
            ],
            options={
                'db_table': 'cases_mention',
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.TextField()),
                ('gone', models.BigIntegerField()),
                ('into', models.BigIntegerField()),
                ('moved', models.JSONField(default=dict)),
                ('by', recado.desk.core.actors.ActorField()),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by', recado.desk.core.actors.OptionalActorField(null=True)),
            ],
            options={
                'db_table': 'people_merge',
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('kind', 'gone'), name='one_standing_merge')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField()),
                ('sort_name', models.TextField(blank=True, db_default='', default='')),
                ('role', models.TextField(choices=[('customer', 'Customer'), ('vendor', 'Vendor'), ('integrator', 'Integrator'), ('partner', 'Partner')], default='customer')),
                ('segment', models.TextField(blank=True, default='')),
                ('properties', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('account_manager', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.organisation')),
            ],
            options={
                'db_table': 'people_organisation',
            },
        ),
        migrations.CreateModel(
            name='Domain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.TextField(unique=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='domains', to='desk.organisation')),
            ],
            options={
                'db_table': 'people_domain',
            },
        ),
        migrations.AddField(
            model_name='person',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='desk.organisation'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('merged_into', None)), fields=['sort_name', 'id'], name='person_by_name'),
        ),
        migrations.AddField(
            model_name='preference',
            name='agent',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferences', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='attention',
            constraint=models.UniqueConstraint(fields=('case', 'agent'), name='one_attention_per_case'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('agent', 'thread', 'is_note'), name='one_draft_per_agent_and_thread'),
        ),
        migrations.AddConstraint(
            model_name='following',
            constraint=models.UniqueConstraint(fields=('case', 'agent'), name='an_agent_follows_once'),
        ),
        migrations.AddIndex(
            model_name='labelling',
            index=models.Index(fields=['label', '-case'], name='case_of_label'),
        ),
        migrations.AddConstraint(
            model_name='labelling',
            constraint=models.UniqueConstraint(fields=('case', 'label'), name='a_label_once_per_case'),
        ),
        migrations.AddIndex(
            model_name='mention',
            index=models.Index(fields=['agent', '-at', '-id'], name='mention_of_agent'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(fields=('message', 'agent'), name='an_agent_is_named_once'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('merged_into', None)), fields=['sort_name', 'id'], name='organisation_by_name'),
        ),
        migrations.AddConstraint(
            model_name='preference',
            constraint=models.UniqueConstraint(fields=('agent', 'name'), name='one_preference_per_name'),
        ),
    ]
