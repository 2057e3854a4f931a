"""Parts are started again when they fall, heard line by line, and none outlives the one that keeps it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from recado.house.keeping import Keeper, Part, beginning
from recado.house.spawning import spawn
from recado.house.speaking import Speaker

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"


def part(name: str, script: str, **wishes: float) -> Part:
    return Part(name, beginning([sys.executable, "-c", script], {}), **wishes)  # type: ignore[arg-type]


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(Speaker(os.open(tmp_path / "said", os.O_CREAT | os.O_WRONLY)))


@pytest.fixture
def said(tmp_path: Path) -> Callable[[], list[str]]:
    return lambda: (tmp_path / "said").read_text().splitlines()


def tended(keeper: Keeper, until: Callable[[], object], within: float = 10.0) -> None:
    end = time.monotonic() + within
    while not until():
        assert time.monotonic() < end, "it did not come to pass"
        keeper.tend(0.02)


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_each_line_says_who_spoke(keeper: Keeper, said: Callable[[], list[str]]) -> None:
    keeper.add(part("work", "import signal, sys; sys.stdout.write('one\\ntwo'); sys.stdout.flush(); signal.pause()"))
    tended(keeper, said)
    assert said() == ["work     | one"]
    keeper.end([["work"]])


def test_a_part_that_falls_starts_again_after_a_growing_pause(keeper: Keeper, said: Callable[[], list[str]]) -> None:
    keeper.add(part("work", "raise SystemExit(3)"))
    tended(keeper, lambda: keeper.parts[0].falls == 3)
    assert said() == [
        "recado   | work fell (code 3); it starts again in 0.2 s",
        "recado   | work fell (code 3); it starts again in 0.4 s",
        "recado   | work fell (code 3); it starts again in 0.8 s",
    ]


def test_a_part_that_was_killed_starts_again(keeper: Keeper) -> None:
    keeper.add(part("work", "import time; time.sleep(60)"))
    first = keeper.parts[0].process
    assert first
    first.kill()
    tended(keeper, lambda: keeper.parts[0].process not in {None, first})
    keeper.end([["work"]])


def test_a_deaf_part_is_killed_when_its_time_is_over(keeper: Keeper, said: Callable[[], list[str]]) -> None:
    keeper.add(part("work", DEAF, ends_within=0.3))
    tended(keeper, said)
    began = time.monotonic()
    keeper.end([["work"]])
    assert time.monotonic() - began < 2
    assert said() == ["work     | deaf", "recado   | work did not end in time and was ended by force"]


def test_the_parts_end_stage_by_stage(keeper: Keeper, said: Callable[[], list[str]]) -> None:
    script = "import signal, sys, time\ndef end(*_): print('ends', flush=True); sys.exit()\n"
    script += "signal.signal(signal.SIGTERM, end); print('runs', flush=True); time.sleep(60)"
    for name in ("pages", "front"):
        keeper.add(part(name, script))
    tended(keeper, lambda: len(said()) == 2)
    keeper.end([["front"], ["pages"]])
    assert said()[2:] == ["front    | ends", "pages    | ends"]


def test_words_that_nobody_reads_do_not_stop_the_house() -> None:
    reading, writing = os.pipe()
    speaker = Speaker(writing)
    for _ in range(2000):
        speaker.say("x" * 200)
    lines = os.read(reading, 1 << 20).decode().splitlines()
    assert set(lines) == {"recado   | " + "x" * 200}, "what does not fit is dropped, a line at a time"
    assert len(lines) < 2000
    os.close(reading)
    speaker.say("nobody is there")
    os.close(writing)


@pytest.mark.parametrize("wish", [signal.SIGKILL, signal.SIGTERM])
def test_a_child_dies_with_the_one_that_started_it(wish: signal.Signals, tmp_path: Path) -> None:
    script = (
        "import signal, sys, time\nfrom recado.house.spawning import spawn\n"
        "child = spawn([sys.executable, '-c', 'import time; time.sleep(60)'], dies_by=signal.SIGKILL)\n"
        "print(child.pid, flush=True); time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert not gone(child)
    parent.send_signal(wish)
    parent.wait()
    end = time.monotonic() + 5
    while not gone(child) and time.monotonic() < end:
        time.sleep(0.01)
    assert gone(child)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_the_bond_outlasts_a_change_of_user() -> None:
    """A change of user clears the wish of prctl(2): it must be made after it."""
    script = "import ctypes; n = ctypes.c_int(); ctypes.CDLL(None).prctl(2, ctypes.byref(n)); print(n.value)"
    python = "/usr/bin/python3"
    if not Path(python).exists():
        pytest.skip("no Python that another user may run")
    child = spawn([python, "-c", script], dies_by=signal.SIGINT, user=65534, cwd="/", stdout=subprocess.PIPE)
    assert child.communicate()[0] == b"2\n"
