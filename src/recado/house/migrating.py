"""Bring the tables up to date: one process at a time, however many machines ask, and again after a crash."""

from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.db import NotSupportedError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from recado.house.trouble import Trouble

LOCK = 7_236_371_465  # pg_advisory_lock: "recado" on a telephone keypad, and a room number


def migrate() -> int:
    """Apply what is missing under an advisory lock; returns how many migrations were applied.

    Each migration is a transaction of its own: an interrupted run is taken up where it stopped.
    """
    django.setup()
    _check_server()
    with _alone():
        missing = pending()
        if missing:
            call_command("migrate", interactive=False, verbosity=0)
    return len(missing)


def pending() -> list[str]:
    """The migrations that this database has not seen, as `app.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def first_invitation(base_url: str) -> str | None:
    """The one-time link that creates the first administrator; None where the house has one."""
    from recado.desk.staff import inviting

    return inviting.first_invitation_url(base_url)


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
