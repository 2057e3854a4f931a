"""The palette: every command that fits, and only what its agent may see and do."""

import re

import pytest
from django.test import Client

from recado.desk.cases import indexing, resolving
from recado.desk.staff.models import Agent, Role, Team
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


def commands(window: Client, customer: Customer | None = None) -> list[str]:
    here = f"http://testserver/cases/{customer.case.pk}" if customer else "http://testserver/"
    page = window.get("/palette", headers={"HX-Request": "true", "HX-Current-URL": here}).content.decode()
    return re.findall(r'data-key="(.*?)"', page)


def found(window: Client, words: str) -> list[str]:
    return re.findall(r'data-to="(.*?)"', window.get("/palette", {"q": words}).content.decode())


def test_on_an_open_case_all_that_can_be_done_with_it(
    window: Client, ada: Agent, bruno: Agent, dmitri: Customer
) -> None:
    dmitri.writes("Hola")
    taken = dmitri.case.assignee_id == ada.pk
    other = f"give:{bruno.pk if taken else ada.pk}"
    known = [one for one in commands(window, dmitri) if not one.startswith(("go:", "theme:", "language:"))]
    assert known[:4] == ["reply", "note", "resolve", "action"]
    assert set(known[4:]) - {"take", other, f"give:{bruno.pk}"} == {
        "merge", "delete", "follow", "queue", "side", "link", "search", "available", "away", "keys", "undo", "out"
    }  # fmt: skip


def test_a_resolved_case_can_be_opened_again(window: Client, ada: Agent, dmitri: Customer) -> None:
    dmitri.writes("Hola")
    resolving.resolve(dmitri.case, by=ada.actor, reason="Era otra cosa")
    known = commands(window, dmitri)
    assert ("reopen" in known, "resolve" in known) == (True, False)


def test_who_only_reads_is_offered_nothing_that_writes(client: Client, support: Team, dmitri: Customer) -> None:
    dmitri.writes("Hola")
    client.force_login(makers.agent("Lucía Paz", role=Role.VIEWER, teams=(support,)))
    assert commands(client, dmitri)[:3] == ["follow", "side", "link"]
    assert "resolve" not in commands(client, dmitri)


@pytest.mark.parametrize(("language", "close", "move"), [("es", "Cerrar", "Mover a"), ("ru", "Закрыть", "Переместить")])
def test_what_is_common_is_found_by_other_words_too(
    language: str, close: str, move: str, window: Client, ada: Agent, dmitri: Customer
) -> None:
    dmitri.writes("Hola")
    makers.team("sales", "Ventas")
    Agent.objects.filter(pk=ada.pk).update(language=language)
    here = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/cases/{dmitri.case.pk}"}
    called = re.findall(r'data-called="(.*?)"', window.get("/palette", headers=here).content.decode())
    assert [sum(word in one for one in called) for word in (close, f"{move} Ventas")] == [1, 1]


def test_without_a_case_one_goes_and_chooses(window: Client) -> None:
    assert commands(window)[0] == "go:/?view=mine"


def test_of_a_case_of_another_team_nothing_is_offered(client: Client, dmitri: Customer) -> None:
    dmitri.writes("Hola")
    client.force_login(makers.agent("Sofía Ríos", teams=(makers.team("sales", "Sales"),)))
    assert commands(client, dmitri)[0] == "go:/?view=mine"
    assert [one for one in found(client, str(dmitri.case.pk)) if one.startswith("/cases")] == []


def test_persons_and_cases_are_found_by_name_and_number(window: Client, dmitri: Customer) -> None:
    dmitri.writes("Hola")
    indexing.catch_up()
    case = f"/cases/{dmitri.case.pk}"
    assert found(window, "sokolov") == [case, f"/people/{dmitri.case.person_id}"]
    assert case in found(window, str(dmitri.case.pk))
    assert found(window, "\x00") == []
