"""The list: whose cases it shows, in which order, how many, and what is said when nobody waits."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recado.desk.cases.models import Case, Label, Labelling
from recado.desk.channels.models import Channel
from recado.desk.conversations import drafting
from recado.desk.core.time import now
from recado.desk.people.models import Organisation, Person
from recado.desk.routing import assigning
from recado.desk.staff.models import Agent, Role, Team
from recado.doors.web.sight import listing, views
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def names(client: Client, address: str) -> list[str]:
    """Whom the list names, from above."""
    return re.findall(r'<b class="clip">(.*?)</b>', client.get(address).content.decode())


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


def test_nobody_waits_and_that_is_said(window: Client, support: Team) -> None:
    """Of one's own cases no more is said than that: others may well be waiting."""
    makers.number(support)
    shown = window.get("/").content.decode()
    assert "Nobody is waiting for you" in shown
    assert "What waits for anybody stands under “Unassigned”." in shown
    assert "Nobody is waiting<" in window.get("/?view=all").content.decode()


def test_where_nothing_can_come_in_yet_that_is_said_and_who_may_leads_on(window: Client, ada: Agent) -> None:
    to_channels = f'class="button is-primary" href="{reverse("settings_channels")}"'
    shown = window.get("/").content.decode()
    assert "No channel is connected yet" in shown
    assert to_channels not in shown
    Agent.objects.filter(pk=ada.pk).update(role=Role.ADMIN)
    assert to_channels in window.get("/").content.decode()


def test_who_waits_longest_stands_first_and_what_is_unseen_is_yellow(
    window: Client, dmitri: Customer, valeria: Customer
) -> None:
    """C8: what its assignee has not seen is marked. No promise runs here: the newest word stands first."""
    dmitri.writes("Hola")
    valeria.writes("Buenos días")
    assert names(window, "/") == ["Valeria Montt", "Dmitri Sokolov"]
    page = window.get("/").content.decode()
    assert page.count('class="row is-unseen"') == 2
    assert '<span aria-hidden="true">2</span>' in page


def test_each_agent_chooses_between_what_is_due_and_the_newest_words(
    window: Client, dmitri: Customer, valeria: Customer
) -> None:
    dmitri.writes("Hola")
    valeria.writes("Hola")
    Case.objects.filter(pk=dmitri.case.pk).update(due_at=now() - timedelta(minutes=5), due_state="late")
    assert names(window, "/") == ["Dmitri Sokolov", "Valeria Montt"]
    assert "Valeria Montt" in window.put("/rows/order?view=mine", "order=newest", FORM).content.decode()
    assert names(window, "/") == names(window, "/?view=teams") == ["Valeria Montt", "Dmitri Sokolov"]


def test_an_order_that_nobody_knows_is_refused_or_passed_over(window: Client) -> None:
    assert window.put("/rows/order", "order=..", FORM).status_code == 409
    assert "What is due first" in window.get("/").content.decode()


def test_a_row_says_the_organisation_and_what_one_began_to_write(window: Client, ada: Agent, dmitri: Customer) -> None:
    dmitri.writes("Hola")
    lumen = Organisation.objects.create(name="Lumen Óptica", made_at=now(), updated_at=now())
    Person.objects.update(organisation=lumen)
    drafting.keep(ada, dmitri.thread, drafting.Words("Hola, Dmitri"), seen=0)
    page = window.get("/").content.decode()
    assert "<span>Lumen Óptica</span>" in page
    assert "<b>Draft:</b> Hola, Dmitri" in page


def test_the_view_that_is_open_is_always_a_tab(window: Client) -> None:
    page = window.get("/?view=resolved").content.decode()
    [tabs] = re.findall(r'<nav class="tabs" id="views-nav".*?</nav>', page, re.DOTALL)
    assert re.findall(r'id="view-([a-z]+)"', tabs) == ["mine", "unassigned", "resolved"]
    assert tabs.count('aria-current="page"') == 1


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


def waiting(ada: Agent, support: Team, count: int) -> None:
    """So many cases that are Ada's, each with a label."""
    person = Person.objects.create(name="Valeria Montt", met_at=now())
    label = Label.objects.get_or_create(name="Urgente", defaults={"made_at": now()})[0]
    at = {"last_message_at": now(), "opened_at": now(), "updated_at": now()}
    cases = Case.objects.bulk_create(Case(person=person, team=support, assignee=ada, **at) for _ in range(count))
    Labelling.objects.bulk_create(Labelling(case=case, label=label, by=ada.actor, at=now()) for case in cases)


