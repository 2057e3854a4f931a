"""Lists brought in, pairs that are not the same, and events found by their person or organisation."""

import django.db.models.deletion
import django.db.models.fields.json
import recado.desk.core.actors
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0005_organisations_and_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Distinction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.TextField()),
                ('one', models.BigIntegerField()),
                ('other', models.BigIntegerField()),
                ('by', recado.desk.core.actors.ActorField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'people_distinction',
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.TextField()),
                ('name', models.TextField(blank=True, default='')),
                ('state', models.TextField(choices=[('reading', 'Reading'), ('read', 'Read'), ('refused', 'Refused'), ('writing', 'Writing'), ('undoing', 'Undoing'), ('done', 'Done'), ('undone', 'Undone')], default='reading')),
                ('columns', models.JSONField(default=list)),
                ('rows', models.IntegerField(default=0)),
                ('done', models.IntegerField(default=0)),
                ('counts', models.JSONField(default=dict)),
                ('refusal', models.TextField(blank=True, default='')),
                ('by', recado.desk.core.actors.ActorField()),
                ('at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by', recado.desk.core.actors.OptionalActorField(null=True)),
            ],
            options={
                'db_table': 'people_import',
            },
        ),
        migrations.CreateModel(
            name='Misfit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.IntegerField()),
                ('column', models.TextField(blank=True, default='')),
                ('value', models.TextField(blank=True, default='')),
                ('reason', models.TextField()),
                ('advice', models.TextField(blank=True, default='')),
            ],
            options={
                'db_table': 'people_misfit',
            },
        ),
        migrations.CreateModel(
            name='Written',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.IntegerField()),
                ('target', models.BigIntegerField()),
                ('added', models.BooleanField()),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('undone', models.BooleanField(null=True)),
            ],
            options={
                'db_table': 'people_written',
            },
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('person', 'data'), models.F('id'), condition=models.Q(('name__startswith', 'person.')), name='entry_of_person'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('organisation', 'data'), models.F('id'), condition=models.Q(('name__startswith', 'organisation.')), name='entry_of_organisation'),
        ),
        migrations.AddConstraint(
            model_name='distinction',
            constraint=models.UniqueConstraint(fields=('kind', 'one', 'other'), name='one_distinction_per_pair'),
        ),
        migrations.AddField(
            model_name='import',
            name='blob',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.blob'),
        ),
        migrations.AddField(
            model_name='misfit',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='misfits', to='desk.import'),
        ),
        migrations.AddField(
            model_name='written',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='written', to='desk.import'),
        ),
        migrations.AddIndex(
            model_name='misfit',
            index=models.Index(fields=['source', 'row', 'id'], name='misfit_of_import'),
        ),
        migrations.AddIndex(
            model_name='written',
            index=models.Index(condition=models.Q(('undone', None)), fields=['source'], name='written_to_undo'),
        ),
        migrations.AddConstraint(
            model_name='written',
            constraint=models.UniqueConstraint(fields=('source', 'row'), name='one_trace_per_row'),
        ),
    ]
