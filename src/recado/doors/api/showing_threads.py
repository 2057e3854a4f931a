"""How are threads and messages shown? A page at a time, with a fixed number of statements."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from recado.desk.cases.models import Case
from recado.desk.conversations import naming, window
from recado.desk.conversations.models import Attachment, Message, Reaction, Thread
from recado.desk.core.actors import Actor
from recado.desk.core.time import iso
from recado.desk.journal.events import Names
from recado.doors.api import failing, showing_mails

type Json = dict[str, Any]


def threads(rows: Sequence[Thread]) -> list[Json]:
    """`rows` with channel and person."""
    receiving = Case.objects.filter(thread__in=[row.pk for row in rows], receives=True).exclude(state="resolved")
    open_ = dict(receiving.values_list("thread", "pk"))
    return [_thread(row, open_.get(row.pk)) for row in rows]


def _thread(row: Thread, open_case: int | None) -> Json:
    closes = window.closes_at(row)
    return {
        "id": str(row.pk),
        "channel": row.channel.key,
        "kind": row.kind,
        "name": row.subject,
        "person": person(row.person),
        "last_message_at": iso(row.last_message_at) if row.last_message_at else None,
        "window_closes_at": iso(closes) if closes else None,
        "open_case": open_case,
    }


def whole(found: QuerySet[Message]) -> QuerySet[Message]:
    """The messages with all that is shown of them."""
    files = Attachment.objects.select_related("blob").order_by("place", "pk")
    related = found.select_related("channel", "filing", "mail")
    return related.prefetch_related(
        Prefetch("attachments", files), Prefetch("reactions", Reaction.objects.order_by("at", "pk"))
    )


def messages(rows: Sequence[Message], request: HttpRequest) -> list[Json]:
    """`rows` as `whole` fetches them."""
    quoted = _quoted(rows)
    actors = {row.author for row in rows} | {one.author for row in rows for one in row.reactions.all()}
    who = naming.names(actors)
    return [_message(row, request, who, quoted) for row in rows]


def _message(row: Message, request: HttpRequest, who: Names, quoted: dict[tuple[int, str], int]) -> Json:
    reply_to = quoted.get((row.channel_id, row.reply_to or ""))
    return {
        "id": str(row.pk),
        "thread": str(row.thread_id),
        "case": row.filing.case_id if hasattr(row, "filing") else None,
        "direction": row.direction,
        "author": author(row.author, who),
        "type": row.type,
        "text": row.text,
        "attachments": [attachment(one, request) for one in row.attachments.all()],
        "location": row.location,
        "contacts": row.contacts,
        "reactions": [_reaction(one, who) for one in row.reactions.all()],
        **_times(row),
        "reply_to": str(reply_to) if reply_to else None,
        "delivery": _delivery(row),
        "provider_id": row.provider_id,
        "mail": showing_mails.shown(row),
    }


def _times(row: Message) -> Json:
    edited, revoked = (iso(at) if at else None for at in (row.edited_at, row.revoked_at))
    return {"edited_at": edited, "revoked_at": revoked, "at": iso(row.at)}


def attachment(row: Attachment, request: HttpRequest) -> Json:
    """`row` with its blob. The address is absolute, under the name by which the caller reached us."""
    return {
        "id": str(row.pk),
        "name": row.name,
        "mime": row.mime,
        "bytes": row.blob.bytes if row.blob else None,
        "url": request.build_absolute_uri(f"/api/v1/attachments/{row.pk}"),
        "voice": row.voice,
    }


def author(actor: Actor, who: Names) -> Json:
    """An actor by kind, id and name."""
    return {"kind": actor.kind, "id": None if actor.id is None else str(actor.id), "name": who(actor)}


def person(row: Any) -> Json | None:
    """A person or agent inside an answer."""
    return {"id": str(row.pk), "name": row.name} if row else None


def _reaction(row: Reaction, who: Names) -> Json:
    return {"author": author(row.author, who), "emoji": row.emoji, "at": iso(row.at)}


def _delivery(row: Message) -> Json | None:
    if row.rung is None or row.rung_at is None:
        return None
    return {"state": row.rung, "reason": failing.reason(row), "at": iso(row.rung_at)}


def _quoted(rows: Sequence[Message]) -> dict[tuple[int, str], int]:
    """The ids of messages that others answer, by channel and the provider's id."""
    wanted = {row.reply_to for row in rows if row.reply_to}
    if not wanted:
        return {}
    found = Message.objects.filter(channel__in={row.channel_id for row in rows}, provider_id__in=wanted)
    return {(row.channel_id, row.provider_id or ""): row.pk for row in found.only("channel", "provider_id")}
