"""How is the result of a benchmark shown: a table for people, one JSON document for scripts."""

import json
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

COLUMNS = ("what", "size", "connections", "per_second", "median_ms", "p95_ms", "p99_ms", "value", "limit", "ratio")


def show(result: dict[str, Any], *, as_json: bool) -> None:
    """Print `{name, machine, versions, runs}`; as JSON there is nothing else on standard output."""
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False))
        return
    console = Console()
    console.print(_table(result))
    console.print(" · ".join(f"{value}" for value in result["machine"].values()), style="dim")
    console.print(" · ".join(f"{name} {value}" for name, value in result["versions"].items()), style="dim")


def _table(result: dict[str, Any]) -> Table:
    """Only columns that say something; figures at the right."""
    table = Table(title=f"recado bench {result['name']}")
    shown = [column for column in COLUMNS if any(run.get(column) is not None for run in result["runs"])]
    for column in shown:
        table.add_column(column, justify="left" if column == "what" else "right")
    for run in result["runs"]:
        table.add_row(*(_spelled(column, run) for column in shown))
    return table


def _spelled(column: str, run: dict[str, Any]) -> str:
    figure = run.get(column)
    if figure is None:
        return ""
    words = f"{figure:,}" if isinstance(figure, int | float) else str(figure)
    return f"{words} {run['unit']}" if column == "value" and run.get("unit") else words
