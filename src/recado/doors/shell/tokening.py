"""`recado token create`: a program's way in, as an agent, within scopes."""

from typing import Annotated

import typer

from recado.doors.shell import speaking
from recado.doors.shell.speaking import DataOption, JsonOption


def register(app: typer.Typer) -> None:
    """Add `token` to the commands."""
    group = speaking.room(app, "token", "Tokens: how programs come in.")
    group.callback()(_group)
    group.command("create")(create)


def _group() -> None:
    """Tokens: how programs come in."""


def create(
    context: typer.Context,
    agent: Annotated[str, typer.Option("--agent", help="The e-mail of the agent as whom it acts.")],
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="As cases:read; several times; none: all that the agent may.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="What it is for.")] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Issue a token. It is shown this once; only its hash is kept."""
    with speaking.inside(context, data):
        secret = _issue(agent, scope or [], name)
    speaking.answer({"token": secret}, secret, as_json)


def _issue(email: str, scopes: list[str], name: str) -> str:
    from recado.desk.core.actors import HOUSE
    from recado.desk.staff import issuing
    from recado.desk.staff.models import Agent

    agent = Agent.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if agent is None:
        speaking.refuse(f"There is no agent {email}: add him by `recado agent add {email} --name … --role …`.")
    return issuing.issue(agent, scopes, by=HOUSE, name=name)[1]
