"""How does the house appear in its mail: name, address, signature, and the line above which answers are read (C17)?"""

from typing import Any

from recado.desk.channels import lookup, own
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Mailbox
from recado.desk.conversations.sections import Letterhead, scope
from recado.desk.core import mail_addresses
from recado.desk.rules import reading


def of(channel: Channel) -> Letterhead:
    """What holds for mail of this channel: its own, its first team's, the house's, at last its settings."""
    scopes = [scope(channel.pk), *(f"team:{team}" for team in lookup.teams_of(channel.pk)[:1]), ""]
    held = reading.held_by(Letterhead, scopes)
    asked = [held[one].value.model_dump() for one in scopes] + [_settings(channel)]
    allowed = own.of(channel)
    chosen = {name: next((one[name] for one in asked if one.get(name)), "") for name in Letterhead.model_fields}
    if mail_addresses.spelled(chosen["address"]) not in allowed:
        chosen["address"] = str(channel.settings.get("address") or channel.address)
    return Letterhead(**chosen)


def sender(channel: Channel) -> Mailbox:
    """From whom mail of this channel is."""
    head = of(channel)
    return Mailbox(head.name or channel.name, head.address)


def _settings(channel: Channel) -> dict[str, Any]:
    return {name: str(channel.settings.get(name) or "") for name in ("name", "separator", "signature")}
