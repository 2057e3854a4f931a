"""`recado channel add|list|probe`: the numbers of the house."""

import secrets
from typing import Annotated, Any

import typer

from recado.doors.shell import embedding, mailing, speaking
from recado.doors.shell.speaking import DataOption, JsonOption, TeamsOption

type Told = dict[str, Any]

From = Annotated[str | None, typer.Option(metavar="ENV", help="The environment variable that holds it.")]
Secret = Annotated[str | None, typer.Option(help="The secret itself; better name a variable, or be asked.")]


def register(app: typer.Typer) -> None:
    """Add `channel` to the commands."""
    group = speaking.room(app, "channel", "Channels: through which words travel.")
    add = speaking.room(group, "add", "Add a channel of a kind.")
    add.command("whatsapp")(add_whatsapp)
    mailing.register(add)
    embedding.register(add)
    group.command("list")(show)
    group.command("probe")(probe)


def add_whatsapp(
    context: typer.Context,
    name: Annotated[str, typer.Option("--name", help="What people call it; its key comes from it.")],
    number: Annotated[str, typer.Option("--number", help="The number, as +56900000001.")],
    phone_number_id: Annotated[str, typer.Option("--phone-number-id", help="Meta's id of the number.")],
    business_account_id: Annotated[str, typer.Option("--business-account-id", help="Meta's id of the account.")],
    access_token: Secret = None,
    access_token_from: From = None,
    app_secret: Secret = None,
    app_secret_from: From = None,
    verify_token: Annotated[
        str | None, typer.Option("--verify-token", help="The word Meta shows us; made if absent.")
    ] = None,
    graph_url: Annotated[str | None, typer.Option("--graph-url", help="Where Graph stands, if not at Meta.")] = None,
    role: Annotated[str, typer.Option("--role", help="What the number is for, as support.")] = "",
    team: TeamsOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a number of the WhatsApp Cloud API. Its first team takes its new cases."""
    settings = {"phone_number_id": phone_number_id.strip(), "business_account_id": business_account_id.strip()}
    _check(settings, graph_url)
    kept = {
        "access_token": speaking.secret("access-token", access_token, access_token_from),
        "app_secret": speaking.secret("app-secret", app_secret, app_secret_from),
        "verify_token": verify_token or secrets.token_urlsafe(24),
    }
    with speaking.inside(context, data):
        facts = _add(name, number, settings | ({"graph_url": graph_url} if graph_url else {}), kept, role, team)
    facts |= {} if verify_token else {"verify_token": kept["verify_token"]}
    shown = f"Give Meta the address {facts['hook_url']} and the verify token {kept['verify_token']}."
    speaking.answer(facts, f"The channel {facts['key']} is there. {shown}", as_json)


def show(context: typer.Context, data: DataOption = None, as_json: JsonOption = False) -> None:
    """List the channels with their hooks."""
    with speaking.inside(context, data):
        rows = _rows()
    if as_json:
        speaking.answer(rows, "", as_json=True)
    else:
        _print_table(rows)


def probe(
    context: typer.Context,
    channel: Annotated[str, typer.Argument(help="The key of the channel.")],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask the provider whether the channel works; ends with 1 where it does not."""
    with speaking.inside(context, data):
        found = _probe(channel)
    if found["ok"] or as_json:
        speaking.answer(found, f"{channel} works: {found['said']}", as_json)
    if not found["ok"]:
        speaking.refuse(f"{channel} does not work: {found['said']} {found['advice']}")


def _add(name: str, number: str, settings: Told, kept: dict[str, str], role: str, keys: list[str] | None) -> Told:
    from recado.desk.channels import adding
    from recado.desk.core.actors import HOUSE
    from recado.desk.people import phones

    address = phones.dialled(number)
    if not address:
        speaking.refuse(f"“{number}” is no phone number: write it with its country, as +56900000001.")
    channel = adding.add(
        kind="whatsapp", name=name, address=address, settings=settings, secrets=kept, role=role,
        teams=speaking.teams(keys), by=HOUSE,
    )  # fmt: skip
    return {"key": channel.key, "hook_url": _hook(channel.kind, channel.key)}


def _check(settings: dict[str, str], graph_url: str | None) -> None:
    for key, given in settings.items():
        if not given:
            speaking.refuse(f"--{key.replace('_', '-')} is empty: Meta shows it beside the number.")
    if graph_url and not graph_url.startswith(("https://", "http://")):
        speaking.refuse(f"“{graph_url}” is no address: write it as https://graph.facebook.com/v25.0.")


def _hook(kind: str, key: str) -> str:
    return f"{speaking.public_url()}/hooks/{kind}/{key}"


def _rows() -> list[Told]:
    from recado.desk.channels import wording_reasons
    from recado.desk.channels.models import Channel

    return [
        {
            "key": one.key, "kind": one.kind, "name": one.name, "address": one.address, "role": one.role,
            "state": one.state, "reason": wording_reasons.said(one.state_reason) or None,
            "teams": [team.key for team in one.teams.all()], "hook_url": _hook(one.kind, one.key),
        }
        for one in Channel.objects.prefetch_related("teams").order_by("pk")
    ]  # fmt: skip


def _probe(key: str) -> Told:
    from recado.desk.channels import probing
    from recado.desk.channels.models import Channel

    channel = Channel.objects.filter(key=key).first()
    if channel is None:
        speaking.refuse(f"There is no channel “{key}”: see `recado channel list`.")
    found = probing.probe(channel)
    return {"key": key, "ok": found.ok, "said": found.said, "advice": found.advice, "quality": found.quality,
            "limit": found.limit}  # fmt: skip


def _print_table(rows: list[Told]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("key", "kind", "name", "address", "teams", "state", "hook")
    for row in rows:
        table.add_row(row["key"], row["kind"], row["name"], row["address"], ", ".join(row["teams"]), row["state"],
                      row["hook_url"])  # fmt: skip
    Console().print(table)
