"""Begin a mail conversation: a subject, somebody to write to, and a thread of its own."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _

from recado.desk.channels.email import addresses
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Mailbox
from recado.desk.conversations import replying
from recado.desk.conversations.letters import LONGEST_SUBJECT, Letter
from recado.desk.conversations.mails import Participant, ParticipantRole
from recado.desk.conversations.models import Attachment, Message, Thread, ThreadKind
from recado.desk.core import bulk, mail_addresses
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal.telling import Objected, Objection
from recado.desk.people import meeting
from recado.desk.people.meeting import Party


@dataclass(frozen=True)
class Wanted:
    """What shall be written, to whom and what about. `to` as one types it, with or without a name.

    `letter` holds its copies and its words as HTML, where it has any.
    """

    to: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()
    client_id: str | None = None
    letter: Letter | None = None
    leaves_in: timedelta | None = None


def start(channel: Channel, wanted: Wanted, *, by: Actor) -> list[Message]:
    """The first mail of a new conversation, or what the same click wrote already. Runs in a transaction.

    Raises Objected: ``address-invalid``, ``subject-missing``, and as `replying.reply`.
    """
    if wanted.client_id and (known := _known(channel, by, wanted.client_id)):
        return known
    box = _box(wanted.to)
    subject = " ".join(wanted.subject.split())[:LONGEST_SUBJECT]
    if not subject:
        raise _objected("subject-missing", _("A mail needs a subject."), "subject")
    at = now()
    [who] = meeting.meet([Party((("email", "", box.address),), name=box.name, at=at)], at=at)
    row = {"channel_id": channel.pk, "kind": ThreadKind.MAIL, "person_id": who.person, "stable": box.address}
    [(id_,)] = bulk.insert(Thread, [row | {"subject": subject, "begun_at": at}])
    part = {"thread_id": id_, "address_id": who.address, "role": ParticipantRole.MEMBER, "since": at}
    bulk.insert(Participant, [part])
    return replying.reply(
        Thread.objects.get(pk=id_),
        by=by,
        text=wanted.text,
        attachments=wanted.attachments,
        client_id=wanted.client_id,
        leaves_in=wanted.leaves_in,
        letter=replace(wanted.letter or Letter(()), to=(box,), subject=subject),
    )


def _known(channel: Channel, by: Actor, client_id: str) -> list[Message]:
    """A conversation has no thread before its first mail, so the click is looked for on the channel."""
    same = Message.objects.filter(channel=channel, author=by, client_id=client_id, direction="out")
    return list(same.order_by("-pk")[:1])


def _box(typed: str) -> Mailbox:
    named = [one for one in addresses.read(typed.encode()) if one.address]
    address = mail_addresses.spelled(named[0].address) if len(named) == 1 else ""
    if not address:
        raise _objected("address-invalid", _("“%(to)s” is no mail address.") % {"to": typed[:100]}, "to")
    return Mailbox(named[0].name, address)


def _objected(code: str, text: str, field: str) -> Objected:
    return Objected([Objection(code, text, missing=(field,))])
