"""Bring the tables up to date: one process at a time, however many machines ask, and again after a crash."""

import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import NotSupportedError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from recado.house.spawning import apart
from recado.house.trouble import Trouble

LOCK = 7_236_371_465  # pg_advisory_lock: "recado" on a telephone keypad, and a room number


def migrate() -> int:
    """Apply what is missing under an advisory lock; returns how many migrations were missing.

    Each migration is a transaction of its own: an interrupted run is taken up where it stopped.
    """
    django.setup()
    _check_server()
    missing = pending()
    if missing:
        connection.close()
        if apart(_apply):
            raise Trouble("The tables could not be brought up to date: see the lines above.")
    return len(missing)


def pending() -> list[str]:
    """The migrations that this database has not seen, as `app.name`; told by their file names, so none is imported."""
    known = {
        (app.label, module.name)
        for app in apps.get_app_configs()
        for module in pkgutil.iter_modules([str(Path(app.path) / "migrations")])
        if module.name[0] not in "_~"
    }
    applied = set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{label}.{name}" for label, name in known - applied)


def _apply() -> None:
    """Runs in a copy of the process: the memory of a hundred past states of the tables goes with it."""
    with _alone():
        call_command("migrate", interactive=False, verbosity=0)


def _check_server() -> None:
    """Trouble where there is no server, or one older than PostgreSQL 15, which Django refuses."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Trouble(f"Cannot reach PostgreSQL: {reason}. Check DATABASE_URL.") from error
    except NotSupportedError as error:
        raise Trouble(f"{error}: choose a newer server with DATABASE_URL.") from error


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
