"""Who has a page open is here; who may no longer enter hears no more."""

import time
from datetime import timedelta

import pytest
from django.db import transaction

from recado.desk.core.time import now
from recado.desk.staff import presence, teaming, tending
from recado.desk.staff.models import Agent, Membership, Role
from tests import makers
from tests.doors.fronts import Front
from tests.doors.live.browsing import change, happens, page, ticket

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


def test_who_s_account_is_closed_hears_no_more_at_once_and_opens_nothing_again(front: Front) -> None:
    """A ticket holds for an hour; that he may enter is asked of the desk each time."""
    ada, olga = makers.agent("Ada"), makers.agent("Olga", role=Role.HEAD)
    Agent.objects.filter(pk=olga.pk).update(password="of somebody who can come in")
    held = ticket(ada)
    with page(front, ada) as browser:
        tending.deactivate(ada, by=olga.actor)
        assert browser.ended.wait(5)
    assert front.http.get("/live", params={"ticket": held}).status_code == 401


def test_who_leaves_a_team_hears_no_more_of_it_with_an_old_ticket(front: Front) -> None:
    billing = makers.team("billing", "Billing")
    ada = makers.agent("Ada", teams=(billing,))
    old = ticket(ada)
    with transaction.atomic():
        teaming.leave(billing, ada, by=ada.actor)
    with page(front, ada, held=old) as browser:
        happens(1, team=billing)
        assert browser.hears_nothing()


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
