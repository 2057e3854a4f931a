"""Are the migrations complete, named for the thing, and reversible?"""

import re
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db.migrations import Migration
from django.db.migrations.operations import RunPython, RunSQL

from tests.architecture import tree

NAMED = re.compile(r"\d{4}_(?!auto_)[a-z]+(_[a-z]+)*")


def names() -> list[str]:
    return [path.stem for path in tree.named(".py", under=tree.DESK / "migrations") if path.stem != "__init__"]


def migrations() -> list[type[Migration]]:
    return [import_module(f"recado.desk.migrations.{name}").Migration for name in names()]


@pytest.mark.filterwarnings("ignore:Got an error checking a consistent migration history:RuntimeWarning")
def test_no_change_of_a_table_lacks_its_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.migrations.loader.MigrationLoader.check_consistent_history", lambda *_: None)
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_migration_is_named_for_the_thing() -> None:
    assert names(), "the desk has tables"
    assert [name for name in names() if not NAMED.fullmatch(name)] == []


def test_every_migration_can_be_taken_back() -> None:
    stuck = [
        f"{migration.__module__}: {operation.describe()}"
        for migration in migrations()
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL) and not operation.reversible
    ]
    assert stuck == []
