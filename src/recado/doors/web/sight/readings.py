"""What is read with the messages of a page? What was reacted, what stood there before, in which case each lies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import JSONObject

from recado.desk.cases import access, timeline
from recado.desk.cases.models import Filing
from recado.desk.conversations.models import Attachment, Direction, Message, Reaction, Thread, ThreadKind, Version
from recado.desk.core.actors import Actor
from recado.desk.core.statements import AnyOf, Blank, Statement
from recado.desk.journal.models import Entry

OF_MESSAGE = {"message": OuterRef("pk")}
FILES = Prefetch("attachments", Attachment.objects.select_related("blob"))
WITHOUT = frozenset({"text"})
BESIDE = {
    "lies_in": Subquery(Filing.objects.filter(**OF_MESSAGE).values("case")[:1]),
    "theirs": ArraySubquery(
        Reaction.objects.filter(**OF_MESSAGE)
        .order_by("at", "pk")
        .values(json=JSONObject(author="author", emoji="emoji"))
    ),
    "before": ArraySubquery(
        Version.objects.filter(**OF_MESSAGE).order_by("pk").values(json=JSONObject(text="text", until="until"))
    ),
}


@dataclass(frozen=True)
class Before:
    """What stood there until it was edited."""

    text: str
    until: datetime


def said(threads: Sequence[Thread], joined: int | None = None) -> QuerySet[Message]:
    """All that was said in the first thread, and what lies in the case `joined` of the others.

    A reaction of ours is a message that travels, but is drawn on the one it answers.
    """
    own, others = Q(thread=threads[0]), Q(thread__in=threads[1:], filing__case=joined)
    return _shown(own | others if len(threads) > 1 else own, {ThreadKind(thread.kind) for thread in threads})


def _shown(wanted: Q, kinds: set[ThreadKind]) -> QuerySet[Message]:
    found = Message.objects.filter(wanted, access.STANDS).exclude(type="reaction", direction=Direction.OUT)
    found = found.select_related("sender__person") if ThreadKind.GROUP in kinds else found
    found = found.select_related("mail", "sender__person") if ThreadKind.MAIL in kinds else found
    return found.annotate(**BESIDE)


def newest(thread: Thread, most: int) -> list[Message]:
    """The newest of a thread that is shown alone, the last first."""
    return list(_newest(ThreadKind(thread.kind), most)(thread=thread.pk))


@cache
def _newest(kind: ThreadKind, most: int) -> Statement:
    return Statement(lambda: _shown(Q(thread=Blank("thread")), {kind}).order_by("-at", "-pk")[:most])


_OURS = Statement(
    lambda: (
        Message.objects.filter(thread=AnyOf("threads"), reply_to=AnyOf("answered"), at__gte=Blank("since"))
        .filter(type="reaction", direction=Direction.OUT)
        .order_by("at", "pk")
    )
)


def furnish(messages: Iterable[Message], threads: Sequence[Thread]) -> list[Message]:
    """Thread and channel are known, and plain text has no files unless it is a mail: one statement, or none."""
    found, known = list(messages), {thread.pk: thread for thread in threads}
    for message in found:
        message.thread = known.get(message.thread_id, threads[0])
        message.channel = message.thread.channel
    prefetch_related_objects([one for one in found if _may_have_files(one)], FILES)
    return found


def files(message: Message) -> list[Attachment]:
    """Its files in their order."""
    if not _may_have_files(message):
        return []
    return sorted(message.attachments.all(), key=lambda one: (one.place, one.pk))


def _may_have_files(message: Message) -> bool:
    return message.type not in WITHOUT or message.thread.kind == ThreadKind.MAIL


_BETWEEN = Statement(
    lambda: (
        Entry.objects.filter(case=AnyOf("cases"), at__gte=Blank("since"), at__lt=Blank("until"))
        .exclude(name__in=sorted(timeline.SPOKEN_FOR))
        .order_by("at", "pk")
    )
)


def entries(cases: Sequence[int], since: datetime, until: datetime) -> list[Entry]:
    """What happened on these cases, less what a page shows in another form."""
    return list(_BETWEEN(cases=list(cases), since=since, until=until)) if cases else []


def lies_in(message: Message) -> int | None:
    """The case of which it is."""
    found: int | None = message.__dict__["lies_in"]
    return found


def begins(message: Message) -> int | None:
    """The same where a line may stand above it; in a group each names its case, for others stand between them."""
    return None if message.thread.kind == ThreadKind.GROUP else lies_in(message)


def reactions(message: Message) -> list[tuple[Actor, str]]:
    """Theirs, with who gave it, the oldest first."""
    return [(Actor.parse(one["author"]), one["emoji"]) for one in message.__dict__["theirs"]]


def before(message: Message) -> tuple[Before, ...]:
    """The earlier versions, the oldest first."""
    return tuple(Before(one["text"], datetime.fromisoformat(one["until"])) for one in message.__dict__["before"])


def ours(threads: Sequence[Thread], messages: Sequence[Message]) -> dict[str, Message]:
    """What we reacted to these, as last sent, by the provider's id of what is answered."""
    if not any(one.provider_id and one.direction == Direction.IN for one in messages):
        return {}
    ids = [one.provider_id for one in messages if one.provider_id]
    given = _OURS(threads=[thread.pk for thread in threads], since=messages[0].at, answered=ids)
    return {str(one.reply_to): one for one in given}


def quoted(threads: Sequence[Thread], messages: Sequence[Message]) -> dict[str, Message]:
    """What these answer, by the provider's id; asked for only where it is not on the page itself."""
    known = {one.provider_id: one for one in messages if one.provider_id}
    away = {one.reply_to for one in messages if one.reply_to} - set(known)
    if away:
        found = Message.objects.filter(channel__in={thread.channel_id for thread in threads}, provider_id__in=away)
        known |= {one.provider_id: one for one in furnish(found, threads) if one.provider_id}
    return {str(key): one for key, one in known.items()}
