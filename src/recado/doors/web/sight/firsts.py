"""What stands in the box of a mail that begins a conversation?"""

import uuid
from dataclasses import dataclass, field

from recado.desk.channels import registry
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Abilities
from recado.desk.conversations import letterheads
from recado.desk.conversations.models import Draft
from recado.desk.core import mail_addresses
from recado.desk.staff.models import Agent
from recado.doors.web.sight import drafts, envelopes
from recado.doors.web.sight.bounds import Bounds

HEAD = ("channel", "to", "subject", "cc", "bcc")
"""What a draft keeps of it beside its words."""


@dataclass(frozen=True)
class First(Bounds):
    """The same box as an answer's, but without a thread; `client_id` makes a second click the same mail (WA21)."""

    abilities: Abilities
    envelope: envelopes.Envelope
    begun: drafts.Begun
    to: str
    whom: str
    sender: str
    client_id: str = field(default_factory=lambda: uuid.uuid4().hex)


def of(channel: Channel, agent: Agent, whom: str, kept: Draft) -> First:
    """`whom`: the person's name, as it is said to who writes; `kept`: what he has written so far."""
    abilities, called = registry.adapter(channel.kind).abilities, whom.split()[0] if whom[:1].isalpha() else whom
    sender = mail_addresses.shown(letterheads.sender(channel).address)
    envelope, to = envelopes.begun(channel, agent, kept.head), "".join(kept.head.get("to", ()))
    return First(abilities, envelope, drafts.begun(kept), to, called, sender)
