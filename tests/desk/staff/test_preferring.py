"""F14: an agent has small things his own way, on all his devices; rubbish is refused."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from recado.desk.journal.telling import Objected
from recado.desk.staff import preferring
from recado.desk.staff.models import Agent, Preference

pytestmark = pytest.mark.django_db

PANELS = {"order": ["clock", "person"], "folded": ["clock"]}


def anew(agent: Agent) -> Agent:
    """The agent as the next request finds him."""
    return Agent.objects.get(pk=agent.pk)


def test_who_chose_nothing_has_it_the_usual_way(ada: Agent) -> None:
    assert preferring.preferred(ada, "send_delay", 5) == 5


def test_f14_what_one_chose_is_there_on_the_next_device(ada: Agent) -> None:
    preferring.prefer(ada, "panels", PANELS)
    assert preferring.preferred(anew(ada), "panels", None) == PANELS


def test_what_one_chose_is_seen_at_once(ada: Agent) -> None:
    assert preferring.preferred(ada, "send_delay", 5) == 5
    preferring.prefer(ada, "send_delay", 0)
    assert preferring.preferred(ada, "send_delay", 5) == 0


def test_the_last_choice_holds_and_is_one_row(ada: Agent) -> None:
    for theme in ("dark", "light"):
        preferring.prefer(ada, "theme", theme)
    assert list(Preference.objects.values_list("name", "value")) == [("theme", "light")]


def test_what_one_takes_back_is_as_usual_again(ada: Agent) -> None:
    preferring.prefer(ada, "order.mine", "due")
    preferring.unprefer(ada, "order.mine")
    assert preferring.preferred(ada, "order.mine", "newest") == "newest"


def test_what_ada_likes_is_not_put_on_bruno(ada: Agent, bruno: Agent) -> None:
    preferring.prefer(ada, "theme", "dark")
    assert preferring.preferred(bruno, "theme", "system") == "system"


def test_one_statement_reads_them_all(ada: Agent, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    preferring.prefer(ada, "theme", "dark")
    with django_assert_num_queries(1):
        assert [preferring.preferred(ada, name, "") for name in ("theme", "panels", "order.mine")] == ["dark", "", ""]


RUBBISH = [
    ("colour", "blue"),
    ("theme", "pink"),
    ("send_delay", 6),
    ("send_delay", True),
    ("send_delay", "5"),
    ("shortcuts", 1),
    ("panels", ["person"]),
    ("panels", {"order": ["person", "person"], "folded": []}),
    ("panels", {"order": [["person"]], "folded": []}),
    ("panels", {"order": [str(at) for at in range(41)], "folded": []}),
    ("panels", {"order": [], "folded": [], "hidden": []}),
    ("order.mine", "<b>"),
    ("order.", "due"),
    ("order.nowhere", "due"),
    ("order.mine.too", "due"),
    ("order." + "a" * 60, "due"),
    ("inbox.order", None),
]


@pytest.mark.parametrize(("name", "value"), RUBBISH)
def test_rubbish_is_refused(ada: Agent, name: str, value: Any) -> None:
    with pytest.raises(Objected):
        preferring.prefer(ada, name, value)
    assert not Preference.objects.exists()


def test_what_is_no_longer_known_is_as_usual(ada: Agent) -> None:
    preferring.prefer(ada, "theme", "dark")
    Preference.objects.update(value="sepia")
    assert preferring.preferred(anew(ada), "theme", "system") == "system"
