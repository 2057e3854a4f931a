"""Who is at a case is known to those who are there too, for forty seconds and without a trace."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from recado.desk.cases import attending
from recado.desk.cases.models import Attention, Case, Doing
from recado.desk.core.time import now
from recado.desk.journal import announcing
from recado.desk.journal.models import Entry
from recado.desk.staff.models import Agent
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamp_case(dmitri: Customer, ada: Agent, bruno: Agent) -> Case:
    dmitri.writes("¿Llegó mi lámpara?")
    return dmitri.case


@pytest.fixture
def whispered() -> Iterator[list[int]]:
    """To whom it was whispered, in order: overheard on the way to the database."""
    heard: list[int] = []

    def overhear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "pg_notify" in sql:
            changes = [change for payload in params[1] for change in announcing.heard(payload)]
            heard.extend(change.agent or 0 for change in changes if change.name == "own.attention")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(overhear):
        yield heard


def _there(case: Case, but: Agent) -> list[tuple[str, str]]:
    return [(one.agent.name, one.doing) for one in attending.attending(case, but=but)]


def test_one_sees_the_other_and_not_oneself(lamp_case: Case, ada: Agent, bruno: Agent) -> None:
    assert attending.attend(lamp_case, ada, Doing.LOOKING, tab="a") == []
    [seen] = attending.attend(lamp_case, bruno, Doing.TYPING, tab="b")
    assert (seen.agent, seen.doing) == (ada, Doing.LOOKING)
    assert (_there(lamp_case, ada), _there(lamp_case, bruno)) == (
        [("Bruno Rey", "typing")],
        [("Ada Fuentes", "looking")],
    )


def test_only_news_is_told_and_only_to_those_who_are_there(
    lamp_case: Case, ada: Agent, bruno: Agent, carla: Agent, whispered: list[int]
) -> None:
    attending.attend(lamp_case, ada, Doing.LOOKING, tab="a")
    assert whispered == []
    for doing in (Doing.LOOKING, Doing.LOOKING, Doing.TYPING, Doing.TYPING, Doing.LOOKING):
        attending.attend(lamp_case, bruno, doing, tab="b")
    assert whispered == [ada.pk] * 3
    attending.leave(lamp_case, bruno, tab="b")
    attending.leave(lamp_case, bruno, tab="b")
    assert whispered == [ada.pk] * 4


def test_many_tabs_of_one_agent_are_one(lamp_case: Case, ada: Agent, bruno: Agent, whispered: list[int]) -> None:
    attending.attend(lamp_case, ada, Doing.LOOKING, tab="a")
    attending.attend(lamp_case, bruno, Doing.NOTING, tab="b1")
    attending.attend(lamp_case, bruno, Doing.LOOKING, tab="b2")
    assert (_there(lamp_case, ada), whispered) == ([("Bruno Rey", "noting")], [ada.pk])
    attending.leave(lamp_case, bruno, tab="b2")
    assert (_there(lamp_case, ada), whispered) == ([("Bruno Rey", "noting")], [ada.pk])
    attending.leave(lamp_case, bruno, tab="b1")
    assert (_there(lamp_case, ada), whispered) == ([], [ada.pk] * 2)


def test_who_is_silent_fades_and_is_forgotten(lamp_case: Case, ada: Agent, bruno: Agent) -> None:
    attending.attend(lamp_case, bruno, Doing.TYPING, tab="b")
    Attention.objects.update(at=now() - timedelta(seconds=41))
    assert _there(lamp_case, ada) == []
    assert (attending.forget(now()), attending.forget(now() + timedelta(days=1))) == (0, 1)


def test_a_tab_is_at_one_case_only(lamp_case: Case, valeria: Customer, ada: Agent, bruno: Agent) -> None:
    valeria.writes("Hola")
    attending.attend(lamp_case, bruno, Doing.LOOKING, tab="b")
    attending.attend(valeria.case, bruno, Doing.LOOKING, tab="b")
    assert (_there(lamp_case, ada), _there(valeria.case, ada)) == ([], [("Bruno Rey", "looking")])


def test_a_beat_is_two_statements_and_leaves_no_trace(
    lamp_case: Case, ada: Agent, bruno: Agent, django_assert_num_queries: object
) -> None:
    attending.attend(lamp_case, ada, Doing.LOOKING, tab="a")
    attending.attend(lamp_case, bruno, Doing.LOOKING, tab="b")
    traces = Entry.objects.count()
    with django_assert_num_queries(4):  # type: ignore[operator]
        attending.attend(lamp_case, bruno, Doing.LOOKING, tab="b")  # two, within a savepoint of the test
    assert Entry.objects.count() == traces


def test_an_agent_has_a_bounded_number_of_tabs_and_the_newest_count(lamp_case: Case, ada: Agent, bruno: Agent) -> None:
    for number in range(attending.MOST_TABS + 20):
        attending.attend(lamp_case, bruno, Doing.LOOKING, tab=f"tab {number}")
    attending.attend(lamp_case, ada, Doing.LOOKING, tab="a")
    kept = Attention.objects.filter(agent=bruno).order_by("at", "pk").values_list("tab", flat=True)
    assert (len(kept), kept[0], kept[attending.MOST_TABS - 1]) == (attending.MOST_TABS, "tab 20", "tab 69")
    assert Attention.objects.filter(agent=ada).exists()
