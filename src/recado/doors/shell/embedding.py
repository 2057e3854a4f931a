"""`recado channel add site`: the chat and the forms of a site of the house."""

from typing import Annotated

import typer

from recado.doors.shell import speaking
from recado.doors.shell.speaking import DataOption, JsonOption, TeamsOption


def register(add: typer.Typer) -> None:
    """Add `site` to the commands of `channel add`."""
    add.command("site")(add_site)


def add_site(
    context: typer.Context,
    name: Annotated[str, typer.Option("--name", help="What people call it; its key comes from it.")],
    origin: Annotated[
        list[str] | None, typer.Option("--origin", help="A site on which it may stand, as https://shop.example.com.")
    ] = None,
    colour: Annotated[str, typer.Option("--colour", help="As #0b6e5f.")] = "",
    language: Annotated[
        list[str] | None, typer.Option("--language", help="es, en, ru or pt; all of them if absent.")
    ] = None,
    team: TeamsOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a web chat. Paste the one line it prints into the site's pages; its first team takes its new cases."""
    given = {"colour": colour.lower(), **({"languages": language} if language else {})}
    with speaking.inside(context, data):
        from recado.desk.channels import embedding
        from recado.desk.channels.site.looks import Looks
        from recado.desk.core.actors import HOUSE

        channel = embedding.add(
            name=name, origins=origin or [], teams=speaking.teams(team), by=HOUSE, wanted=Looks.of(given)
        )  # fmt: skip
        facts = {"key": channel.key, "widget_url": f"{speaking.public_url()}/site/{channel.key}/widget.js"}
        facts["identity_secret"] = embedding.identity_secret(channel)
    said = f'Put <script src="{facts["widget_url"]}" async></script> into the pages of the site.'
    speaking.answer(facts, f"The channel {facts['key']} is there. {said}", as_json)
