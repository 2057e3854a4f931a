"""Open the house for one command: its data directory, its database, its tables, and Django ready to ask."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from recado.house.borrowing import borrowed
from recado.house.data import DataDirectory, located, prepared
from recado.house.trouble import Trouble

DEFAULT_ADDRESS = "http://localhost:8080"


@contextmanager
def opened(path: Path | None = None, *, must_exist: bool = False, migrated: bool = True) -> Iterator[DataDirectory]:
    """Make this process part of the house at `path` (by default the user's) for as long as the block lasts.

    Runs beside a live `recado up`, or starts its PostgreSQL; DATABASE_URL chooses another server.
    """
    if must_exist and not located(path).key.exists() and not os.environ.get("DATABASE_URL"):
        raise Trouble(f"There is no house in {located(path).path}: run `recado up` first, or name one with --data.")
    data = prepared(path)
    with borrowed(data) as url, _told(environment(data, url)):
        import django

        django.setup()
        if migrated:
            from recado.house import migrating

            migrating.migrate()
        yield from _while_it_stands(data)


@contextmanager
def _told(environment: dict[str, str]) -> Iterator[None]:
    """What this process is told of the house; afterwards it knows only what it was told before."""
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _while_it_stands(data: DataDirectory) -> Iterator[DataDirectory]:
    from django.db import OperationalError

    try:
        yield data
    except OperationalError as error:
        reason = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise Trouble(f"The database went away: {reason}. See that it is up, then try again.") from error


def environment(data: DataDirectory, url: str, address: str = "") -> dict[str, str]:
    """What a process of this house is told from outside."""
    return {
        "DATABASE_URL": url,
        "RECADO_DATA": str(data.path),
        "RECADO_PUBLIC_URL": address or public_url(data),
        "DJANGO_SETTINGS_MODULE": "recado.house.settings",
    }


def public_url(data: DataDirectory) -> str:
    """The public address: RECADO_PUBLIC_URL, else that of the last `recado up` here."""
    if given := os.environ.get("RECADO_PUBLIC_URL"):
        return given
    return data.address.read_text().strip() if data.address.exists() else DEFAULT_ADDRESS
