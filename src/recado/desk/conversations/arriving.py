"""A message as it came, and as it was stored: what the rooms of the road hand to each other."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

from recado.desk.channels import port
from recado.desk.channels.models import Channel
from recado.desk.conversations.models import Thread
from recado.desk.conversations.placing import Place
from recado.desk.core.actors import HOUSE, Actor
from recado.desk.core.text import storable


@dataclass(frozen=True)
class Arrival:
    """A message as it came: on which channel, when the delivery reached us, and whether it is filed without alarm.

    `delivery` is the key of the raw bytes. A mail has its `place`; `by` is the agent who wrote it with his own
    mail program.
    """

    channel: Channel
    fact: port.Message
    received_at: datetime
    quiet: bool = False
    replayed: bool = False
    delivery: int | None = None
    place: Place | None = None
    by: Actor | None = None

    @property
    def at(self) -> datetime:
        """The provider's time, never later than our own (WA25: it opens the window, so it must not lie ahead)."""
        return min(self.fact.at or self.received_at, self.received_at)

    @property
    def person(self) -> port.Handle:
        """The customer: who wrote, or to whom the house wrote on its own phone."""
        return (self.fact.recipient or port.Handle()) if self.fact.echo else self.fact.sender

    @property
    def provider_id(self) -> str:
        """The provider's id; where it gave none, a hash of all that it told, so that twice is still once (WA1)."""
        if self.fact.id:
            return storable(self.fact.id)
        return "told:" + hashlib.sha256(repr(asdict(self.fact)).encode("utf-8", "replace")).hexdigest()

    @property
    def is_automatic(self) -> bool:
        """Whether a machine wrote it: such a mail asks nothing of anybody."""
        return bool(self.fact.mail and self.fact.mail.automatic)

    def author(self, person: int) -> Actor:
        """Who said it: this person, or the house."""
        return (self.by or HOUSE) if self.fact.echo else Actor("person", person)


@dataclass(frozen=True)
class Stored:
    """A message that was new, in its thread."""

    message: int
    thread: Thread
    arrival: Arrival
    author: Actor
    attachment: int | None = None
