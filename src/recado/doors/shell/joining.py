"""`recado agent add`: somebody who answers, with a password or with an invitation."""

from enum import StrEnum
from typing import Annotated

import typer

from recado.doors.shell import speaking
from recado.doors.shell.speaking import DataOption, JsonOption, TeamsOption


class Role(StrEnum):
    """What an agent may; from all to reading only."""

    HEAD = "head"
    ADMIN = "admin"
    LEAD = "lead"
    AGENT = "agent"
    VIEWER = "viewer"


def register(app: typer.Typer) -> None:
    """Add `agent` to the commands."""
    speaking.room(app, "agent", "Agents: who works here.").command("add")(add)


def add(
    context: typer.Context,
    email: Annotated[str, typer.Argument(help="The address to log in with.")],
    name: Annotated[str, typer.Option("--name", help="What people call him or her.")],
    role: Annotated[Role, typer.Option("--role", help="What he or she may.")] = Role.AGENT,
    team: TeamsOption = None,
    password_from: Annotated[
        str | None, typer.Option("--password-from", metavar="ENV", help="The variable that holds the password.")
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make somebody an agent. Without a password the answer holds a one-time link, good for seven days."""
    password = speaking.secret("password", None, password_from) if password_from else None
    with speaking.inside(context, data):
        agent_id, address, link = _join(email, name, role.value, team, password)
    facts = {"id": agent_id, "email": address, "invitation_url": link}
    enters = f" {name} enters once through this link: {link}" if link else ""
    speaking.answer(facts, f"{name} is an agent now ({role.value}).{enters}", as_json)


def _join(
    email: str, name: str, role: str, keys: list[str] | None, password: str | None
) -> tuple[str, str, str | None]:
    from django.db import transaction

    from recado.desk.core.actors import HOUSE
    from recado.desk.staff import inviting, joining

    with transaction.atomic():
        teams = speaking.teams(keys)
        agent = joining.join(email=email, name=name, role=role, teams=teams, by=HOUSE, password=password)
        path = inviting.invite(agent, by=HOUSE) if password is None else None
    return str(agent.pk), agent.email, f"{speaking.public_url()}{path}" if path else None
