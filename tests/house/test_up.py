"""`recado up`: one command brings the house up; whatever dies comes back, and when it ends nothing stays behind."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from recado.desk.core.time import now
from recado.desk.staff import tickets

pytestmark = pytest.mark.timeout(180)
RECADO = (sys.executable, "-P", "-m", "recado.house.entry")
ALONE = {"DATABASE_URL", "RECADO_DATA", "RECADO_KEY", "RECADO_PUBLIC_URL"}
OUTSIDE = {name: value for name, value in os.environ.items() if name not in ALONE}


@dataclass
class House:
    """A running `recado up`, as a script sees it."""

    data: Path
    process: subprocess.Popen[str]
    words: list[str] = field(default_factory=list)

    def await_ready(self) -> "House":
        for line in self.process.stdout or ():
            self.words.append(line.strip())
            if line.startswith("Ready"):
                return self
        raise AssertionError(f"it ended with {self.process.wait()} after {self.words}: {self.log()}")

    @property
    def url(self) -> str:
        return self.words[0].split()[-1].replace("localhost", "127.0.0.1")

    def log(self) -> str:
        return self.data.with_suffix(".log").read_text()

    def family(self) -> dict[int, str]:
        """All processes below the supervisor by number, with what they are."""
        children: dict[int, list[int]] = {}
        for place in Path("/proc").glob("[0-9]*/stat"):
            try:
                children.setdefault(int(place.read_text().rpartition(")")[2].split()[1]), []).append(
                    int(place.parent.name)
                )
            except OSError:
                continue
        found, below = {}, [self.process.pid]
        while below:
            pid = below.pop()
            below += children.get(pid, [])
            with suppress(OSError):
                found[pid] = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        return found

    def part(self, name: str) -> int:
        """The process of a part: `pages`, `work`, `front`, or `bin/postgres`, the server's own."""
        wanted = name if "/" in name else f"recado.house.parts {name}"
        return next((pid for pid, words in self.family().items() if wanted in words), 0)


def begin(data: Path, *options: str, **environment: str) -> House:
    with data.with_suffix(".log").open("ab") as log:
        command = [*RECADO, "up", "--data", str(data), *(options or ("--port", "0"))]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, text=True, env={**OUTSIDE, **environment}, process_group=0
        )
    return House(data, process)


def asked(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    known = {**OUTSIDE, **environment}
    return subprocess.run([*RECADO, *words], capture_output=True, text=True, env=known, check=False)


def alive(pids: dict[int, str]) -> dict[int, str]:
    def lives(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False

    return {pid: words for pid, words in pids.items() if lives(pid)}


def eventually(holds: object, within: float) -> bool:
    end = time.monotonic() + within
    while not holds() and time.monotonic() < end:  # type: ignore[operator]
        time.sleep(0.05)
    return bool(holds())  # type: ignore[operator]


@pytest.fixture(scope="module")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[House]]:
    """The houses of this page, all on the same data, one after the other."""
    begun = [begin(tmp_path_factory.mktemp("up") / "house").await_ready()]
    yield begun
    if begun[-1].process.poll() is None:
        begun[-1].process.send_signal(signal.SIGINT)
        begun[-1].process.wait(20)


@pytest.fixture
def house(houses: list[House]) -> House:
    """A running house: that of the scene before, or a new one on its data where that scene ended it."""
    if houses[-1].process.poll() is not None:
        houses.append(begin(houses[-1].data).await_ready())
    return houses[-1]


def test_the_first_start_tells_address_and_link(house: House) -> None:
    assert httpx.get(house.url, follow_redirects=True).status_code == 200
    link = re.search(r"https?://\S+", house.words[2])
    assert link
    assert httpx.get(link[0].replace("localhost", "127.0.0.1"), follow_redirects=True).status_code == 200


def test_a_second_one_on_the_same_data_is_refused_in_one_line(house: House) -> None:
    done = asked("up", "--data", str(house.data), "--port", "0")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert f"is in use by recado up at {house.words[0].split()[-1]}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = asked("up", "--data", str(tmp_path / "house"), "--port", str(taken.getsockname()[1]))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("Address already in use. Choose another with --port.\n")


def test_commands_run_beside_it_and_without_it(house: House) -> None:
    assert asked("migrate", "--data", str(house.data), "--json").stdout == '{"applied": 0}\n'
    house.process.send_signal(signal.SIGTERM)
    house.process.wait(20)
    assert asked("migrate", "--data", str(house.data), "--json").stdout == '{"applied": 0}\n'


@pytest.mark.parametrize("name", ["front", "pages", "work", "bin/postgres"])
def test_what_is_killed_comes_back(house: House, name: str) -> None:
    first = house.part(name)
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: house.part(name) not in {0, first}, 10)
    assert eventually(lambda: answers(house), 20), house.log()


def test_C15_a_port_for_mail_is_a_fifth_process_that_comes_back(house: House) -> None:
    house.process.send_signal(signal.SIGINT)
    house.process.wait(20)
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = line.getsockname()[1]
    again = begin(house.data, "--port", "0", "--mail-port", str(port)).await_ready()
    try:
        assert eventually(lambda: greeted(port), 20), again.log()
        first = again.part("mail")
        os.kill(first, signal.SIGKILL)
        assert eventually(lambda: again.part("mail") not in {0, first} and greeted(port), 20), again.log()
    finally:
        again.process.send_signal(signal.SIGINT)
        assert again.process.wait(20) == 0


def greeted(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as line:
        return line.recv(4) == b"220 "
    return False


def test_kill_9_of_the_supervisor_leaves_no_orphan(house: House) -> None:
    family = house.family()
    assert len(family) > 4
    house.process.kill()
    house.process.wait()
    assert eventually(lambda: not alive(family), 5), alive(family)


def test_it_ends_within_five_seconds_with_streams_open(house: House) -> None:
    words = ("agent", "add", "ada@lumen.example", "--name", "Ada", "--password-from", "WORD", "--json")
    added = asked(*words, "--data", str(house.data), WORD="una clave bien larga")
    assert added.returncode == 0, added.stderr
    ticket = tickets.issue(
        int(json.loads(added.stdout)["id"]), [], False, (house.data / "key").read_text().strip(), now()
    )
    family = house.family()
    with (
        httpx.stream("GET", f"{house.url}/live", params={"ticket": ticket}) as stream,
        socket.create_connection(("127.0.0.1", int(house.url.rpartition(":")[2]))) as half,
    ):
        assert stream.status_code == 200
        half.sendall(b"POST /in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhal")
        began = time.monotonic()
        house.process.send_signal(signal.SIGINT)
        assert house.process.wait(20) == 0
    assert time.monotonic() - began < 5
    assert alive(family) == {}


def answers(house: House) -> bool:
    try:
        return httpx.get(house.url, follow_redirects=True).status_code == 200
    except httpx.HTTPError:
        return False
