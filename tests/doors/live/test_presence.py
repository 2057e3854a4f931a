"""Who has a page open is here; who may no longer enter hears no more."""

import time
from datetime import timedelta

import pytest

from recado.desk.core.time import now
from recado.desk.staff import presence
from recado.desk.staff.models import Agent, Membership
from tests import makers
from tests.doors.fronts import Front
from tests.doors.live.browsing import change, happens, page

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_open_page_makes_its_agent_present(front: Front) -> None:
    """N1 asks who is here: an open stream counts."""
    ada, bruno = makers.agent("Ada", present=False), makers.agent("Bruno", present=False)
    with page(front, ada):
        _await(lambda: presence.present_among([ada.pk, bruno.pk], now()) == {ada.pk})
    assert Agent.objects.get(pk=ada.pk).seen_at > now() - timedelta(seconds=10)


def test_who_left_the_house_hears_no_more(front: Front) -> None:
    ada, bruno = makers.agent("Ada"), makers.agent("Bruno")
    with page(front, ada) as browser:
        Agent.objects.filter(pk=ada.pk).update(is_active=False)
        with page(front, bruno):  # somebody comes, and all who are here are looked at
            assert browser.ended.wait(5)


def test_who_joins_a_team_hears_of_it_without_a_new_page(front: Front) -> None:
    billing = makers.team("billing", "Billing")
    ada, bruno = makers.agent("Ada"), makers.agent("Bruno")
    with page(front, ada) as browser:
        happens(1, team=billing)
        assert browser.hears_nothing()
        Membership.objects.create(team=billing, agent=ada)
        with page(front, bruno):
            time.sleep(0.6)
            happens(2, team=billing)
            assert browser.hears() == change(2)


def _await(done: object, within: float = 5.0) -> None:
    end = time.monotonic() + within
    while not done():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)
