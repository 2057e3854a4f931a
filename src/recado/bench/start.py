"""How long from the command to the first page: at the very first start, and at a later one?"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from recado.bench import raising
from recado.bench.figures import Run

LATER = 3  # starts, of which the median counts


def measure() -> list[Run]:
    """Seconds from `recado up` to the whole first page over HTTP; the limit is PostgreSQL alone, made and started."""
    with raising.directory() as data:
        founding, starting = _bare(data.with_name("bare"))
        with raising.raised(data) as house:
            first = house.seconds
        later = [_again(data) for _ in range(LATER)]
    return [_run("first start", [first], founding + starting), _run("later start", later, starting)]


def _again(data: Path) -> float:
    with raising.raised(data) as house:
        return house.seconds


def _bare(data: Path) -> tuple[float, float]:
    """Seconds for a bare cluster and for a bare start of its server."""
    return _took("prepare", data), _took("start", data)


def _took(step: str, data: Path) -> float:
    script = (
        "import pathlib, subprocess, sys\n"
        "from recado.house import data, postgres\n"
        "house = data.prepared(pathlib.Path(sys.argv[2]))\n"
        "if sys.argv[1] == 'prepare': postgres.prepare(house); sys.exit()\n"
        "process = postgres.start(house, log=subprocess.DEVNULL)\n"
        "postgres.await_ready(house, process)\n"
        "print('ready', flush=True)\n"
        "postgres.stop(process)\n"
    )
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, "-P", "-c", script, step, str(data)], stdout=subprocess.PIPE) as process:
        if process.stdout:
            process.stdout.readline()
        return time.perf_counter() - began


def _run(what: str, seconds: list[float], limit: float) -> Run:
    value = statistics.median(seconds)
    milliseconds = {f"{name}_ms": round(figure * 1000) for name, figure in _spread(seconds, value).items()}
    return {
        "what": what, "size": 0, "connections": 1, "per_second": round(1 / value, 3), **milliseconds,
        "unit": "s", "value": round(value, 2), "limit": round(limit, 2), "ratio": round(limit / value, 2),
    }  # fmt: skip


def _spread(seconds: list[float], median: float) -> dict[str, float]:
    worst = max(seconds)
    return {"median": median, "p95": worst, "p99": worst}
