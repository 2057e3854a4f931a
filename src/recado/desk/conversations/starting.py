"""Write first: to a number that has not written, by template where the channel asks for one, or to an address."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.channels import registry
from recado.desk.channels.models import Channel
from recado.desk.conversations import replying, starting_mail, threading
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.models import Attachment, Message, Thread
from recado.desk.conversations.permitting import Wanted
from recado.desk.conversations.threading import Line
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal.telling import Objected, Objection
from recado.desk.people import meeting, phones
from recado.desk.people.meeting import Party


@transaction.atomic
def start(
    channel: Channel,
    *,
    to: str,
    by: Actor,
    text: str = "",
    template: Wanted | None = None,
    attachments: Sequence[Attachment] = (),
    client_id: str | None = None,
    subject: str = "",
    letter: Letter | None = None,
    leaves_in: timedelta | None = None,
) -> list[Message]:
    """The first message of a thread, or the next one of a thread that exists; a mail begins one of its own.

    `letter`: what a mail has beside `to` and `subject`. `leaves_in` as in `replying.reply`. Raises Objected.
    """
    abilities = registry.adapter(channel.kind).abilities
    if not abilities.starts_first:
        raise Objected([Objection("cannot-start", _("On this channel only the customer can begin."))])
    if abilities.mail:
        wanted = starting_mail.Wanted(to, subject, text, tuple(attachments), client_id, letter, leaves_in)
        return starting_mail.start(channel, wanted, by=by)
    thread = _thread(channel, to)
    return replying.reply(
        thread,
        by=by,
        text=text,
        template=template,
        attachments=attachments,
        client_id=client_id,
        leaves_in=leaves_in,
    )


def _thread(channel: Channel, to: str) -> Thread:
    number = phones.dialled(to)
    if not number:
        raise Objected([Objection("number-invalid", _("“%(to)s” is no phone number.") % {"to": to}, missing=("to",))])
    digits = number.lstrip("+")
    at = now()
    [who] = meeting.meet([Party((("phone", "", phones.canonical(digits)),), at=at)], at=at)
    line = Line(channel.pk, who.person)
    thread = threading.join([line], at=at)[line]
    if not thread.phone:
        thread.phone = digits
        bulk.update(Thread, [{"id": thread.pk, "phone": digits}])
    return thread
