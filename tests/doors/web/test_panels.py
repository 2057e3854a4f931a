"""F14: the panels beside a conversation stand as the agent likes them, on all his devices."""

import re

import pytest
from django.test import Client

from recado.desk.core.time import now
from recado.desk.staff import preferring
from recado.desk.staff.models import Agent
from tests.cast import Customer

pytestmark = pytest.mark.django_db
USUAL = ["person", "case", "organisation"]  # without a promise there is no clock


@pytest.fixture
def window(client: Client, ada: Agent, dmitri: Customer) -> Client:
    dmitri.writes("Hola")
    client.force_login(ada)
    return client


def side(window: Client, dmitri: Customer) -> str:
    return window.get(f"/cases/{dmitri.case.pk}").content.decode()


def order(page: str) -> list[str]:
    return re.findall(r'data-panel="(\w+)"', page)


def folded(page: str) -> list[str]:
    return re.findall(r'<details class="section" id="side-(\w+)">', page)


def test_f14_who_chose_nothing_has_the_usual_order(window: Client, dmitri: Customer) -> None:
    page = side(window, dmitri)
    assert (order(page), folded(page)) == (USUAL, [])


def test_f14_order_and_folds_are_as_chosen_on_every_device(window: Client, ada: Agent, dmitri: Customer) -> None:
    liked = {"order": ["case", "clock", "organisation", "person"], "folded": ["organisation"]}
    preferring.prefer(ada, "panels", liked)
    other = Client()
    other.force_login(ada)
    assert [(order(page), folded(page)) for page in (side(window, dmitri), side(other, dmitri))] == [
        (["case", "organisation", "person"], ["organisation"])
    ] * 2


def test_f14_a_panel_that_came_later_stands_behind_the_one_it_usually_follows(
    window: Client, ada: Agent, dmitri: Customer
) -> None:
    preferring.prefer(ada, "panels", {"order": ["case", "person", "gone"], "folded": ["gone"]})
    assert order(side(window, dmitri)) == ["case", "organisation", "person"]


def test_ids_that_say_nothing_stand_folded_below_the_number(window: Client, dmitri: Customer) -> None:
    dmitri.case.person.addresses.create(kind="bsuid", realm="", value="CL.60636378575638924", met_at=now())
    page = side(window, dmitri)
    assert page.index("+56 9 0000 0047") < page.index('id="side-technical"') < page.index("CL.60636378575638924")
    assert 'value="+56900000047"' in page
