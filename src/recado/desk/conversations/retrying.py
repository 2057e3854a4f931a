"""Send a failed message again, because an agent said so (WA8)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.channels import lookup
from recado.desk.conversations import sending
from recado.desk.conversations.events import MessageMoved, MessageWritten
from recado.desk.conversations.models import DeliveryRung, Message
from recado.desk.conversations.permitting import MaySend, Wanted
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.text import snippet
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection

RETRIED = (DeliveryRung.FAILED, DeliveryRung.UNKNOWN)


@transaction.atomic
def retry(message: Message, *, by: Actor) -> Message:
    """Queue the message anew under a new provider id; the old one is kept beside it, and it answers anew.

    Raises Objected.
    """
    found = Message.objects.filter(pk=message.pk).select_related("thread__channel")
    message = found.select_for_update(of=("self",), no_key=True).get()
    if message.rung not in RETRIED:
        raise Objected([Objection("not-failed", _("Only a message that failed can be sent again."))])
    files, template = tuple(message.attachments.select_related("blob")), _wanted(message)
    telling.insist(MaySend(message.thread, by, message.text, files, template))
    at = now()
    earlier = [*message.more.get("earlier_ids", []), *([message.provider_id] if message.provider_id else [])]
    changed = {
        "rung": DeliveryRung.QUEUED,
        "rung_at": at,
        "failure": None,
        "provider_id": None,
        "tries": 0,
        "kept_at": at,
        "more": {**message.more, "earlier_ids": earlier},
    }
    bulk.update(Message, [{"id": message.pk, **changed}])
    teams, queued = lookup.teams_of(message.channel_id), DeliveryRung.QUEUED
    about: dict[str, Any] = {"at": at, "by": by, "thread": message.thread_id, "teams": teams, "message": message.pk}
    words: dict[str, Any] = {"words": snippet(message.text), "said_at": at.isoformat(), "type": message.type}
    telling.record(MessageMoved(rung=queued, **about), MessageWritten(**words, **about))
    sending.queue(message.pk, thread=message.thread_id)
    message.refresh_from_db()
    return message


def _wanted(message: Message) -> Wanted | None:
    kept = message.template
    return Wanted(kept["name"], kept["language"], tuple(kept["values"])) if kept else None
