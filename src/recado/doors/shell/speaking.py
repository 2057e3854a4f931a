"""How does a command of the desk speak: inside the house, one answer, one line for a refusal?"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

DataOption = Annotated[Path | None, typer.Option("--data", help="The data directory.", show_default="the user's own")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
TeamsOption = Annotated[list[str] | None, typer.Option("--team", help="The key of a team; may be given several times.")]


def room(app: typer.Typer, name: str, about: str) -> typer.Typer:
    """A group of commands: `recado NAME …`."""
    group = typer.Typer(help=about, no_args_is_help=True, pretty_exceptions_enable=False)
    app.add_typer(group, name=name)
    return group


@contextmanager
def inside(context: typer.Context, data: Path | None) -> Iterator[None]:
    """Be in the house at `data`; what the desk objects to becomes one line and exit code 1."""
    with context.obj(data):
        from recado.desk.journal.telling import Objected
        from recado.desk.worktime.errors import WorktimeError

        try:
            yield
        except (Objected, WorktimeError) as refusal:
            refuse(str(refusal))


def answer(facts: Any, sentence: str, as_json: bool) -> None:
    """The answer: as JSON for a script, as a sentence for a person."""
    typer.echo(json.dumps(facts, ensure_ascii=False) if as_json else sentence)


def refuse(sentence: str) -> NoReturn:
    """One line on standard error says why; the command ends with 1."""
    typer.echo(f"recado: {' '.join(sentence.split())}", err=True)
    raise typer.Exit(1)


def secret(option: str, given: str | None, variable: str | None, *, asked: bool = True) -> str:
    """A secret from its option, from the environment variable named, or from a prompt where somebody sits there."""
    if given:
        return given
    if variable:
        value = os.environ.get(variable, "")
        return value or refuse(f"The environment variable {variable}, named by --{option}-from, is empty.")
    if asked and sys.stdin.isatty():
        return str(typer.prompt(option.replace("-", " ").capitalize(), hide_input=True, err=True))
    raise typer.BadParameter(f"give it by --{option}-from ENV, the name of an environment variable", param_hint=option)


def teams(keys: list[str] | None) -> list[Any]:
    """The teams of these keys, in that order; refuses one that is not there."""
    from recado.desk.staff.models import Team

    found = {team.key: team for team in Team.objects.filter(key__in=keys or [])}
    for key in keys or []:
        if key not in found:
            refuse(f"There is no team “{key}”: add it by `recado team add {key} --name …`.")
    return [found[key] for key in dict.fromkeys(keys or [])]


def public_url() -> str:
    """The address of the desk, without a slash at the end."""
    from django.conf import settings

    return str(settings.PUBLIC_URL).rstrip("/")
