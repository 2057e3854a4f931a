"""How are messages and events set? By day and case, one sender's words together, events between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby, pairwise

from django.utils import timezone

from recado.desk.conversations.models import Thread
from recado.doors.web.sight.bubbles import Bubble
from recado.doors.web.sight.happenings import Happening

TOGETHER = timedelta(minutes=5)


@dataclass(frozen=True)
class Block:
    """A day, a case, a way words came by, a turn of one sender, a note, a run of events, the line above what is new."""

    kind: str
    id: str
    at: datetime
    case: int | None = None
    bubbles: list[Bubble] = field(default_factory=list)
    events: list[Happening] = field(default_factory=list)

    @property
    def runs(self) -> list["Run"]:
        """The events, with what is routine in a row together."""
        return [Run(list(some)) for _, some in groupby(self.events, key=_run_of)]

    @property
    def thread(self) -> Thread:
        return self.bubbles[0].message.thread

    @property
    def author(self) -> str:
        return self.bubbles[0].author

    @property
    def is_house(self) -> bool:
        return self.bubbles[0].is_house


MANY = 3


@dataclass(frozen=True)
class Run:
    """Events that stand together: folded where they are many and each of them routine."""

    events: list[Happening]

    @property
    def is_folded(self) -> bool:
        return len(self.events) >= MANY and self.events[0].is_routine

    @property
    def first(self) -> Happening:
        return self.events[0]

    @property
    def last(self) -> Happening:
        return self.events[-1]

    @property
    def gist(self) -> str:
        """How it ended, in a few words."""
        return self.last.what.rstrip(":")


def _run_of(event: Happening) -> tuple[bool, int]:
    """All that is routine is one run, all else stands alone."""
    return event.is_routine, 0 if event.is_routine else event.id


def arranged(
    said: Sequence[Bubble], happened: Sequence[Happening], cases: Mapping[int, int], fresh: int | None
) -> list[Block]:
    """`cases` says in which case a message lies; above the message `fresh` stands the line for what is new."""
    return _gathered(_separated(sorted([*said, *happened], key=_order), cases, fresh))


def _order(thing: Bubble | Happening) -> tuple[datetime, int, int]:
    """At the same moment what was said comes before what followed from it."""
    return thing.at, int(isinstance(thing, Happening)), thing.id


def _separated(things: Sequence[Bubble | Happening], cases: Mapping[int, int], fresh: int | None) -> Iterator[Block]:
    """One block for each thing, with days, cases and the line for new things between them."""
    day, case, way = None, None, None
    many = len({thing.message.thread_id for thing in things if isinstance(thing, Bubble)}) > 1
    for thing in things:
        on = timezone.localtime(thing.at).date()
        if on != day:
            yield Block("day", f"day-{on.isoformat()}", thing.at)
        lies_in = cases.get(thing.id) if isinstance(thing, Bubble) else None
        if lies_in and lies_in != case:
            yield Block("case", f"begins-{lies_in}-{thing.id}", thing.at, case=lies_in)
        if many and isinstance(thing, Bubble) and thing.message.thread_id != way:
            way = thing.message.thread_id
            yield Block("way", f"way-{thing.id}", thing.at, bubbles=[thing])
        if isinstance(thing, Bubble) and thing.id == fresh:
            yield Block("fresh", "fresh", thing.at)
        day, case = on, lies_in or case
        yield _single(thing)


def _single(thing: Bubble | Happening) -> Block:
    if isinstance(thing, Happening):
        return Block("events", f"events-{thing.id}", thing.at, events=[thing])
    return Block("note" if thing.is_note else "turn", f"turn-{thing.id}", thing.at, bubbles=[thing])


def _gathered(blocks: Iterator[Block]) -> list[Block]:
    """Neighbouring events in one list, neighbouring words of one sender in one turn."""
    gathered: list[Block] = []
    for block in blocks:
        last = gathered[-1] if gathered else None
        if last and block.kind == last.kind == "events":
            last.events.extend(block.events)
        elif last and block.kind == last.kind == "turn" and _continues(last.bubbles[-1], block.bubbles[0]):
            last.bubbles.extend(block.bubbles)
        else:
            gathered.append(block)
    return [replace(block, bubbles=_timed(block.bubbles)) for block in gathered]


def _continues(last: Bubble, following: Bubble) -> bool:
    return _voice(last) == _voice(following) and following.at - last.at < TOGETHER and not last.mend


def _voice(bubble: Bubble) -> tuple[bool, object, int | None, int]:
    return bubble.is_house, bubble.message.author, bubble.message.sender_id, bubble.message.thread_id


def _timed(bubbles: Sequence[Bubble]) -> list[Bubble]:
    """Time and tick stand on the last of a minute and wherever the tick changes; what left as one is undone as one."""
    ends = [one.minute != two.minute or one.message.rung != two.message.rung for one, two in pairwise(bubbles)]
    leave = [one.message.leaves_at != two.message.leaves_at for one, two in pairwise(bubbles)]
    return [
        replace(bubble, ends_minute=end, is_last_to_leave=last)
        for bubble, end, last in zip(bubbles, [*ends, True], [*leave, True], strict=False)
    ]
