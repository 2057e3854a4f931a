"""The ground all tests stand on: one embedded PostgreSQL for the whole run, one database for each worker.

`DATABASE_URL` chooses any other server. The server starts with the first test that needs it; beside pytest-xdist
it belongs to the process that leads the workers and ends with it.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

from recado.house import data as houses
from recado.house import postgres
from recado.house.spawning import Process

HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB", "log_min_messages=fatal")
GIVEN = "RECADO_TEST_GROUND"
TOLD: pytest.StashKey[dict[str, str]] = pytest.StashKey()
_running: list[Process] = []


def pytest_configure(config: pytest.Config) -> None:
    if GIVEN not in os.environ:
        os.environ[GIVEN] = tempfile.mkdtemp(prefix="recado-test-")
        config.add_cleanup(_clear)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recado.house.settings")
    os.environ["RECADO_KEY"] = "a key for tests, of no worth to anybody at all"
    house = houses.prepared(Path(os.environ[GIVEN]))
    os.environ["RECADO_DATA"] = str(house.path)
    os.environ.setdefault("DATABASE_URL", postgres.url(house))
    if getattr(config.option, "numprocesses", None):
        _start(house)
    import django

    django.setup()
    config.pluginmanager.import_plugin("tests.cast")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Stories go to one worker: two desks and two browsers on two cores starve each other, and the desk is blamed."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = lambda name: "stories" if name.startswith("tests/stories/") else name
    return scheduler


@pytest.fixture(scope="session")
def house() -> houses.DataDirectory:
    """The data directory of this run, with a running PostgreSQL where it is the embedded one."""
    found = houses.located(Path(os.environ[GIVEN]))
    _start(found)
    return found


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    house: houses.DataDirectory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """pytest-django asks for this before it makes its database: the moment to have a server."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None]:
    item.stash[TOLD] = _told()
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """What a test tells its own process of the house is not what the processes of later tests hear."""
    yield
    assert _told() == item.stash[TOLD]


def _told() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name == "DATABASE_URL" or name.startswith("RECADO_")}


def _start(house: houses.DataDirectory) -> None:
    """Start the server once for all; where a worker asks, it stands already."""
    if os.environ["DATABASE_URL"] != postgres.url(house) or postgres.is_ready(house):
        return
    postgres.prepare(house, durable=False)
    process = postgres.start(house, options=HASTY)
    _running.append(process)
    postgres.await_ready(house, process)


def _clear() -> None:
    for process in _running:
        postgres.stop(process)
    shutil.rmtree(os.environ.pop(GIVEN), ignore_errors=True)
