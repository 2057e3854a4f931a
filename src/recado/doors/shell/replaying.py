"""`recado replay`: read raw deliveries again."""

from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from recado.doors.shell import speaking
from recado.doors.shell.speaking import DataOption, JsonOption


def register(app: typer.Typer) -> None:
    """Add `replay` to the commands."""
    app.command("replay")(replay)


def replay(
    context: typer.Context,
    channel: Annotated[str | None, typer.Option("--channel", help="Only those of this channel, by its key.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="Only those since, as 2026-11-20T08:00:00Z.")] = None,
    quarantined: Annotated[bool, typer.Option("--quarantined", help="Only those that could not be read.")] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read raw deliveries again: nothing is filed twice, and what is old is filed without alarm."""
    moment = _moment(since) if since else None
    with speaking.inside(context, data):
        count = _replay(channel, moment, quarantined)
    speaking.answer({"deliveries": count}, f"{count} deliveries are read again as soon as a worker runs.", as_json)


def _moment(text: str) -> datetime:
    try:
        given = datetime.fromisoformat(text.strip())
        return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as wrong:
        raise typer.BadParameter(f"{text!r} is no date such as 2026-11-20T08:00:00Z", param_hint="--since") from wrong


def _replay(key: str | None, since: datetime | None, quarantined: bool) -> int:
    from recado.desk.channels import replaying
    from recado.desk.channels.models import Channel

    channel: Any = Channel.objects.filter(key=key).first() if key else None
    if key and channel is None:
        speaking.refuse(f"There is no channel “{key}”: see `recado channel list`.")
    return replaying.replay(channel=channel, since=since, quarantined=quarantined)
