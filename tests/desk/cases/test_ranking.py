"""Lists in the order of what is due: the top of every view, a page at a time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recado.desk.cases import access, ranking, viewing
from recado.desk.cases.models import Case
from recado.desk.cases.ranking import Order, Place
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent, Role, Team
from recado.doors.web.sight import views
from recado.doors.web.sight.listing import Listing
from tests import makers

AT = datetime(2026, 11, 18, 12, tzinfo=UTC)


def case(minutes: int, *, due: int | None = None, **more: object) -> int:
    """A case whose last word is so many minutes old; `due` in so many minutes, below zero: late."""
    person = Person.objects.create(name="Valeria Montt", met_at=AT)
    at = AT - timedelta(minutes=minutes)
    due_at = AT + timedelta(minutes=due) if due is not None else None
    fields = {"last_message_at": at, "opened_at": at, "updated_at": at, "due_at": due_at, **more}
    return Case.objects.create(person=person, **fields).pk


def paged(ways: viewing.Ways, order: Order, size: int) -> list[int]:
    """The whole list, read page by page."""
    found: list[int] = []
    after: Place | None = None
    while page := ranking.top(ways, order, after=after, most=size):
        found += page
        after = Place.parse(str(ranking.place(Case.objects.get(pk=page[-1]), order)))
    return found


def test_what_is_late_stands_first_then_what_is_due_then_the_newest_words(support: Team, ada: Agent) -> None:
    quiet, soon = case(1, team=support), case(50, due=10, team=support)
    late, older = case(90, due=-5, team=support), case(30, team=support)
    ways = viewing.of_teams([support])
    assert ranking.top(ways, Order.DUE, most=9) == [late, soon, quiet, older]
    assert ranking.top(ways, Order.NEWEST, most=9) == [quiet, older, soon, late]


@pytest.mark.parametrize("order", [Order.DUE, Order.NEWEST])
def test_pages_lose_nothing_and_double_nothing_among_equals(order: Order, support: Team, ada: Agent) -> None:
    for n in range(12):
        case(n % 3, due=n % 2 if n % 4 else None, team=support)
    whole = ranking.top(viewing.of_teams([support]), order, most=99)
    assert len(whole) == 12
    places = {pk: ranking.place(Case.objects.get(pk=pk), order) for pk in whole}
    for first, last in ((0, 3), (3, 9), (8, 11)):
        between = {"after": places[whole[first]], "until": places[whole[last]]}
        assert ranking.top(viewing.of_teams([support]), order, **between, most=99) == whole[first + 1 : last + 1]
    assert ranking.top(viewing.of_teams([support]), order, until=places[whole[4]], most=99) == whole[:5]
    assert [paged(viewing.of_teams([support]), order, size) for size in (1, 2, 5)] == [whole] * 3


def test_an_agent_sees_all_that_is_his_teams_his_own_or_followed_once(support: Team, ada: Agent, bruno: Agent) -> None:
    other = makers.team("ventas", "Ventas")
    both, own = case(1, team=support, assignee=ada), case(2, team=other, assignee=ada)
    followed, _foreign = case(3, team=other), case(4, team=other)
    Case.objects.get(pk=followed).followings.create(agent=ada, by=ada.actor, at=AT)
    assert ranking.top(viewing.everything(ada), Order.NEWEST, most=9) == [both, own, followed]
    assert ranking.count([viewing.everything(ada), viewing.mine(ada), viewing.mine(bruno)], 99) == [3, 2, 0]


def test_what_nobody_has_is_told_to_the_team_and_to_who_sees_all(support: Team, ada: Agent) -> None:
    admin = makers.agent("Eva Ríos", role=Role.ADMIN)
    ours, theirs = case(1, team=support), case(2, team=makers.team("ventas", "Ventas"))
    case(3, team=support, assignee=ada)
    assert ranking.top(viewing.unassigned(ada), Order.DUE, most=9) == [ours]
    assert ranking.top(viewing.unassigned(admin), Order.DUE, most=9) == [ours, theirs]


def test_counting_stops_where_it_is_told(support: Team, ada: Agent) -> None:
    for n in range(5):
        case(n, team=support)
    assert ranking.count([viewing.everything(ada), viewing.of_teams([support])], 3) == [3, 3]


def test_a_kept_statement_finds_what_is_new_and_ends_with_the_teams_it_was_made_for(support: Team, ada: Agent) -> None:
    ventas = makers.team("ventas", "Ventas")
    ours, theirs = case(2, team=support), case(1, team=ventas)

    def seen() -> tuple[list[int], list[int]]:
        agent = Agent.objects.get(pk=ada.pk)
        access.acquaint(agent)
        listing = Listing(agent, views.chosen(agent, "all"))
        figures = [int(one.figure or 0) for one in views.counted(agent) if one.view.key == "all"]
        return [row.case.pk for row in listing.pages[0].rows], figures

    assert seen() == ([ours], [1])
    new = case(0, team=support)
    assert seen() == ([new, ours], [2])
    ventas.members.add(ada)
    assert seen() == ([new, theirs, ours], [3])
    support.members.remove(ada)
    assert seen() == ([theirs], [1])


def test_the_ended_stand_by_their_end(support: Team, ada: Agent) -> None:
    first, last = (case(5, team=support, state="resolved", resolved_at=AT - timedelta(hours=ago)) for ago in (2, 1))
    assert paged(viewing.ended(ada), Order.ENDED, 1) == [last, first]


@pytest.mark.parametrize("order", [Order.DUE, Order.NEWEST])
def test_one_statement_however_many_teams(order: Order, support: Team, ada: Agent) -> None:
    for n in range(8):
        makers.team(f"team-{n}", f"Team {n}").members.add(ada)
    with CaptureQueriesContext(connection) as asked:
        ranking.top(viewing.of_teams(list(ada.teams.all())), order, after=Place(AT, 1, AT), most=9)
    assert len(asked) == 2


@pytest.mark.parametrize("text", ["", "_", "soon_1_", f"{AT.isoformat()}_{'9' * 30}_", "2026-11-22T10:00:00_1_"])
def test_a_place_that_is_none_is_none(text: str) -> None:
    assert Place.parse(text) is None
