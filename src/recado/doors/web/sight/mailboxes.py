"""How is a mailbox reached, how far was it read, and where may mail be forwarded to?"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from recado.desk.channels import arriving, signing, wording_reasons
from recado.desk.channels.email import accounts
from recado.desk.channels.mailboxes import Mailbox
from recado.desk.channels.mailboxing import MailboxCard
from recado.desk.channels.models import Channel

type Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Read:
    """A folder: when it was looked into last, and what is wrong with it since when."""

    folder: str
    seen_at: datetime | None
    trouble: str
    trouble_since: datetime | None


@dataclass(frozen=True)
class Offered:
    """A folder to choose: whether it is read, and whether it is there."""

    name: str
    is_read: bool
    is_there: bool


def context(channel: Channel) -> dict[str, Any]:
    """What the page of a mail channel shows beside what every channel has."""
    local = arriving.local()
    others = Channel.objects.filter(kind="email").exclude(pk=channel.pk).exists()
    arrives = f"{local}{f'+{channel.key}' if others else ''}@{settings.MAIL_HOST}" if local else ""
    return {
        "mailbox": MailboxCard.of(channel),
        "folders": [
            Read(one.folder, one.seen_at, wording_reasons.said(one.trouble), one.trouble_since)
            for one in Mailbox.objects.filter(channel=channel, folder__in=_read(channel)).order_by("folder")
        ],
        "arrives": arrives,
        "signing": signing.of(channel),
        **choices(),
    }


def offered(channel: Channel, there: Sequence[str]) -> list[Offered]:
    """The folders on the server and those that are read, though they may be gone; the first one is always read."""
    card = MailboxCard.of(channel)
    known = dict.fromkeys((*there, *card.folders))
    return [Offered(name, name in card.folders, name in there) for name in known if name != card.folder]


def _read(channel: Channel) -> tuple[str, ...]:
    card = MailboxCard.of(channel)
    return (card.folder, *card.folders)


def choices() -> dict[str, Any]:
    """What the form offers, and which port is the usual one of each security."""
    return {
        "ports": {side: json.dumps(usual) for side, usual in accounts.PORTS.items()},
        "securities": [("tls", _("TLS")), ("starttls", _("STARTTLS")), ("none", _("none"))],
        "auths": [
            ("password", _("password or app password")),
            ("google", _("Google (OAuth)")),
            ("microsoft", _("Microsoft 365 (OAuth)")),
        ],
    }
