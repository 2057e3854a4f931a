"""Say something to a customer, or to colleagues only: the message and the job that sends it are one write."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from recado.desk.channels import lookup, registry
from recado.desk.conversations import dividing, letters, mailing, rich_words, sending
from recado.desk.conversations.events import MessageChanged, MessageWritten, NoteWritten
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.models import Attachment, DeliveryRung, Direction, Message, Reaction, Thread
from recado.desk.conversations.permitting import MaySend, Wanted
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.text import snippet, storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection

LONGEST_NOTE = 20_000  # characters, as of a draft


@transaction.atomic
def reply(
    thread: Thread,
    *,
    by: Actor,
    text: str = "",
    attachments: Sequence[Attachment] = (),
    template: Wanted | None = None,
    reaction: tuple[str, str] | None = None,
    reply_to: str | None = None,
    client_id: str | None = None,
    leaves_in: timedelta | None = None,
    seen: int | None = None,
    letter: Letter | None = None,
    case: int | None = None,
) -> list[Message]:
    """Write what shall leave: one message for each file, the text with the first of them.

    The same `client_id` again is the same message (WA21). For as long as `leaves_in` says it can be taken back.
    `seen` is the newest message that its writer knew of. `letter`: to whom a mail goes and what about, where it is
    not as usual; where it has HTML the text is read from that. `case`: where it lies, in a thread of several such as
    a group. Raises Objected before anything is written.
    """
    thread = Thread.objects.select_for_update(no_key=True, of=("self",)).select_related("channel").get(pk=thread.pk)
    if client_id and (known := _known(thread, client_id)):
        return known
    letter, text = _letter(thread, letter, storable(text).strip())
    emoji = reaction[1] if reaction else None
    telling.insist(MaySend(thread, by, text, tuple(attachments), template, emoji, seen, letter))
    if reaction:
        return [_react(thread, by, reaction, client_id)]
    parts = dividing.parts(thread, text, attachments, template)
    parts[0]["reply_to"] = None if template else reply_to
    leaves_at = now() + leaves_in if leaves_in else None
    written = [
        _write(thread, by, letter, case, client_id=_nth(client_id, place), leaves_at=leaves_at, **part)
        for place, part in enumerate(parts)
    ]
    if letter:
        mailing.write(written[0].pk, thread, by=by, letter=letter)
    return written


def _letter(thread: Thread, wanted: Letter | None, text: str) -> tuple[Letter | None, str]:
    """What stands on the envelope, nothing where there is none; and the words as they read plainly."""
    if not registry.adapter(thread.channel.kind).abilities.mail:
        return None, text
    letter = letters.tidied(wanted or letters.usual(thread))
    plain, html = rich_words.read(storable(letter.html), text)
    return replace(letter, html=html), plain


@transaction.atomic
def note(
    thread: Thread, *, case: int, by: Actor, text: str, named: Sequence[str] = (), client_id: str | None = None
) -> Message:
    """A word that only the house sees, on the case where it was written.

    `named`: keys such as ``agent:12`` that tell apart those who share a name that the text says. Raises Objected:
    ``too-long``.
    """
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    if client_id and (known := _known(thread, client_id)):
        return known[0]
    words = storable(text).strip()
    if len(words) > LONGEST_NOTE:
        said = _("{n} characters too many").replace("{n}", str(len(words) - LONGEST_NOTE))
        raise Objected([Objection("too-long", said, missing=("text",))])
    row = _row(thread, by, type="text", text=words, client_id=client_id)
    row |= {"direction": Direction.NOTE, "rung": None, "rung_at": None}
    [(id_,)] = bulk.insert(Message, [row])
    telling.record(NoteWritten(case=case, named=tuple(named), **_told(thread, row, id_)))
    return Message.objects.get(pk=id_)


def _react(thread: Thread, by: Actor, reaction: tuple[str, str], client_id: str | None) -> Message:
    """An emoji on a message: shown there at once, and no answer in the sense of a promise."""
    target = Message.objects.filter(thread=thread, provider_id=reaction[0]).first()
    if target is None:
        raise Objected([Objection("target-unknown", _("There is no such message to react to."), missing=("target",))])
    row = _row(thread, by, type="reaction", text=reaction[1], reply_to=reaction[0], client_id=client_id)
    [(id_,)] = bulk.insert(Message, [row])
    Reaction.objects.filter(message=target, author__startswith="agent:").delete()
    if reaction[1]:
        bulk.insert(Reaction, [{"message_id": target.pk, "author": by, "emoji": reaction[1], "at": row["at"]}])
    telling.record(MessageChanged(what="reaction", **_told(thread, row, target.pk)))
    sending.queue(id_, thread=thread.pk)
    return Message.objects.get(pk=id_)


def _nth(client_id: str | None, place: int) -> str | None:
    return client_id if not client_id or place == 0 else f"{client_id}/{place}"


def _known(thread: Thread, client_id: str) -> list[Message]:
    same = Q(client_id=client_id) | Q(client_id__startswith=f"{client_id}/")
    return list(Message.objects.filter(same, thread=thread).order_by("pk"))


def _write(
    thread: Thread, by: Actor, letter: Letter | None, case: int | None, *, files: Sequence[Attachment] = (), **said: Any
) -> Message:
    row = _row(thread, by, **said)
    [(id_,)] = bulk.insert(Message, [row])
    bulk.update(Attachment, [{"id": file.pk, "message_id": id_, "place": n} for n, file in enumerate(files)])
    named = next((file.name for file in files if not file.voice), "")
    at, words = row["at"], snippet(row["text"]) or named
    bulk.update(Thread, [{"id": thread.pk, "last_message_at": max(thread.last_message_at or at, at)}])
    automatic = bool(letter and letter.automatic)
    written = {"automatic": automatic, "words": words, "said_at": at.isoformat(), "type": row["type"]}
    telling.record(MessageWritten(case=case, **written, **_told(thread, row, id_)))
    sending.queue(id_, thread=thread.pk, at=row["leaves_at"])
    return Message.objects.get(pk=id_)


def _row(thread: Thread, by: Actor, **said: Any) -> dict[str, Any]:
    at = now()
    empty: dict[str, Any] = {
        "text": "",
        "reply_to": None,
        "template": None,
        "client_id": None,
        "more": {},
        "leaves_at": None,
    }
    return {
        "thread_id": thread.pk,
        "channel_id": thread.channel_id,
        "direction": Direction.OUT,
        "author": by,
        "at": at,
        "kept_at": at,
        "rung": DeliveryRung.QUEUED,
        "rung_at": at,
        **empty,
        **said,
    }


def _told(thread: Thread, row: dict[str, Any], message: int) -> dict[str, Any]:
    """What every event of a thread says."""
    teams = lookup.teams_of(thread.channel_id)
    return {"at": row["at"], "by": row["author"], "thread": thread.pk, "teams": teams, "message": message}
