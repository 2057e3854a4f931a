"""`recado channel add email`: a mailbox of the house."""

from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from recado.desk.core import mail_addresses
from recado.doors.shell import speaking
from recado.doors.shell.speaking import DataOption, JsonOption, TeamsOption

type Told = dict[str, Any]


class Security(StrEnum):
    """How the line to a mail server is guarded; `ssl` is what people call TLS from the first byte."""

    SSL = "ssl"
    STARTTLS = "starttls"
    NONE = "none"


SECURITY = {Security.SSL: "tls", Security.STARTTLS: "starttls", Security.NONE: "none"}


def register(add: typer.Typer) -> None:
    """Add `email` to the commands of `channel add`."""
    add.command("email")(add_email)


def add_email(
    context: typer.Context,
    name: Annotated[str, typer.Option("--name", help="What people call it; its key comes from it.")],
    address: Annotated[str, typer.Option("--address", help="The address that customers write to.")],
    imap_host: Annotated[str, typer.Option("--imap-host", help="Where mail is fetched; without it none is.")] = "",
    imap_port: Annotated[int | None, typer.Option("--imap-port")] = None,
    imap_security: Annotated[Security, typer.Option("--imap-security")] = Security.SSL,
    smtp_host: Annotated[str, typer.Option("--smtp-host", help="Through which mail leaves.")] = "",
    smtp_port: Annotated[int | None, typer.Option("--smtp-port")] = None,
    smtp_security: Annotated[Security, typer.Option("--smtp-security")] = Security.STARTTLS,
    user: Annotated[str, typer.Option("--user", help="As whom one logs in; the address if absent.")] = "",
    password: Annotated[str | None, typer.Option(help="The password itself; better name a variable.")] = None,
    password_from: Annotated[str | None, typer.Option(metavar="ENV", help="The variable that holds it.")] = None,
    role: Annotated[str, typer.Option("--role", help="What the mailbox is for, as support.")] = "",
    team: TeamsOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a mailbox: fetched by IMAP, forwarded to the address this prints, or both. Its first team takes its cases."""
    spelled = mail_addresses.spelled(address)
    if not spelled:
        speaking.refuse(f"“{address}” is no mail address: write it as help@example.com.")
    settings: Told = {"address": spelled, "name": name.strip()}
    if imap_host.strip():
        settings["imap"] = _server(imap_host, imap_port, imap_security, user or spelled)
    if smtp_host.strip():
        settings["smtp"] = _server(smtp_host, smtp_port, smtp_security, user or spelled)
    servers = bool(imap_host.strip() or smtp_host.strip())
    kept = speaking.secret("password", password, password_from) if servers and (password or password_from) else ""
    secrets = {"imap_password": kept, "smtp_password": kept} if kept else {}
    with speaking.inside(context, data):
        facts = _add(name, spelled, settings, secrets, role, team)
    said = f"The channel {facts['key']} is there. Mail forwarded to {facts['inbound_address']} comes in, too."
    speaking.answer(facts, said, as_json)


def _server(host: str, port: int | None, security: Security, user: str) -> Told:
    told: Told = {"host": host.strip(), "security": SECURITY[security], "user": user.strip()}
    return told | ({"port": port} if port else {})


def _add(name: str, address: str, settings: Told, kept: dict[str, str], role: str, keys: list[str] | None) -> Told:
    from recado.desk.channels import adding, arriving
    from recado.desk.core.actors import HOUSE

    channel = adding.add(
        kind="email", name=name, address=address, settings=settings, secrets=kept, role=role,
        teams=speaking.teams(keys), by=HOUSE,
    )  # fmt: skip
    host = urlsplit(speaking.public_url()).hostname or "localhost"
    return {"key": channel.key, "inbound_address": arriving.address_of(channel, host, by=HOUSE)}
