"""Fold the names of those who stand, so that lists can sort them."""

from django.db import migrations

from recado.desk.people.folding import fold

BATCH = 2000


def fill(apps, schema_editor):
    for name in ("Person", "Organisation"):
        model = apps.get_model("desk", name)
        last = 0
        while batch := list(model.objects.filter(pk__gt=last).order_by("pk").only("pk", "name")[:BATCH]):
            for row in batch:
                row.sort_name = fold(row.name)
            model.objects.bulk_update(batch, ["sort_name"])
            last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("desk", "0006_imports_and_distinctions")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