def stretches(page: str) -> list[tuple[str, str, int]]:
    """The pages of a list as the browser gets them: after, until, rows."""
    shape = r'<ul class="stretch[^>]*data-after="([^"]*)" data-until="([^"]*)"[^>]*>(.*?)</ul>'
    found = re.findall(shape, page, re.DOTALL)
    return [(after, until, rows.count('<li id="case-')) for after, until, rows in found]


def test_the_list_goes_on_where_it_ended(window: Client, ada: Agent, support: Team) -> None:
    waiting(ada, support, listing.PAGE + 2)
    first, rest = stretches(window.get("/").content.decode())
    assert (first[0], first[2], rest) == ("", listing.PAGE, (first[1], "", 0))
    fresh = window.get("/rows", {"page": [f"~{first[1]}", f"{rest[0]}~"]}).content.decode()
    assert stretches(fresh) == [first, (rest[0], "", 2)]


def test_what_is_new_stands_on_the_first_page_and_pushes_nobody_to_the_second(
    window: Client, ada: Agent, support: Team
) -> None:
    waiting(ada, support, listing.PAGE + 2)
    [first, _rest] = stretches(window.get("/").content.decode())
    waiting(ada, support, 3)
    assert stretches(window.get("/rows", {"page": f"~{first[1]}"}).content.decode()) == [
        ("", first[1], listing.PAGE + 3)
    ]


def test_a_page_that_grew_too_long_is_cut_and_goes_on_below(window: Client, ada: Agent, support: Team) -> None:
    waiting(ada, support, listing.PAGE + 2)
    [first, _rest] = stretches(window.get("/").content.decode())
    waiting(ada, support, listing.LONGEST)
    cut, rest = stretches(window.get("/rows", {"page": f"~{first[1]}"}).content.decode())
    assert (cut[2], rest) == (listing.LONGEST, (cut[1], first[1], 0))
    assert stretches(window.get("/rows", {"page": f"{rest[0]}~{rest[1]}"}).content.decode())[0][2] == listing.PAGE


def test_counts_stop_at_999() -> None:
    assert [views.capped(count, views.MOST) for count in (0, 7, 999, 1000)] == ["", "7", "999", "999+"]


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


def kept(page: str) -> list[str]:
    """What the answer hands of a row that no page of it holds."""
    return re.findall(r'<hx-partial hx-target="#leaving"[^>]*>(.*?)</hx-partial>', page, re.DOTALL)


def test_the_row_that_keeps_its_place_is_handed_as_it_is_now(
    window: Client, ada: Agent, bruno: Agent, dmitri: Customer, valeria: Customer
) -> None:
    """By no further statement, and only where no page of the answer holds it."""
    dmitri.writes("Hola")
    valeria.writes("Hola")
    address = f"/rows?view=mine&kept={dmitri.case.pk}"
    assert kept(window.get(address).content.decode()) == []
    with CaptureQueriesContext(connection) as before:
        window.get(address)
    assigning.assign(dmitri.case, to=bruno, by=ada.actor)
    with CaptureQueriesContext(connection) as after:
        [row] = kept(window.get(address).content.decode())
    assert f'id="case-{dmitri.case.pk}"' in row
    assert "Bruno Rey" in row
    assert "Ada" not in row
    assert len(after) <= len(before)
    assert kept(window.get("/rows?view=mine").content.decode()) == []


def test_the_row_of_a_case_out_of_sight_is_not_handed(window: Client, bruno: Agent, dmitri: Customer) -> None:
    dmitri.writes("Hola")
    Case.objects.update(team=makers.team("sales", "Sales"), assignee=bruno)
    for number in (dmitri.case.pk, 999_999, "%00", "x", "9" * 30):
        assert kept(window.get(f"/rows?view=mine&kept={number}").content.decode()) == []


@pytest.mark.parametrize("address", ["/", "/rows", "/rows?view=all", "/rows?view=resolved"])
def test_the_list_takes_as_many_statements_for_fifty_rows_as_for_one(
    window: Client, ada: Agent, support: Team, address: str
) -> None:
    waiting(ada, support, 1)
    window.get(address)  # what is read once a process is read
    counted = []
    for more in (0, 50):
        waiting(ada, support, more)
        with CaptureQueriesContext(connection) as asked:
            window.get(address)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 18
