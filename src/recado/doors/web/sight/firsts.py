"""What stands in the box of a mail that begins a conversation?"""

import uuid
from dataclasses import dataclass, field

from recado.desk.channels import registry
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Abilities
from recado.desk.conversations import letterheads
from recado.desk.core import mail_addresses
from recado.desk.staff.models import Agent
from recado.doors.web.sight import envelopes
from recado.doors.web.sight.bounds import Bounds


@dataclass(frozen=True)
class First(Bounds):
    """The same box as an answer's, but without a thread; `client_id` makes a second click the same mail (WA21)."""

    abilities: Abilities
    envelope: envelopes.Envelope
    whom: str
    sender: str
    client_id: str = field(default_factory=lambda: uuid.uuid4().hex)


def of(channel: Channel, agent: Agent, whom: str) -> First:
    """`whom`: the person's name, as it is said to who writes."""
    abilities, called = registry.adapter(channel.kind).abilities, whom.split()[0] if whom[:1].isalpha() else whom
    sender = mail_addresses.shown(letterheads.sender(channel).address)
    return First(abilities, envelopes.begun(channel, agent), called, sender)
