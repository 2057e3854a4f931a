"""How does one message look? Its parts, its tick, its failure, what it answers and what was said to it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recado.desk.conversations.models import Direction, Message
from recado.desk.core.time import now
from recado.doors.web.sight import enclosures, failing, mails, names, readings

ON_ITS_WAY = _("On its way")
TICKS: dict[str, tuple[str, Promise | str]] = {
    "held": ("clock", _("Held back")),
    "queued": ("clock", ON_ITS_WAY),
    "sending": ("clock", ON_ITS_WAY),
    "accepted": ("clock", ON_ITS_WAY),
    "sent": ("check", _("Sent")),
    "delivered": ("check-check", _("Delivered")),
    "read": ("check-check", _("Read")),
    "played": ("check-check", _("Listened to")),
}
"""The icon of each rung and the word for those who listen."""
UNREADABLE = ("unsupported", "media_placeholder", "unknown")


@dataclass(frozen=True)
class Tick:
    """How far a message of ours came."""

    icon: str
    word: str
    is_read: bool


@dataclass(frozen=True)
class Quote:
    """The message that is answered; `id` is None where we do not have it."""

    id: int | None
    author: str
    words: str


@dataclass(frozen=True)
class Bubble:
    """One message as it is drawn. `author` is how its writer is called."""

    message: Message
    author: str
    quote: Quote | None
    reactions: tuple[tuple[str, str], ...]
    enclosures: tuple[enclosures.Enclosure, ...]
    before: tuple[readings.Before, ...] = ()
    ends_minute: bool = True
    named: names.Named | None = None
    is_last_to_leave: bool = True
    letter: mails.Letter | None = None

    @property
    def id(self) -> int:
        return int(self.message.pk)

    @property
    def lies_in(self) -> int | None:
        """The case of which it is."""
        return readings.lies_in(self.message)

    @property
    def at(self) -> datetime:
        return self.message.at

    @property
    def text(self) -> str:
        return "" if self.message.revoked_at else self.message.text

    @property
    def pieces(self) -> list[names.Piece]:
        """A note, cut at the names of those whom it calls."""
        return names.pieces(self.text, self.named)

    @property
    def is_house(self) -> bool:
        return self.message.direction == Direction.OUT

    @property
    def is_note(self) -> bool:
        return self.message.direction == Direction.NOTE

    @property
    def is_unreadable(self) -> bool:
        return self.message.type in UNREADABLE and not self.message.text

    @property
    def is_empty(self) -> bool:
        """Nothing that we could draw, though the provider passed something on."""
        if self.letter and (self.letter.page or self.letter.mail.quoted):
            return False
        shown = (self.text, self.enclosures, self.message.location, self.message.contacts, self.order)
        return not any(shown) and not self.message.revoked_at and not self.is_unreadable

    @property
    def order(self) -> list[dict[str, Any]]:
        """The goods of an order: product, quantity, price, currency as the provider lists them."""
        return list(self.message.more.get("order", {}).get("product_items", []))

    @property
    def answers(self) -> list[tuple[str, str]]:
        """What was filled into a form."""
        filled = self.message.more.get("flow", {}).get("answers")
        return [(str(name), str(value)) for name, value in filled.items()] if isinstance(filled, Mapping) else []

    @property
    def tick(self) -> Tick | None:
        """A mail that the server took is sent: nothing more is ever told of it."""
        rung = "sent" if self.letter and self.message.rung == "accepted" else self.message.rung
        if not self.is_house or rung not in TICKS:
            return None
        icon, word = TICKS[rung]
        return Tick(icon, str(word), rung in ("read", "played"))

    @cached_property
    def mend(self) -> failing.Mend | None:
        return failing.mend(self.message) if self.is_house else None

    @property
    def leaves_in(self) -> int:
        """Seconds in which it can still be taken back; none where it is on its way."""
        if not self.is_last_to_leave or self.message.rung != "queued" or not self.message.leaves_at:
            return 0
        return max(0, math.ceil((self.message.leaves_at - now()).total_seconds()))

    @property
    def minute(self) -> datetime:
        return timezone.localtime(self.at).replace(second=0, microsecond=0)
