"""How is a story set? By day, the words of one talk together, and from each thing the way to its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from recado.desk.cases import stories
from recado.desk.cases.models import Case, State
from recado.desk.cases.stories import Part, Place
from recado.desk.conversations import naming
from recado.desk.conversations.models import Direction, Message
from recado.desk.journal.events import Names
from recado.desk.journal.models import Entry
from recado.doors.web.sight import clocks, enclosures, faces, failing, happenings

PAGE, LINES, WORDS = 40, 6, 400
LONGEST_KEY = 19


@dataclass(frozen=True)
class Line:
    """One message: who said it, its first words, and the way to it where one may go there."""

    message: Message
    author: str
    case: int | None

    @property
    def is_note(self) -> bool:
        return self.message.direction == Direction.NOTE

    @property
    def is_ours(self) -> bool:
        return self.message.direction == Direction.OUT

    @cached_property
    def mend(self) -> failing.Mend | None:
        """Why it did not leave, as its talk says it; None where nothing is wrong."""
        return failing.mend(self.message) if self.is_ours else None

    @property
    def words(self) -> str:
        if self.message.revoked_at:
            return _("Taken back")
        return self.message.text[:WORDS] or enclosures.named(self.message.type)


@dataclass(frozen=True)
class Block:
    """What stands together: a case that began, some events of one case, or words of one talk (the oldest first)."""

    kind: str
    at: datetime
    place: Place
    case: int | None
    about: Case | None = None
    chip: clocks.Chip | None = None
    glyph: faces.Glyph | None = None
    channel: str = ""
    whom: str = ""
    events: list[happenings.Happening] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def shown(self) -> list[Line]:
        """The newest lines, in the order in which they were said."""
        return self.lines[:LINES][::-1]

    @property
    def hidden(self) -> int:
        return len(self.lines[LINES:])

    @property
    def first(self) -> int | None:
        """The message from which the hidden ones can be read."""
        return self.lines[LINES].message.pk if self.hidden else None


@dataclass(frozen=True)
class Day:
    """A day with what was then; `begins` is false where the page before has shown its beginning."""

    on: date
    at: datetime
    begins: bool
    blocks: list[Block]


@dataclass(frozen=True)
class Shown:
    """A page of a story. `several` says that more than one person is told about: then each talk says with whom."""

    story: stories.Story
    before: Place | None = None
    several: bool = False

    @cached_property
    def days(self) -> list[Day]:
        days: list[Day] = []
        last = timezone.localtime(self.before[0]).date() if self.before else None
        for block in self._blocks:
            on = timezone.localtime(block.at).date()
            if not days or days[-1].on != on:
                days.append(Day(on, block.at, on != last, []))
            days[-1].blocks.append(block)
        return days

    @cached_property
    def following(self) -> str:
        """The cursor of the next page; empty on the last one."""
        return written(self._parts[PAGE - 1].place) if len(self._parts) > PAGE else ""

    @cached_property
    def _parts(self) -> list[Part]:
        return self.story.page(self.before, PAGE)

    @cached_property
    def _blocks(self) -> list[Block]:
        parts = self._parts[:PAGE]
        chips = clocks.chips([part.thing for part in parts if isinstance(part.thing, Case)])
        told = _told(part.thing for part in parts if isinstance(part.thing, Entry))
        who = _names(parts)
        return _gathered([block for part in parts if (block := self._block(part, chips, told, who))])

    def _block(
        self, part: Part, chips: dict[int, clocks.Chip], told: dict[int, happenings.Happening], who: Names
    ) -> Block | None:
        if isinstance(part.thing, Case):
            return self._of_case(part, part.thing, chips)
        if isinstance(part.thing, Entry):
            event = told.get(part.thing.pk)
            return Block("events", part.at, part.place, part.case, events=[event]) if event else None
        return self._of_words(part, part.thing, who)

    def _of_case(self, part: Part, case: Case, chips: dict[int, clocks.Chip]) -> Block:
        chip = chips.get(case.pk) if case.state != State.RESOLVED else None
        glyph = faces.of_channel(case.channel) if case.channel else None
        whom = faces.called(case.person, case.thread.reached if case.thread else "") if self.several else ""
        return Block("case", part.at, part.place, case.pk, about=case, chip=chip, glyph=glyph, whom=whom)

    def _of_words(self, part: Part, message: Message, who: Names) -> Block:
        thread = message.thread
        called = faces.called(thread.person, thread.reached)
        author = who(message.author).split(" ")[0] if message.author.kind == "agent" else called
        return Block(
            "words",
            part.at,
            part.place,
            part.case,
            glyph=faces.of_channel(thread.channel),
            channel=thread.channel.name,
            whom=called if self.several else "",
            lines=[Line(message, author if message.author.kind != "house" else "Recado", part.case)],
        )


def _told(entries: Iterable[Entry]) -> dict[int, happenings.Happening]:
    return {event.id: event for event in happenings.told(entries)}


def _names(parts: Sequence[Part]) -> Names:
    return naming.names([part.thing.author for part in parts if isinstance(part.thing, Message)])


def _gathered(blocks: Sequence[Block]) -> list[Block]:
    """Of one day: the words of one case on one channel in one block, neighbouring events of a case in one list."""
    gathered: list[Block] = []
    talks: dict[object, Block] = {}
    for block in blocks:
        on = timezone.localtime(block.at).date()
        talk = talks.get((on, block.case, block.channel, block.whom)) if block.kind == "words" else None
        if talk:
            talk.lines.extend(block.lines)
        elif gathered and block.kind == gathered[-1].kind == "events" and _continues(gathered[-1], block):
            gathered[-1].events.extend(block.events)
        else:
            gathered.append(block)
            if block.kind == "words":
                talks[on, block.case, block.channel, block.whom] = block
    return gathered


def _continues(last: Block, block: Block) -> bool:
    days = [timezone.localtime(one.at).date() for one in (last, block)]
    return last.case == block.case and days[0] == days[1]


def written(place: Place) -> str:
    return f"{place[0].isoformat()}_{place[1]}_{place[2]}"


def read(text: str) -> Place | None:
    """A cursor read back; None where it is none."""
    at, _first, rest = text.partition("_")
    kind, _second, key = rest.partition("_")
    try:
        when = datetime.fromisoformat(at).astimezone(UTC) if at else None
        return (when, int(kind), int(key)) if when and len(key) < LONGEST_KEY else None
    except (ValueError, OverflowError):
        return None
