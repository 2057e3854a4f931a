"""What was there between some persons and the house? Cases, words and events on one line of time, the newest first."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT

from recado.desk.cases import access
from recado.desk.cases.events import CaseOpened
from recado.desk.cases.models import Case, Filing
from recado.desk.cases.timeline import SPOKEN_FOR
from recado.desk.conversations.models import Message
from recado.desk.journal.models import Entry
from recado.desk.people import history, reading
from recado.desk.people.models import Organisation
from recado.desk.staff.models import Agent

CASES, EVENTS, WORDS = 0, 1, 2
"""Of what happened at the same moment the words stand nearest to now, and the case they opened furthest from it."""
LAST = 2**63 - 1
NEWEST_OF_EACH = """
SELECT newest.id FROM unnest(%s::bigint[]) AS thread(id) CROSS JOIN LATERAL (
    SELECT id, at FROM conversations_message
    WHERE thread_id = thread.id AND (at, id) < (%s, %s) AND NOT (type = 'reaction' AND direction = 'out')
        AND (SELECT kase.deleted_at FROM cases_filing AS lies JOIN cases_case AS kase ON kase.id = lies.case_id
            WHERE lies.message_id = conversations_message.id) IS NULL
    ORDER BY at DESC, id DESC LIMIT %s
) AS newest ORDER BY newest.at DESC, newest.id DESC LIMIT %s
"""

type Place = tuple[datetime, int, int]
"""When, which of the three kinds, and the key: where a page ended."""


@dataclass(frozen=True)
class Part:
    """One thing of a story: a case, an event, or words; with the number of its case where one may know it."""

    at: datetime
    kind: int
    thing: Case | Entry | Message
    case: int | None = None

    @property
    def place(self) -> Place:
        return self.at, self.kind, int(self.thing.pk)


@dataclass(frozen=True)
class Story:
    """Of these persons, as this agent may see it, and of their organisation, if one is named.

    `kinds` are those wanted; `channel` is the only one, if one is named.
    """

    agent: Agent
    persons: Collection[int]
    organisation: Organisation | None = None
    kinds: frozenset[int] = frozenset({CASES, EVENTS, WORDS})
    channel: int | None = None

    def page(self, before: Place | None, most: int) -> list[Part]:
        """The newest parts before a place; one more than `most` says that there are others."""
        parts = [*self._cases(before, most), *self._events(before, most), *self._words(before, most)]
        return sorted(parts, key=lambda part: part.place, reverse=True)[: most + 1]

    def _cases(self, before: Place | None, most: int) -> Iterator[Part]:
        if CASES in self.kinds:
            found = self._own.select_related("person", "team", "assignee", "channel", "thread")
            for case in _behind(found, before, CASES, "opened_at")[: most + 1]:
                yield Part(case.opened_at, CASES, case, case.pk)

    def _events(self, before: Place | None, most: int) -> Iterator[Part]:
        if EVENTS in self.kinds:
            told = SPOKEN_FOR | {CaseOpened.name} if CASES in self.kinds else SPOKEN_FOR
            found: dict[int, Entry] = {}
            for entries in self._entries():
                page = _behind(entries.exclude(name__in=told), before, EVENTS, "at")[: most + 1]
                found |= {entry.pk: entry for entry in page}
            yield from (Part(entry.at, EVENTS, entry, entry.case) for entry in found.values())

    def _entries(self) -> Iterator[QuerySet[Entry]]:
        """One after the other, since each has its own index."""
        yield Entry.objects.filter(case__in=list(self._own.values_list("pk", flat=True)))
        if self.channel is None:
            known = [str(one) for one in reading.all_of(self.persons)]
            yield Entry.objects.alias(about=KT("data__person")).filter(name__startswith="person.", about__in=known)
            if self.organisation:
                yield history.of_organisation(self.organisation)

    def _words(self, before: Place | None, most: int) -> Iterator[Part]:
        if WORDS in self.kinds:
            found = Message.objects.filter(pk__in=self._newest(before, most + 1))
            beside = ("channel", "thread__person", "thread__channel")
            messages = list(found.select_related(*beside).prefetch_related("attachments"))
            lies_in = self._filed(messages)
            for message in messages:
                yield Part(message.at, WORDS, message, lies_in.get(message.pk))

    @property
    def _own(self) -> QuerySet[Case]:
        own = access.visible(self.agent).filter(person__in=self.persons)
        return own.filter(channel=self.channel) if self.channel else own

    def _newest(self, before: Place | None, most: int) -> list[int]:
        """As many of each thread, then of all: what is read does not grow with what was ever said."""
        threads = access.threads(self.agent).filter(person__in=self.persons)
        threads = threads.filter(channel=self.channel) if self.channel else threads
        at, last = (before[0], _last(before, WORDS)) if before else ("infinity", LAST)
        with connection.cursor() as cursor:
            cursor.execute(NEWEST_OF_EACH, [list(threads.values_list("pk", flat=True)), at, last, most, most])
            return [id_ for (id_,) in cursor.fetchall()]

    def _filed(self, messages: Sequence[Message]) -> dict[int, int]:
        filed = dict(Filing.objects.filter(message__in=messages).values_list("message", "case"))
        seen = set(access.visible(self.agent).filter(pk__in=set(filed.values())).values_list("pk", flat=True))
        return {message: case for message, case in filed.items() if case in seen}


def _behind[Thing: (Case, Entry)](
    found: QuerySet[Thing], before: Place | None, kind: int, column: str
) -> QuerySet[Thing]:
    if before:
        earlier = Q(**{f"{column}__lt": before[0]}) | Q(**{column: before[0], "pk__lt": _last(before, kind)})
        found = found.filter(earlier)
    return found.order_by(f"-{column}", "-pk")


def _last(before: Place, kind: int) -> int:
    """At the very moment where the page ended: keys below this one are still to come."""
    return before[2] if kind == before[1] else LAST if kind < before[1] else 0


def kinds(names: Iterable[str]) -> frozenset[int]:
    """The kinds of these names; all of them where none is known."""
    known = {"cases": CASES, "events": EVENTS, "messages": WORDS}
    return frozenset(known[name] for name in names if name in known) or frozenset(known.values())
