"""Run one benchmark by its name, and show its figures beside the machine they were taken on."""

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from recado.bench.figures import Run

NAMES = ("ack", "ingest", "send", "deadlines", "live", "start", "memory", "inbox", "thread", "search", "mail")

FULL = ("inbox", "thread", "search")
"""Those that want a full house, and take one that was filled before."""


def run(name: str, as_json: bool, data: Path | None = None) -> None:
    """Measure and print: a table, or with `as_json` one document of name, machine, versions and runs.

    `data` is a house that stands, to be used by those that need a full one.
    """
    if name not in NAMES:
        raise typer.BadParameter(f"there is no benchmark {name!r}; there are {', '.join(NAMES)}")
    runs, left_out = _measured(name, data)
    from recado.bench import machine, showing

    showing.show(machine.result(name, runs), as_json=as_json)
    if left_out:
        typer.echo(left_out, err=True)


def _measured(name: str, data: Path | None) -> "tuple[list[Run], str | None]":
    """The runs, and what a benchmark says it could not measure here."""
    from rich.console import Console

    module = importlib.import_module(f"recado.bench.{name}")
    with Console(stderr=True).status(f"Measuring {name} ..."):
        runs: list[Run] = module.measure(data) if name in FULL else module.measure()
    say_left_out = getattr(module, "left_out", None)
    return runs, say_left_out() if say_left_out else None
