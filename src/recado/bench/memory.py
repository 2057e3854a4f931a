"""How much memory does an idle house take: its own processes, and PostgreSQL beside them?"""

import subprocess
import sys
import time
from pathlib import Path

from recado.bench import raising
from recado.bench.figures import Run

SETTLING = 10.0  # seconds of idleness before the look
KILOBYTES = 1024


def measure() -> list[Run]:
    """Megabytes of PSS (shared pages divided among those who share them), from smaps_rollup of proc(5).

    The limit of our own processes is as many bare Python interpreters; PostgreSQL stands beside, without a limit.
    """
    with raising.directory() as data, raising.raised(data) as house:
        time.sleep(SETTLING)
        family = _family(house.process.pid)
        servers = {pid for pid in family if _program(pid) in {"postgres", ""}}
        own = {pid: _megabytes(pid) for pid in family - servers}
        beside = sum(_megabytes(pid) for pid in servers)
        named = [_run(f"own: {_part(pid)}", size, 1, None) for pid, size in sorted(own.items())]
    total = _run("own processes", sum(own.values()), len(own), _bare() * len(own))
    return [total, *named, _run("PostgreSQL", beside, len(servers), None)]


def _family(root: int) -> set[int]:
    """The process and all that descend from it."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # gone in the meantime
    family = {root}
    while grown := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= grown
    return family


def _program(pid: int) -> str:
    """Its name; empty where it is gone, as a server's process may be."""
    try:
        return Path(f"/proc/{pid}/exe").readlink().name
    except OSError:
        return ""


def _part(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return words[words.index("-m") + 2] if "-m" in words else _program(pid)


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / KILOBYTES


def _bare() -> float:
    """Megabytes of one Python interpreter that does nothing."""
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE) as idle:
        time.sleep(0.5)
        return _megabytes(idle.pid)


def _run(what: str, value: float, processes: int, limit: float | None) -> Run:
    return {
        "what": what, "size": processes, "connections": 0, "per_second": None, "median_ms": None, "p95_ms": None,
        "p99_ms": None, "unit": "MB", "value": round(value, 1), "limit": limit and round(limit, 1),
        "ratio": limit and round(limit / value, 2),
    }  # fmt: skip
