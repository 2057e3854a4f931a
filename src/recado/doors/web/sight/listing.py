"""Which cases does the list show? Views with capped counts, rows newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.cases.models import Case, State
from recado.desk.staff.models import Agent, Team
from recado.doors.web.sight import clocks, enclosures, faces

MOST, PAGE = 999, 40
OPEN = ~Q(state=State.RESOLVED)
OTHER_THINGS = {"document": "paperclip", "location": "map-pin", "contacts": "contact", "template": "layout-template"}


@dataclass(frozen=True)
class View:
    """One way to look at the list: `key` stands in addresses, `icon` in the menu."""

    key: str
    name: str
    icon: str
    wanted: Q
    said_when_empty: tuple[str, str]

    def count(self, visible: QuerySet[Case]) -> int:
        """How many, at most one more than is shown: counting stops there."""
        return visible.filter(self.wanted)[: MOST + 1].count()


@dataclass(frozen=True)
class Row:
    """A case as one entry of the list."""

    case: Case
    face: faces.Face
    glyph: faces.Glyph | None
    owner: faces.Face | None
    chip: clocks.Chip | None

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


@dataclass(frozen=True)
class Listing:
    """A page of one view."""

    visible: QuerySet[Case]
    view: View
    before: tuple[datetime, int] | None = None
    most: int = PAGE

    @cached_property
    def rows(self) -> list[Row]:
        return rows(self._page[: self.most])

    @cached_property
    def shows_teams(self) -> bool:
        """Whether rows of several teams stand side by side."""
        return len({case.team_id for case in self._page}) > 1

    @cached_property
    def following(self) -> str:
        """The cursor of the next page; empty on the last one."""
        if len(self._page) <= self.most:
            return ""
        last = self._page[self.most - 1]
        return f"{_told_at(self.view, last).isoformat()}_{last.pk}"

    @cached_property
    def _page(self) -> list[Case]:
        column = "updated_at" if self.view.key == "resolved" else "last_message_at"
        cases = self.visible.filter(self.view.wanted).select_related("person", "channel", "assignee", "thread", "team")
        if self.before:
            at, number = self.before
            cases = cases.filter(Q(**{f"{column}__lt": at}) | Q(**{column: at, "pk__lt": number}))
        return list(cases.order_by(f"-{column}", "-pk")[: self.most + 1])


def views(agent: Agent) -> list[View]:
    """The views of this agent: the first three stand as tabs, the others in a menu."""
    teams = sorted(agent.teams.all(), key=lambda team: team.name)
    mine = View("mine", _("Mine"), "user-round", OPEN & Q(assignee=agent), _calm())
    nobody = View("unassigned", _("Unassigned"), "user-round-x", OPEN & Q(assignee=None), _calm())
    all_ = View("all", _("All"), "layers", OPEN, _calm())
    ended = View("resolved", _("Resolved"), "circle-check", Q(state=State.RESOLVED), _none_yet())
    if not teams:
        return [mine, nobody, all_, ended]
    ours = View("teams", _("My teams") if len(teams) > 1 else _("Team"), "users", OPEN & Q(team__in=teams), _calm())
    single = [_of_team(team) for team in teams] if len(teams) > 1 else []
    return [mine, nobody, ours, *single, all_, ended]


def chosen(agent: Agent, key: str) -> View:
    """The view of that key, else the first."""
    among = views(agent)
    return next((view for view in among if view.key == key), among[0])


def rows(cases: Sequence[Case]) -> list[Row]:
    chips = clocks.chips(cases)
    return [
        Row(
            case,
            faces.of_person(case.person, case.thread.phone if case.thread else ""),
            faces.of_channel(case.channel) if case.channel else None,
            faces.of_agent(case.assignee) if case.assignee else None,
            chips.get(case.pk) if case.state != State.RESOLVED else None,
        )
        for case in cases
    ]


def unseen(agent: Agent) -> int:
    """How many of the agent's own cases hold words that he has not seen; counted to a hundred."""
    return access.visible(agent).filter(OPEN, assignee=agent, unseen=True)[:100].count()


def capped(count: int, most: int = 99) -> str:
    """The figure as shown: empty for none, `99+` for more than that."""
    return f"{most}+" if count > most else str(count or "")


def cursor(text: str) -> tuple[datetime, int] | None:
    """A cursor read back; None where it is none."""
    at, _sep, number = text.rpartition("_")
    try:
        return datetime.fromisoformat(at), int(number)
    except ValueError:
        return None


def _told_at(view: View, case: Case) -> datetime:
    return case.updated_at if view.key == "resolved" else case.last_message_at


def _of_team(team: Team) -> View:
    return View(f"team-{team.key}", team.name, "users", OPEN & Q(team=team), _calm())


def _calm() -> tuple[str, str]:
    return _("Nobody is waiting"), _("When somebody writes, it shows here. Enjoy it.")


def _none_yet() -> tuple[str, str]:
    return _("Nothing is resolved yet"), _("What you resolve can be found here, and opened again.")
