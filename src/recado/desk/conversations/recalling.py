"""Take a reply back before it leaves: nothing left the house, and its words, files and quote are a draft again."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from recado.desk.channels import lookup
from recado.desk.channels.email import tidying
from recado.desk.conversations import drafting, letters
from recado.desk.conversations.drafting import Words
from recado.desk.conversations.events import MessageRecalled
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Attachment, DeliveryRung, Direction, Draft, Message, Thread
from recado.desk.core import bulk
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.staff.models import Agent


@transaction.atomic
def recall(message: Message, *, by: Agent) -> Draft:
    """Take back all that was written with this message. Raises Objected where it is not his, or has left.

    The sender marks a message under the same lock before its call, so that exactly one of the two wins.
    """
    if message.author != by.actor:
        raise Objected([Objection("not-yours", _("Only who wrote it can take it back."))])
    together = list(_together(message))
    if not together or not all(map(_is_still_here, together)):
        raise Objected([Objection("left-already", _("Too late: the message is on its way already."))])
    first, thread = together[0], together[0].thread
    files = _take_files(together)
    text = "" if first.template else "\n\n".join(one.text for one in together if one.text)
    mail = Mail.objects.filter(message=first).first()
    html = mail.html if mail else ""
    beside = tuple(key for key in files if key not in tidying.pictures(html))
    kept = drafting.give_back(
        by, thread, Words(text, beside, first.reply_to, html, _head(thread, mail) if mail else {})
    )
    at, teams = now(), lookup.teams_of(thread.channel_id)
    about: dict[str, Any] = {"at": at, "by": by.actor, "thread": thread.pk, "teams": teams}
    # While they are told of, the messages still stand: only so does a case know which of them lie in it.
    telling.record(*(MessageRecalled(message=one.pk, **about) for one in together))
    Message.objects.filter(pk__in=[one.pk for one in together]).delete()
    _look_again(thread)
    return kept


def _head(thread: Thread, mail: Mail) -> dict[str, list[str]]:
    """To whom it went and what about, where that was not as usual."""
    to, cc, bcc = (letters.boxes(kept) for kept in (mail.to, mail.cc, mail.bcc))
    return letters.unusual(thread, Letter(to=to, cc=cc, bcc=bcc, subject=mail.subject))


def _together(message: Message) -> QuerySet[Message]:
    """What left the composer as one: several files are several messages. Locked as the sender locks them."""
    same = Message.objects.filter(thread=message.thread_id, author=message.author, leaves_at=message.leaves_at)
    wanted = same.filter(leaves_at__isnull=False) | Message.objects.filter(pk=message.pk)
    held = wanted.select_related("thread", "channel").select_for_update(of=("self", "thread"), no_key=True)
    return held.order_by("pk")


def _is_still_here(message: Message) -> bool:
    return message.leaves_at is not None and message.rung == DeliveryRung.QUEUED and message.tries == 0


def _take_files(messages: list[Message]) -> tuple[int, ...]:
    """The files of these messages wait for a message to come again."""
    found = Attachment.objects.filter(message__in=messages).order_by("message", "place", "pk")
    keys = tuple(found.values_list("pk", flat=True))
    bulk.update(Attachment, [{"id": key, "message_id": None} for key in keys])
    return keys


def _look_again(thread: Thread) -> None:
    """When was the last word said in the thread, now that this one was not?"""
    said = Message.objects.filter(thread=thread).exclude(direction=Direction.NOTE).exclude(type="reaction")
    last: datetime | None = said.order_by("-at", "-pk").values_list("at", flat=True).first()
    bulk.update(Thread, [{"id": thread.pk, "last_message_at": last}])
