"""How is the house? Each look on its own, so that one that fails hides no other."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path

import typer

from recado.house.data import DataDirectory
from recado.house.findings import Finding, Verdict, fail
from recado.house.trouble import Trouble

COLOURS = {Verdict.OK: "green", Verdict.WARN: "yellow", Verdict.FAIL: "red"}

type Opening = Callable[..., AbstractContextManager[DataDirectory]]


def examine(opened: Opening, path: Path | None, as_json: bool) -> int:
    """Print what was found; returns 1 where something fails, else 0."""
    try:
        with opened(path, must_exist=True, migrated=False) as data:
            found = list(_findings(data))
    except Trouble as trouble:
        found = [fail("house", str(trouble), "Mend this first; the rest cannot be seen without it.")]
    verdict = max((one.verdict for one in found), key=list(Verdict).index)
    if as_json:
        _print_json(verdict, found)
    else:
        _print_table(found)
    return 1 if verdict == Verdict.FAIL else 0


def _findings(data: DataDirectory) -> Iterator[Finding]:
    from recado.house import examining, opening, reaching

    looks: list[tuple[str, Callable[[], Iterable[Finding]]]] = [
        ("data directory", lambda: examining.directory(data)),
        ("disk", lambda: examining.disk(data)),
        ("database", examining.database),
        ("tables", examining.tables),
        ("jobs", examining.jobs),
        ("clock", examining.clock),
        ("channels", examining.channels),
        ("mail domains", examining.mail_domains),
        ("public address", lambda: reaching.address(opening.public_url(data))),
    ]
    for about, look in looks:
        yield from _looked(about, look)


def _looked(about: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """What the look finds; a look that itself breaks is a finding too."""
    try:
        yield from list(look())
    except Exception as error:  # whatever is ill, the other looks go on
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        yield fail(about, f"Could not be examined: {reason}", "Mend what fails above, then ask again.")


def _print_json(verdict: Verdict, found: list[Finding]) -> None:
    typer.echo(json.dumps({"verdict": verdict, "findings": [asdict(one) for one in found]}, ensure_ascii=False))


def _print_table(found: list[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for one in found:
        table.add_row(Text(one.verdict, COLOURS[one.verdict]), one.about, Text(one.says))
        if one.mend:
            table.add_row("", "", Text(f"→ {one.mend}", "bold"))
    Console().print(table)
