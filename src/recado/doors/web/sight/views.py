"""In which ways can the list be looked at? Views by name, how many each holds, and what is said where one is empty."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from recado.desk.cases import access, ranking, viewing
from recado.desk.cases.ranking import Order
from recado.desk.cases.viewing import Ways
from recado.desk.staff import preferring
from recado.desk.staff.models import Agent, Team

MOST, TABS = 999, 3
PREFERRED, KEPT = "inbox.order", "_views"


@dataclass(frozen=True)
class View:
    """One way to look at the list: `key` stands in addresses, `icon` in the menu; `lead` says by which ways."""

    key: str
    name: str
    icon: str
    lead: Callable[[], Ways]
    said_when_empty: tuple[str, str]

    @property
    def is_ended(self) -> bool:
        return self.key == "resolved"


@dataclass(frozen=True)
class Counted:
    """A view with its figure as shown."""

    view: View
    figure: str


def views(agent: Agent) -> list[View]:
    """The views of this agent, in the order of tabs and menu; kept on this instance, so for one request."""
    if KEPT not in agent.__dict__:
        agent.__dict__[KEPT] = _views(agent)
    kept: list[View] = agent.__dict__[KEPT]
    return kept


def _views(agent: Agent) -> list[View]:
    teams = sorted(agent.teams.all(), key=lambda team: team.name)
    first = [
        View("mine", _("Mine"), "user-round", partial(viewing.mine, agent), _none_of_mine()),
        View("unassigned", _("Unassigned"), "user-round-x", partial(viewing.unassigned, agent), _calm()),
    ]
    named = View("mentions", _("Mentions"), "at-sign", partial(viewing.named, agent), _unnamed())
    last = [
        View("all", _("All"), "layers", partial(viewing.everything, agent), _calm()),
        View("resolved", _("Resolved"), "circle-check", partial(viewing.ended, agent), _none_yet()),
    ]
    return [*first, *_of_teams(teams), named, *last]


def chosen(agent: Agent, key: str) -> View:
    """The view of that key, else the first."""
    among = views(agent)
    return next((view for view in among if view.key == key), among[0])


def counted(agent: Agent) -> list[Counted]:
    """Each view with how many it holds: one statement. What is resolved only grows, and is not counted."""
    among = views(agent)
    running = [view for view in among if not view.is_ended]
    keys = tuple(view.key for view in running)
    counts = ranking.count((view.lead() for view in running), MOST + 1, known=(*access.known(agent), keys))
    figures = dict(zip(keys, counts, strict=True))
    return [Counted(view, capped(figures.get(view.key, 0), MOST)) for view in among]


def shared(counted: Sequence[Counted], current: str) -> tuple[list[Counted], list[Counted]]:
    """Tabs and menu: the first few are tabs, and so is the one that is open, in the last one's place."""
    tabs = list(counted[:TABS])
    if current not in [one.view.key for one in tabs]:
        tabs[-1:] = [one for one in counted if one.view.key == current]
    return tabs, [one for one in counted if one not in tabs]


def order(agent: Agent, view: View) -> Order:
    """As the agent likes it; what has ended stands by its end."""
    if view.is_ended:
        return Order.ENDED
    liked = preferring.preferred(agent, PREFERRED, Order.DUE)
    return Order.NEWEST if liked == Order.NEWEST else Order.DUE


def capped(count: int, most: int = 99) -> str:
    """The figure as shown: empty for none, `99+` for more than that."""
    return f"{most}+" if count > most else str(count or "")


def _of_teams(teams: Sequence[Team]) -> list[View]:
    """All my teams together, and each where there are several."""
    if not teams:
        return []
    single = [_of_team(team) for team in teams] if len(teams) > 1 else []
    name = _("My teams") if len(teams) > 1 else _("Team")
    return [View("teams", name, "users", partial(viewing.of_teams, teams), _calm()), *single]


def _of_team(team: Team) -> View:
    return View(f"team-{team.key}", team.name, "users", partial(viewing.of_teams, [team]), _calm())


def _calm() -> tuple[str, str]:
    return _("Nobody is waiting"), _("When somebody writes, it shows here. Enjoy it.")


def _none_of_mine() -> tuple[str, str]:
    return _("Nobody is waiting for you"), _("What waits for anybody stands under “Unassigned”.")


def _none_yet() -> tuple[str, str]:
    return _("Nothing is resolved yet"), _("What you resolve can be found here, and opened again.")


def _unnamed() -> tuple[str, str]:
    return _("Nobody has named you"), _("Where a colleague writes @ and your name in a note, the case shows here.")
