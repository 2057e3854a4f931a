"""All that happened on a case in order: what was said, what was noted, and events with their sentences."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from recado.desk.cases.colleague_events import CaseFollowed, CaseUnfollowed, MentionSeen
from recado.desk.cases.events import CaseAnswered, CaseSeen
from recado.desk.cases.models import Case
from recado.desk.conversations.events import (
    MessageChanged,
    MessageMoved,
    MessageReceived,
    MessageWritten,
    NoteWritten,
)
from recado.desk.conversations.models import Attachment, Message
from recado.desk.journal import reading
from recado.desk.journal.events import Event
from recado.desk.journal.models import Entry

SPOKEN_FOR = frozenset(
    event.name
    for event in (
        MessageReceived,
        MessageWritten,
        MessageMoved,
        MessageChanged,
        NoteWritten,
        CaseAnswered,
        CaseSeen,
        MentionSeen,
        CaseFollowed,
        CaseUnfollowed,
    )
)
"""Events that a page shows in another form already: as words, as state, among those who follow."""


@dataclass(frozen=True)
class Moment:
    """One thing on the line of time: a message, or an event that can speak."""

    at: datetime
    message: Message | None = None
    entry: Entry | None = None
    event: Event | None = None

    @property
    def place(self) -> tuple[datetime, bool, int]:
        """Where it stands: a provider's times are whole seconds, so the order of arrival decides among equals."""
        return self.at, self.message is None, int((self.message or self.entry).pk)  # type: ignore[union-attr]


def timeline(case: Case, *, before: datetime | None = None, limit: int = 200) -> list[Moment]:
    """The newest `limit` messages and the events among them, oldest first; `before` pages back."""
    messages = list(_messages(case, before)[:limit])
    since = messages[-1].at if len(messages) == limit else None
    moments = [Moment(message.at, message=message) for message in messages]
    moments.extend(_events(case, since, before))
    return sorted(moments, key=lambda moment: moment.place)


def _messages(case: Case, before: datetime | None) -> QuerySet[Message]:
    files = Prefetch("attachments", Attachment.objects.select_related("blob").order_by("place", "pk"))
    found = Message.objects.filter(filing__case=case).exclude(type="reaction").prefetch_related(files, "reactions")
    return (found.filter(at__lt=before) if before else found).order_by("-at", "-pk")


def _events(case: Case, since: datetime | None, before: datetime | None) -> list[Moment]:
    entries = Entry.objects.filter(case=case.pk).exclude(name__in=SPOKEN_FOR).order_by("pk")
    entries = entries.filter(at__gte=since) if since else entries
    entries = entries.filter(at__lt=before) if before else entries
    revived = ((entry, reading.revive(entry)) for entry in entries)
    return [Moment(entry.at, entry=entry, event=event) for entry, event in revived if event]
