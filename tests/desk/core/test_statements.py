"""A statement is put together once, and answered anew each time: with other values, after a change, in any thread."""

from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recado.desk.cases import access
from recado.desk.cases.models import Case
from recado.desk.core.statements import AnyOf, Blank, Statement, foresee, prepared, written_out
from recado.desk.staff.models import Agent
from recado.doors.web.sight import wholes
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db
AGENTS = Statement(lambda: Agent.objects.filter(pk=AnyOf("numbers"), role=Blank("role"), is_active=True).order_by("pk"))
NAMES = Statement(lambda: Agent.objects.filter(name__contains="50 %", pk=Blank("number")).values_list("pk", "name"))


def test_each_time_it_is_asked_with_other_values(ada: Agent, bruno: Agent, carla: Agent) -> None:
    everybody = [ada.pk, bruno.pk, carla.pk]
    assert list(AGENTS(numbers=everybody, role="agent")) == [ada, bruno]
    assert list(AGENTS(numbers=[bruno.pk], role="agent")) == [bruno]
    assert list(AGENTS(numbers=[], role="agent")) == []


def test_what_was_changed_shows_at_once(ada: Agent) -> None:
    assert [one.name for one in AGENTS(numbers=[ada.pk], role="agent")] == [ada.name]
    Agent.objects.filter(pk=ada.pk).update(name="Ada 50 %")
    assert [one.name for one in AGENTS(numbers=[ada.pk], role="agent")] == ["Ada 50 %"]
    assert list(NAMES(number=ada.pk)) == [(ada.pk, "Ada 50 %")]


def test_it_is_one_statement_for_those_who_count_and_prepared(ada: Agent) -> None:
    with CaptureQueriesContext(connection) as captured:
        found = AGENTS(numbers=[ada.pk], role="agent")
        assert (list(found), list(found)) == ([ada], [ada])
    assert len(captured.captured_queries) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%staff_agent%ANY($1)%'")
        assert cursor.fetchone() == (1,)


def test_what_is_only_looked_at_is_the_same_thing_until_it_reads_otherwise(ada: Agent, bruno: Agent) -> None:
    both = [ada.pk, bruno.pk]
    first, again = (AGENTS.looked_at(numbers=both, role="agent") for _ in range(2))
    assert first == [ada, bruno]
    assert [one is before for one, before in zip(again, first, strict=True)] == [True, True]
    Agent.objects.filter(pk=ada.pk).update(name="Ada Lovelace")
    now = AGENTS.looked_at(numbers=both, role="agent")
    assert [one.name for one in now] == ["Ada Lovelace", bruno.name]
    assert [one is before for one, before in zip(now, first, strict=True)] == [False, True]
    assert AGENTS.looked_at(numbers=[], role="agent") == []


def test_words_are_written_out_and_numbers_are_given() -> None:
    asked = written_out("SELECT %s || %s::int", ("50 % of 'all' ", 7))
    assert asked == ("SELECT '50 % of ''all'' ' || $1::int", (7,))
    with prepared() as cursor:
        cursor.execute(*asked)
        assert cursor.fetchone() == ("50 % of 'all' 7",)


def test_what_stands_in_a_relation_is_foreseen(ada: Agent, django_assert_num_queries: Any) -> None:
    agent, teams = Agent.objects.get(pk=ada.pk), list(ada.teams.all())
    with django_assert_num_queries(0):
        foresee(agent, "teams", teams)
        assert list(agent.teams.all()) == teams
    assert [team.pk for team in agent.teams.order_by("pk")] == sorted(team.pk for team in teams)


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_on_its_own_connection(ada: Agent) -> None:
    found: list[Agent] = []

    def ask() -> None:
        found.extend(AGENTS(numbers=[ada.pk], role="agent"))
        connection.close()

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [ada] * 4


def test_who_may_see_a_case_is_the_same_for_a_statement_and_for_a_search(
    ada: Agent, bruno: Agent, carla: Agent, dmitri: Customer
) -> None:
    """Teams, own cases, followed ones: as blanks they let through what `visible` lets through."""
    dmitri.writes("Hola")
    sales = makers.team("sales")
    for team, assignee in ((dmitri.case.team, None), (sales, None), (sales, ada), (None, bruno)):
        Case.objects.filter(pk=dmitri.case.pk).update(team=team, assignee=assignee)
        for one in (ada, bruno, carla):
            agent = Agent.objects.get(pk=one.pk)
            access.acquaint(agent)
            asked = wholes.whole(agent, dmitri.case.pk)
            assert (asked is not None) == access.visible(agent).filter(pk=dmitri.case.pk).exists()
