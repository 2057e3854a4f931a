"""Who is here: the switch is on, and a page, a call or a stream was seen within two minutes."""

from datetime import timedelta

import pytest

from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.journal.models import Entry
from recado.desk.staff import appearing, joining, presence
from recado.desk.staff.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> Agent:
    return joining.join(email="ada@example.com", name="Ada", role="agent", by=HOUSE)


@pytest.fixture
def bruno() -> Agent:
    return joining.join(email="bruno@example.com", name="Bruno", role="agent", by=HOUSE)


def test_who_was_never_seen_is_not_here(ada: Agent) -> None:
    assert presence.present_among([ada.pk], now()) == set()


def test_who_was_seen_is_here_for_two_minutes(ada: Agent, bruno: Agent) -> None:
    appearing.seen(ada.pk)
    assert presence.present_among([ada.pk, bruno.pk], now()) == {ada.pk}
    assert presence.present_among([ada.pk], now() + timedelta(seconds=121)) == set()


def test_who_switched_off_is_not_here_though_seen(ada: Agent) -> None:
    appearing.seen(ada.pk)
    appearing.switch(ada, False, ada.actor)
    assert presence.present_among([ada.pk], now()) == set()


def test_switching_twice_is_told_once(ada: Agent) -> None:
    for on in (False, False, True):
        appearing.switch(ada, on, ada.actor)
    assert [entry.data["on"] for entry in Entry.objects.filter(name="presence.switched").order_by("id")] == [
        False,
        True,
    ]


def test_who_left_is_not_here(ada: Agent) -> None:
    appearing.seen(ada.pk)
    Agent.objects.update(is_active=False)
    assert presence.present_among([ada.pk], now()) == set()


def test_being_seen_is_written_down_twice_a_minute_at_most(ada: Agent) -> None:
    appearing.seen(ada.pk)
    first = Agent.objects.get().seen_at
    appearing.seen(ada.pk)
    assert Agent.objects.get().seen_at == first
