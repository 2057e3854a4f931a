"""To whom does the answer by mail go that is being written, what does it quote, and who is left out (C7)?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from recado.desk.channels.models import Channel
from recado.desk.channels.port import Mailbox
from recado.desk.conversations import letterheads, letters, mailing, recipients
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.mails import Participant
from recado.desk.conversations.models import Thread
from recado.desk.core import mail_addresses
from recado.desk.people import matching
from recado.desk.people.listed import AddressList
from recado.desk.staff.models import Agent


@dataclass(frozen=True)
class Box:
    """One address as a chip; `value` is what the form sends, `warning` why one should look twice."""

    name: str
    address: str
    warning: str = ""

    @property
    def value(self) -> str:
        return letters.typed(Mailbox(self.name, self.address))

    @property
    def called(self) -> str:
        return self.name or mail_addresses.shown(self.address)


@dataclass(frozen=True)
class Row:
    """To, CC or BCC."""

    field: str
    word: str
    boxes: tuple[Box, ...]

    @property
    def called(self) -> str:
        return ", ".join(box.called for box in self.boxes) or "–"


@dataclass(frozen=True)
class Envelope:
    """The head and foot of the mail that is being written."""

    rows: tuple[Row, ...]
    subject: str
    sender: str
    signature: str
    quoted: str
    ignored: tuple[str, ...]

    @property
    def warnings(self) -> list[str]:
        return [box.warning for row in self.rows for box in row.boxes if box.warning]


def of(thread: Thread, agent: Agent, kept: Mapping[str, list[str]]) -> Envelope:
    """As the conversation would go on by itself, but for what the draft keeps of it."""
    usual, sender = letters.headed(letters.usual(thread), kept), letterheads.sender(thread.channel)
    failing = matching.matches(AddressList.FAILING, {box.address for box in usual.everybody})
    head = letterheads.of(thread.channel)
    words = (("to", _("To"), usual.to), ("cc", _("CC"), usual.cc), ("bcc", _("BCC"), usual.bcc))
    return Envelope(
        rows=tuple(Row(field, word, tuple(_box(one, failing) for one in boxes)) for field, word, boxes in words),
        subject=usual.subject,
        sender=f"{sender.name} <{mail_addresses.shown(sender.address)}>",
        signature=mailing.signature(agent.actor, head.signature),
        quoted=mailing.quote(letters.answered(thread)),
        ignored=_ignored(thread),
    )


def begun(channel: Channel, agent: Agent, kept: Mapping[str, list[str]]) -> Envelope:
    """Of a mail that begins a conversation, as far as its draft says: nothing is quoted."""
    sender, head = letterheads.sender(channel), letterheads.of(channel)
    return Envelope(
        rows=(_row("cc", _("CC"), kept), _row("bcc", _("BCC"), kept)),
        subject="".join(kept.get("subject", ())),
        sender=f"{sender.name} <{mail_addresses.shown(sender.address)}>",
        signature=mailing.signature(agent.actor, head.signature),
        quoted="",
        ignored=(),
    )


def said(given: Any) -> Letter | None:
    """The envelope that the form sent; None where it had none."""
    if "to" not in given and "subject" not in given:
        return None
    to, cc, bcc = (recipients.read(given.getlist(name)) for name in ("to", "cc", "bcc"))
    return Letter(to=to, cc=cc, bcc=bcc, subject=given.get("subject", ""))


def _row(field: str, word: str, kept: Mapping[str, list[str]]) -> Row:
    return Row(field, word, tuple(_box(one, {}) for one in recipients.read(kept.get(field, ()))))


def _box(box: Mailbox, failing: dict[str, Any]) -> Box:
    line = failing.get(box.address)
    said = _("Mail to %(address)s came back (%(why)s).") % {"address": box.address, "why": line.note} if line else ""
    return Box(box.name, box.address, said)


def _ignored(thread: Thread) -> tuple[str, ...]:
    """Who takes part and gets no copy by himself: on the ignore-CC list, or come from outside."""
    parts = Participant.objects.filter(thread=thread, address__kind="email").values_list("address__value", "unverified")
    known = dict(parts)
    listed = matching.matches(AddressList.IGNORE_CC, known)
    return tuple(sorted(mail_addresses.shown(one) for one, doubtful in known.items() if doubtful or one in listed))
