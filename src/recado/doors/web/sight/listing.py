"""Which cases does the list show? One view in its order, a page at a time, and any page anew as it is now.

A page lies between two places, not between two numbers: what is written above it changes nothing below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from recado.desk.cases import access, ranking, viewing
from recado.desk.cases.ranking import Order, Place
from recado.desk.channels.models import Channel
from recado.desk.staff.models import Agent
from recado.doors.web.sight import views
from recado.doors.web.sight.rows import Row, rows, visible
from recado.doors.web.sight.views import View

__all__ = ["Listing", "Page", "Row", "rows", "stretches", "unseen"]

PAGE, LONGEST, MOST = 30, 200, 6
WHOLE = ("", "")


@dataclass(frozen=True)
class Page:
    """A stretch of the list between two places, empty for the list's own ends; `rest` is what it had no room for."""

    after: str
    until: str
    rows: Sequence[Row] = ()
    rest: "Page | None" = None

    @property
    def id(self) -> str:
        """A name fit for the document."""
        return "stretch-" + ("".join(sign if sign.isalnum() else "-" for sign in self.after) or "first")


@dataclass(frozen=True)
class Listing:
    """One view as this agent sees it. `asked` are the stretches that are wanted, at first the whole of it.

    `kept` is the number of a case that keeps its place in the browser, though it may belong elsewhere by now.
    """

    agent: Agent
    view: View
    asked: Sequence[tuple[str, str]] = (WHOLE,)
    kept: int | None = None

    @cached_property
    def order(self) -> Order:
        return views.order(self.agent, self.view)

    @cached_property
    def pages(self) -> list[Page]:
        """The stretches with their rows: one statement a stretch, and a fixed number for all rows together."""
        shown = self._shown
        return [self._page(after, until, [shown[n] for n in page if n in shown]) for after, until, page in self._found]

    @cached_property
    def leaving(self) -> Row | None:
        """The row of the case that keeps its place, where no page here holds it; None where it is out of sight."""
        held = any(row.case.pk == self.kept for page in self.pages for row in page.rows)
        return None if held or self.kept is None else self._shown.get(self.kept)

    @cached_property
    def _found(self) -> list[tuple[str, str, list[int]]]:
        return [(after, until, self._numbers(after, until)) for after, until in self.asked]

    @cached_property
    def _shown(self) -> dict[int, Row]:
        numbers = {number for _, _, page in self._found for number in page}
        numbers |= {self.kept} if self.kept is not None else set()
        cases = visible(self.agent, numbers) if numbers else ()
        return {row.case.pk: row for row in rows(cases, self.agent)}

    @cached_property
    def is_unconnected(self) -> bool:
        """Whether nothing can come in yet: no row stands here, and the house has no channel."""
        return not any(page.rows for page in self.pages) and not Channel.objects.exists()

    @cached_property
    def shows_teams(self) -> bool:
        """Whether rows of several teams can stand side by side; of one's own cases other things are worth the room."""
        return (
            self.view.key != "mine"
            and not self.view.key.startswith("team-")
            and (self.agent.sees_all or len(self.agent.teams.all()) > 1)
        )

    def _numbers(self, after: str, until: str) -> list[int]:
        places = {"after": Place.parse(after), "until": Place.parse(until)}
        known = (*access.known(self.agent), self.view.key)
        return ranking.top(self.view.lead, self.order, **places, most=_most(until) + 1, known=known)

    def _page(self, after: str, until: str, found: Sequence[Row]) -> Page:
        most = _most(until)
        if len(found) <= most:
            return Page(after, until, found)
        cut = str(ranking.place(found[most - 1].case, self.order))
        return Page(after, cut, found[:most], Page(cut, until))


def stretches(asked: Sequence[str]) -> list[tuple[str, str]]:
    """What a page of the browser shows, each `after~until`; the whole where it names none."""
    named = [(after, until) for after, tilde, until in (one.partition("~") for one in asked[:MOST]) if tilde]
    return named or [WHOLE]


def unseen(agent: Agent) -> int:
    """How many of the agent's own cases hold words that he has not seen; counted to a hundred."""
    return viewing.unseen(agent)


def _most(until: str) -> int:
    """A page that was whole may have grown; a new one is of the usual length."""
    return LONGEST if until else PAGE
