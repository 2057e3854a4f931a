"""Find what somebody looks for, in the rooms where it may be: people, organisations, cases, messages."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from recado.desk.cases import filters, finds, hits, reach, sought
from recado.desk.cases.filters import Filters
from recado.desk.cases.hits import EVERYTHING, Bounds, Clause, Hit, Hits
from recado.desk.cases.indexes import CaseWords, MessageWords, OrganisationWords, PersonWords, Words
from recado.desk.cases.models import Case
from recado.desk.cases.sought import Sought
from recado.desk.conversations.models import Message
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent

ROOMS = {"people": 3, "organisations": 3, "cases": 4, "messages": 12}
"""The rooms, and how many of each are shown where all stand together."""
PAGE = 30
CHECKED = 400  # hits whose text is read for a phrase in one go
NOWHERE = Filters()
OF_THREADS = """SELECT id FROM conversations_message
                WHERE thread_id IN (SELECT thread_id FROM cases_case WHERE id = ANY(%s))"""

type Reading[Thing] = Callable[[Agent, list[int]], Iterable[Thing]]
"""Things by their keys, those of them that the agent may see."""


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
    if room in ROOMS:
        return gather(agent, query, {room: PAGE}, narrowed=narrowed, after=place(cursor))
    left_out = ("people", "organisations") if narrowed else ()
    return gather(agent, query, {one: most for one, most in ROOMS.items() if one not in left_out}, narrowed=narrowed)


def gather(
    agent: Agent, query: str, rooms: Mapping[str, int], *, narrowed: Filters = NOWHERE, after: Hit | None = None
) -> Found:
    """So many of each of these rooms, after a place."""
    asked = sought.read(query)
    seeker = _Seeker(agent, asked, narrowed, after)
    return Found(asked, **{room: getattr(seeker, room)(most) for room, most in rooms.items() if asked})


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
        return self._owners if most == ROOMS["people"] else self._people(most)

    @cached_property
    def _owners(self) -> Page[Person]:
        """Those whom digits lead to, and who stand on the page."""
        return self._people(ROOMS["people"])

    def _people(self, most: int) -> Page[Person]:
        found = hits.newest(PersonWords, self.asked.people_terms, self._bounds(most))
        return self._page(found, finds.people, most, lambda one: (one.name, *(a.value for a in one.addresses.all())))

    def organisations(self, most: int) -> Page[Organisation]:
        found = hits.newest(OrganisationWords, self.asked.terms, self._bounds(most))
        return self._page(found, finds.organisations, most, lambda one: (one.name,))

    def cases(self, most: int) -> Page[Case]:
        """That of the number first, then those of the persons with these digits, then by words."""
        marks = Filters(self.narrowed.channel, self.narrowed.team).marks
        bounds = self._bounds(most, self.narrowed.of(filters.OF_CASE))
        own = Clause("SELECT unnest(%s::bigint[])", (list(self._reach.cases),)) if self._reach.cases else None
        page = self._page(self._reached(CaseWords, marks, own, bounds), finds.cases, most, _told)
        first = [] if self.after or self.narrowed else self._named(most)
        known = {case.pk for case in first}
        return Page([*first, *(case for case in page.items if case.pk not in known)], page.more)

    def messages(self, most: int) -> Page[Message]:
        bounds = self._bounds(most, self.narrowed.of(filters.OF_MESSAGE))
        own = Clause(OF_THREADS, (list(self._reach.cases),)) if self._reach.cases else None
        return self._page(self._reached(MessageWords, self.narrowed.marks, own, bounds), finds.messages, most, _said)

    @cached_property
    def _reach(self) -> reach.Reach:
        return reach.of(self.agent)

    def _named(self, most: int) -> list[Case]:
        """The case of this number, and the newest of whom these digits belong to."""
        numbered = list(finds.cases(self.agent, [self.asked.number])) if self.asked.number else []
        if not self.asked.digits:
            return numbered
        owners = [person.pk for person in self._owners.items]
        return [*numbered, *finds.cases_of(self.agent, owners, most, but=self.asked.number)]

    def _bounds(self, most: int, wanted: Clause = EVERYTHING) -> Bounds:
        """One more than is shown says that there are more; phrases are read in the texts themselves."""
        enough = CHECKED if self.asked.phrases else most + 1
        return Bounds(most + 1, enough, self.narrowed.days & hits.before(self.after), wanted)

    def _reached(self, model: type[Words], marks: list[str], own: Clause | None, bounds: Bounds) -> Hits:
        """Hits among what the agent's marks reach, and among the few things beyond."""
        terms = [*self.asked.terms, *marks]
        found, all_ = hits.newest(model, [*terms, self._reach.marks] if self._reach.marks else terms, bounds)
        if own is None:
            return found, all_
        beyond = hits.among(model, terms, own, bounds)
        merged = sorted({*found, *beyond}, key=lambda hit: (hit[1], hit[0]), reverse=True)
        return merged[: bounds.most], all_ and len(merged) < bounds.most

    def _page[Thing: Any](
        self, found: Hits, read: Reading[Thing], most: int, texts: Callable[[Thing], tuple[str, ...]]
    ) -> Page[Thing]:
        """The things of these hits that may be seen and say every phrase, in the order of the hits."""
        looked, all_ = found
        looked = looked if self.asked.phrases else looked[: most + 1]
        shown: list[Thing] = []
        last: Hit | None = None
        for hit, thing in _read(looked, partial(read, self.agent), most + 1):
            if len(shown) == most:
                return Page(shown, f"{last[1].isoformat()}_{last[0]}" if last else "")
            last = hit
            if thing is not None and self.asked.says(*texts(thing)):
                shown.append(thing)
        return Page(shown, "" if all_ or last is None else f"{last[1].isoformat()}_{last[0]}")


def _read[Thing: Any](
    looked: Sequence[Hit], read: Callable[[list[int]], Iterable[Thing]], first: int
) -> Iterator[tuple[Hit, Thing | None]]:
    """Each hit with its thing, if it may be seen: a page, and where that does not do, twice as many each time."""
    begin, step = 0, first
    while portion := looked[begin : begin + step]:
        things = {thing.pk: thing for thing in read([key for key, _ in portion])}
        yield from ((hit, things.get(hit[0])) for hit in portion)
        begin, step = begin + step, step * 2


def _told(case: Case) -> tuple[str, ...]:
    return case.subject, case.person.name


def _said(message: Message) -> tuple[str, ...]:
    return (message.text, *finds.files(message))
