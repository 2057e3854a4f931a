"""Find what somebody looks for, in the rooms where it may be: people, organisations, cases, messages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from recado.desk.cases import access, filters, hits, reach, sought
from recado.desk.cases.filters import Filters
from recado.desk.cases.hits import Clause, Hit
from recado.desk.cases.indexes import CaseWords, MessageWords, OrganisationWords, PersonWords
from recado.desk.cases.models import Case
from recado.desk.cases.sought import Sought
from recado.desk.conversations.models import Message
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent

ROOMS = {"people": 4, "organisations": 3, "cases": 5, "messages": 20}
"""The rooms, and how many of each are shown where all stand together."""
PAGE = 30
CHECKED = 400  # hits whose text is read for a phrase in one go
NOWHERE = Filters()


@dataclass(frozen=True)
class Page[Thing]:
    """The newest of one room; `more` is the cursor of what follows, empty at the end."""

    items: list[Thing] = field(default_factory=list)
    more: str = ""

    def __bool__(self) -> bool:
        return bool(self.items)


@dataclass(frozen=True)
class Found:
    """What was looked for, and what was found of it in each room."""

    sought: Sought
    people: Page[Person] = field(default_factory=Page)
    organisations: Page[Organisation] = field(default_factory=Page)
    cases: Page[Case] = field(default_factory=Page)
    messages: Page[Message] = field(default_factory=Page)

    def __bool__(self) -> bool:
        return any((self.people, self.organisations, self.cases, self.messages))


def search(
    agent: Agent, query: str, *, room: str | None = None, narrowed: Filters = NOWHERE, cursor: str = ""
) -> Found:
    """Some of each room, or a page of one. Any text may come; what says nothing finds nothing.

    Persons and organisations have no channel, team or day: they are left out where the search is narrowed.
    """
    asked = sought.read(query)
    if not asked:
        return Found(asked)
    seeker = _Seeker(agent, asked, narrowed, place(cursor))
    wanted = (
        [room] if room in ROOMS else [one for one in ROOMS if not (narrowed and one in ("people", "organisations"))]
    )
    return Found(asked, **{one: getattr(seeker, one)(PAGE if room else ROOMS[one]) for one in wanted})


def place(cursor: str) -> Hit | None:
    """A cursor read back; None where it is none."""
    at, _sep, key = cursor.rpartition("_")
    try:
        when = datetime.fromisoformat(at)
        return (int(key), when) if when.tzinfo and 0 < int(key) < 2**63 else None
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True)
class _Seeker:
    """One search: who looks for what, in which bounds, from where on."""

    agent: Agent
    asked: Sought
    narrowed: Filters
    after: Hit | None

    def people(self, most: int) -> Page[Person]:
        found = self._hits(PersonWords, self.asked.query(people=True), most)
        persons = access.people(self.agent).select_related("organisation").prefetch_related("addresses")
        return self._page(found, persons, most, lambda one: (one.name, *(a.value for a in one.addresses.all())))

    def organisations(self, most: int) -> Page[Organisation]:
        found = self._hits(OrganisationWords, self.asked.query(), most)
        return self._page(found, access.organisations(self.agent), most, lambda one: (one.name,))

    def cases(self, most: int) -> Page[Case]:
        """That of the number first, then those of the persons with these digits, then by words."""
        sight, bounds = reach.of(self.agent), {"within": self._within, "wanted": self.narrowed.of(filters.OF_CASE)}
        found = self._hits(CaseWords, self._query(sight.marks, direction=False), most, bounds["wanted"])
        if sight.cases:
            own = Clause("SELECT unnest(%s::bigint[])", (list(sight.cases),))
            found = _merged(found, hits.among(CaseWords, self._query("", direction=False), most + 1, own, **bounds))
        page = self._page(found, self._visible, most, lambda one: (one.subject, one.person.name))
        first = [] if self.after or self.narrowed else self._named(most)
        known = {case.pk for case in first}
        return Page(
            [*first, *(case for case in page.items if case.pk not in known)][: max(most, len(first))], page.more
        )

    def messages(self, most: int) -> Page[Message]:
        sight, wanted = reach.of(self.agent), self.narrowed.of(filters.OF_MESSAGE)
        found = self._hits(MessageWords, self._query(sight.marks), most, wanted)
        if sight.threads:
            own = Clause("SELECT id FROM conversations_message WHERE thread_id = ANY(%s)", (list(sight.threads),))
            beyond = hits.among(
                MessageWords, self._query(""), self._enough(most), own, within=self._within, wanted=wanted
            )
            found = _merged(found, beyond)
        messages = access.messages(self.agent).select_related("thread__person", "channel", "sender")
        messages = messages.prefetch_related("attachments")
        return self._page(found, messages, most, _said)

    @property
    def _visible(self) -> QuerySet[Case]:
        return access.visible(self.agent).select_related("person", "channel", "assignee", "team", "thread")

    @property
    def _within(self) -> Clause:
        return self.narrowed.days & hits.before(self.after)

    def _named(self, most: int) -> list[Case]:
        """The case of this number, and the newest of whom these digits belong to."""
        numbered = list(self._visible.filter(pk=self.asked.number)) if self.asked.number else []
        if not self.asked.digits:
            return numbered
        owners = [person.pk for person in self.people(ROOMS["people"]).items]
        theirs = self._visible.filter(person__in=owners).exclude(pk=self.asked.number or 0).order_by("-pk")
        return [*numbered, *theirs[:most]]

    def _query(self, marks: str, *, direction: bool = True) -> str:
        narrowed = self.narrowed.marks if direction else Filters(self.narrowed.channel, self.narrowed.team).marks
        parts = (self.asked.query(), marks, narrowed)
        return " & ".join(f"({part})" for part in parts if part)

    def _hits(self, model: Any, query: str, most: int, wanted: Clause = Clause()) -> list[Hit]:  # noqa: B008
        return hits.newest(model, query, self._enough(most), within=self._within, wanted=wanted)

    def _enough(self, most: int) -> int:
        """One more than is shown says that there are more; phrases are read in the texts themselves."""
        return CHECKED if self.asked.phrases else most + 1

    def _page[Thing: Any](
        self, found: list[Hit], among: QuerySet[Thing], most: int, texts: Callable[[Thing], tuple[str, ...]]
    ) -> Page[Thing]:
        """The things of these hits that may be seen and say every phrase, in the order of the hits."""
        enough = self._enough(most)
        looked = found[: enough - 1]
        things = {thing.pk: thing for thing in among.filter(pk__in=[key for key, _ in looked])}
        shown: list[Thing] = []
        for key, at in looked:
            thing = things.get(key)
            if thing is not None and self.asked.says(*texts(thing)):
                shown.append(thing)
                if len(shown) == most and (key, at) != found[-1]:
                    return Page(shown, f"{at.isoformat()}_{key}")
        last = looked[-1] if len(found) >= enough else None
        return Page(shown, f"{last[1].isoformat()}_{last[0]}" if last else "")


def _merged(some: list[Hit], others: list[Hit]) -> list[Hit]:
    return sorted({*some, *others}, key=lambda hit: (hit[1], hit[0]), reverse=True)


def _said(message: Message) -> tuple[str, ...]:
    return (message.text, *(file.name for file in message.attachments.all()))
