"""The list: whose cases it shows, in which order, how many, and what is said when nobody waits."""

import re

import pytest
from django.test import Client

from recado.desk.cases.models import Case
from recado.desk.channels.models import Channel
from recado.desk.core.time import now
from recado.desk.routing import assigning
from recado.desk.staff.models import Agent, Team
from recado.doors.web.sight import listing
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def names(client: Client, address: str) -> list[str]:
    """Whom the list names, from above."""
    return re.findall(r'<b class="clip">(.*?)</b>', client.get(address).content.decode())


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


def test_nobody_waits_and_that_is_said(window: Client) -> None:
    assert "Nobody is waiting" in window.get("/").content.decode()


def test_the_newest_word_stands_first_and_yellow(window: Client, dmitri: Customer, valeria: Customer) -> None:
    """C8: what its assignee has not seen is marked."""
    dmitri.writes("Hola")
    valeria.writes("Buenos días")
    assert names(window, "/") == ["Valeria Montt", "Dmitri Sokolov"]
    page = window.get("/").content.decode()
    assert page.count('class="row is-unseen"') == 2
    assert '<span aria-hidden="true">2</span>' in page


def test_each_view_shows_its_own(window: Client, ada: Agent, bruno: Agent, dmitri: Customer, valeria: Customer) -> None:
    dmitri.writes("Hola")
    valeria.writes("Hola")
    assigning.assign(dmitri.case, to=bruno, by=bruno.actor)
    assigning.assign(valeria.case, to=None, by=ada.actor)
    assert names(window, "/?view=mine") == []
    assert names(window, "/?view=unassigned") == ["Valeria Montt"]
    assert names(window, "/?view=teams") == names(window, "/?view=all") == ["Valeria Montt", "Dmitri Sokolov"]
    assert names(window, "/?view=no-such-view") == []


def test_what_another_team_has_is_not_there(window: Client, ventas: Channel, dmitri: Customer, bruno: Agent) -> None:
    dmitri.writes("Hola")
    sales = makers.team("sales", "Sales")
    Case.objects.update(team=sales, assignee=bruno)
    assert names(window, "/?view=all") == []
    assert window.get(f"/cases/{dmitri.case.pk}").status_code == 404


def test_the_list_goes_on_where_it_ended(window: Client, ada: Agent, dmitri: Customer, support: Team) -> None:
    dmitri.writes("Hola")
    person, at = dmitri.case.person, now()
    more = [
        Case(person=person, team=support, assignee=ada, last_message_at=at, opened_at=at, updated_at=at)
        for _ in range(listing.PAGE)
    ]
    Case.objects.bulk_create(more)
    page = window.get("/").content.decode()
    assert page.count('<li id="case-') == listing.PAGE
    [address] = re.findall(r'hx-get="(/rows\?[^"]*before=[^"]*)"', page)
    rest = window.get(address.replace("&amp;", "&")).content.decode()
    assert (rest.count('<li id="case-'), "before=" in rest) == (1, False)
    assert window.get("/rows?shown=80").content.decode().count('<li id="case-') == listing.PAGE + 1


def test_counts_stop_at_999() -> None:
    assert [listing.capped(count, listing.MOST) for count in (0, 7, 999, 1000)] == ["", "7", "999", "999+"]


def test_fresh_rows_know_which_case_stands_open(window: Client, dmitri: Customer) -> None:
    dmitri.writes("Hola")
    number = dmitri.case.pk
    asked = {
        "HX-Request": "true",
        "HX-Request-Type": "partial",
        "HX-Current-URL": f"http://desk/cases/{number}?view=mine",
    }
    page = window.get("/rows", headers=asked).content.decode()
    assert 'aria-current="true"' in page
    assert '<hx-partial hx-target="#rail-inbox"' in page


def test_the_list_takes_few_statements_however_long(
    window: Client, ada: Agent, dmitri: Customer, support: Team, django_assert_max_num_queries: object
) -> None:
    dmitri.writes("Hola")
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        window.get("/")
