"""How does a case look as one entry of the list? Face, organisation, last words, clock, labels, whose it is."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from recado.desk.cases import access, labelling
from recado.desk.cases.models import Case, Label, State
from recado.desk.conversations import drafted_files, drafting
from recado.desk.core.statements import AnyOf
from recado.desk.staff.models import Agent
from recado.doors.web.sight import clocks, enclosures, faces, wording

RELATED = ("person__organisation", "channel", "assignee", "thread", "team")
CASE = ("state", "unseen", "last_words", "last_type", "last_direction", "last_message_at", "due_at", "resolved_at")
SHOWN = (
    *CASE, "updated_at", "person__name", "person__organisation__name", "channel__kind", "channel__name",
    "assignee__name", "thread__phone", "thread__stable", "thread__kind", "team__name",
)  # fmt: skip
OTHER_THINGS = {"document": "paperclip", "location": "map-pin", "contacts": "contact", "template": "layout-template"}
LABELS = 2


@dataclass(frozen=True)
class Row:
    """A case as one entry of the list. `draft` is what the agent began to write there; None where he did not.

    `enclosed` are the draft's files, where it has no words.
    """

    case: Case
    face: faces.Face
    glyph: faces.Glyph | None
    owner: faces.Face | None
    chip: clocks.Chip | None
    labels: Sequence[Label] = ()
    draft: str | None = None
    enclosed: tuple[enclosures.Enclosure, ...] = ()

    @property
    def organisation(self) -> str:
        belongs_to = self.case.person.organisation
        return belongs_to.name if belongs_to else ""

    @property
    def shown_labels(self) -> Sequence[Label]:
        return self.labels[:LABELS]

    @property
    def more_labels(self) -> int:
        return max(len(self.labels) - LABELS, 0)

    @property
    def team_tint(self) -> int:
        return faces.tint(self.case.team_id or 0)

    @property
    def thing(self) -> str:
        """The icon of what was last said, where it was no text."""
        return enclosures.ICONS.get(self.case.last_type, OTHER_THINGS.get(self.case.last_type, ""))

    @property
    def words(self) -> str:
        """The last words; without any, what it was."""
        return self.case.last_words or enclosures.named(self.case.last_type)

    @property
    def is_ours(self) -> bool:
        return self.case.last_direction == "out"

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        """All that is drawn of it: two rows alike in this look the same."""
        case, labels = self.case, tuple((label.name, label.tint) for label in self.labels)
        shown = (case.pk, case.unseen, case.last_message_at, wording.ago(case.last_message_at), case.team_id)
        said = (self.words, self.thing, self.is_ours, self.draft, self.enclosed, self.organisation, labels)
        return *shown, *said, self.face, self.glyph, self.owner, *self._time, case.team.name if case.team else ""

    @property
    def _time(self) -> tuple[Hashable, ...]:
        """The clock as it is worded; the browser counts on from there."""
        chip = self.chip
        return (chip.state, chip.words, chip.ticks_until, chip.ends_at) if chip else ()


def visible(agent: Agent, numbers: Iterable[int]) -> list[Case]:
    """Of the cases of these numbers those that the agent sees, drawable, and only to be looked at."""
    return _DRAWABLE[agent.sees_all].looked_at(**access.blanks(agent), numbers=list(numbers))


def drawable(cases: QuerySet[Case]) -> list[Case]:
    """These cases with what a row shows of them, and no more."""
    return list(_drawable(cases))


def _drawable(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related(*RELATED).only(*SHOWN)


_DRAWABLE = access.shared(lambda sees_all: _drawable(access.asking(sees_all).filter(pk=AnyOf("numbers"))))


def rows(cases: Sequence[Case], agent: Agent | None = None) -> list[Row]:
    """The rows of these cases: the same statements however many there are. `agent` sees where he has a draft."""
    running = [case for case in cases if case.state != State.RESOLVED]
    chips = clocks.chips(running) if running else {}
    labels = labelling.labels_of(cases) if cases else {}
    threads = [case.thread_id for case in cases if case.thread_id]
    drafts = drafting.drafts_of(agent, threads) if agent and threads else {}
    wordless = [thread for thread, words in drafts.items() if not words]
    files = drafted_files.enclosed(agent, wordless) if agent and wordless else {}
    return [
        Row(
            case,
            faces.of_person(case.person, case.thread.reached if case.thread else ""),
            faces.of_channel(case.channel) if case.channel else None,
            faces.of_agent(case.assignee) if case.assignee else None,
            chips.get(case.pk),
            labels.get(case.pk, ()),
            drafts.get(case.thread_id or 0),
            tuple(enclosures.of(file) for file in files.get(case.thread_id or 0, ())),
        )
        for case in cases
    ]
