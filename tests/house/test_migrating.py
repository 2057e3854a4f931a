"""Tables are brought up to date by one process at a time, and a killed run is taken up where it stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from recado.house import data as houses

pytestmark = pytest.mark.timeout(180)
SCRIPT = "from recado.house import migrating; print(migrating.migrate())"


@pytest.fixture
def url(house: houses.DataDirectory) -> Iterator[str]:
    """An empty database beside those of the other tests."""
    name = f"bare_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def migrating(url: str) -> "subprocess.Popen[str]":
    known = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "recado.house.settings"}
    return subprocess.Popen([sys.executable, "-c", SCRIPT], env=known, stdout=subprocess.PIPE, text=True)


def applied(url: str) -> int:
    with psycopg.connect(url) as connection:
        there = connection.execute("SELECT to_regclass('django_migrations')").fetchone()
        if there == (None,):
            return 0
        row = connection.execute("SELECT count(*) FROM django_migrations").fetchone()
    return row[0] if row else 0


def test_two_machines_at_once_apply_each_migration_once(url: str) -> None:
    both = [migrating(url), migrating(url)]
    assert [one.wait(120) for one in both] == [0, 0]
    again = migrating(url)
    assert again.communicate()[0] == "0\n"
    with psycopg.connect(url) as connection:
        twice = connection.execute(
            "SELECT app, name FROM django_migrations GROUP BY 1, 2 HAVING count(*) > 1"
        ).fetchall()
    assert twice == []


def test_a_killed_run_is_taken_up_where_it_stopped(url: str) -> None:
    first = migrating(url)
    while applied(url) < 3 and first.poll() is None:
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    first.wait()
    time.sleep(0.2)
    half = applied(url)
    second = migrating(url)
    assert second.communicate()[0] == f"{applied(url) - half}\n"


def test_a_server_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "recado.house.entry", "migrate", "--data", str(tmp_path / "house")]
    known = {**os.environ, "DATABASE_URL": "postgresql://ada:secret@127.0.0.1:9/desk"}
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("recado: Cannot reach PostgreSQL: connection failed:")
    assert "secret" not in done.stderr
