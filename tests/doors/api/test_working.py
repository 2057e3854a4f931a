"""Cases over the API: list, read, open by hand, give, end, begin again, and their story."""

from datetime import timedelta
from typing import Any

import pytest

from recado.desk.cases.models import Case
from recado.desk.clock.sections import Promises
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import iso, now
from recado.desk.rules import changing
from recado.desk.staff import sections
from recado.desk.staff.models import Agent, Role, Team
from tests import makers
from tests.cast import Customer
from tests.doors.api.programs import Program, problem, program_of

pytestmark = pytest.mark.django_db


def numbers(answer: Any) -> list[int]:
    return [case["number"] for case in answer.json()["items"]]


@pytest.fixture
def promising(support: Team) -> None:
    changing.change(Promises, sections.scope(support), Promises(first_answer="PT15M"), by=HOUSE)


def test_a_case_says_what_it_is_and_why(promising: None, dmitri: Customer, ada: Agent, ada_s: Program) -> None:
    """N1: whose it is and by when, each with its reason in one sentence."""
    said = dmitri.writes("Any news about my lamp?")
    case = dmitri.case
    told = ada_s.get(f"/cases/{case.pk}").json()
    [promise] = told.pop("promises")
    reasons = told.pop("reasons")
    assert told == {
        "number": case.pk,
        "subject": "Any news about my lamp?",
        "state": "new",
        "person": {"id": str(case.person_id), "name": "Dmitri Sokolov"},
        "organisation": None,
        "assignee": {"id": str(ada.pk), "name": "Ada Fuentes"},
        "team": "support",
        "channel": "ventas",
        "thread": str(said.thread_id),
        "opened_at": iso(said.at),
        "updated_at": iso(case.updated_at),
        "resolved_at": None,
        "closing_reason": None,
        "part_of": None,
        "action": None,
        "labels": [],
    }
    assert promise["due_at"] == iso(said.at + timedelta(minutes=15))
    assert (promise["kind"], promise["state"], promise["paused_because"]) == ("first_answer", "fine", None)
    assert reasons["assignee"] == "Assigned to Ada Fuentes: the only one present."
    assert "15 min" in reasons["promise"]


def test_where_nothing_was_promised_no_clock_is_shown(dmitri: Customer, ada_s: Program) -> None:
    """F11."""
    dmitri.writes("Any news?")
    told = ada_s.get(f"/cases/{dmitri.case.pk}").json()
    assert (told["promises"], told["reasons"]["promise"]) == ([], None)


def test_cases_are_listed_newest_first_and_filtered(
    dmitri: Customer, valeria: Customer, ada: Agent, ada_s: Program, head_s: Program
) -> None:
    dmitri.writes("Any news?")
    middle = now()
    valeria.writes("And mine?")
    first, second = dmitri.case.pk, valeria.case.pk
    assert numbers(ada_s.get("/cases")) == [second, first]
    assert numbers(ada_s.get("/cases", assignee=ada.email.upper(), team="support", state="new")) == [second, first]
    assert numbers(ada_s.get("/cases", assignee=ada.pk, channel="ventas")) == [second, first]
    assert numbers(ada_s.get("/cases", updated_since=iso(middle))) == [second]
    assert numbers(ada_s.get("/cases", assignee="none")) == []
    assert numbers(ada_s.get("/cases", state="", assignee="", team="")) == [second, first]
    assert numbers(head_s.get("/cases", state="resolved")) == []


@pytest.mark.parametrize("query", [{"q": "?!"}, {"state": "asleep"}, {"limit": 201}, {"updated_since": "yesterday"}])
def test_a_filter_that_is_none_is_refused(query: dict[str, Any], ada_s: Program) -> None:
    answer = ada_s.get("/cases", **query)
    assert problem(answer) == (422, "invalid")
    assert list(answer.json()["fields"]) == list(query)


def test_a_case_is_opened_by_hand(dmitri: Customer, ada: Agent, bruno: Agent, ada_s: Program) -> None:
    """C3."""
    dmitri.writes("Any news?")
    person = str(dmitri.thread.person_id)
    opened = ada_s.post(
        "/cases", {"person": person, "subject": "He called", "team": "support", "assignee": bruno.email}
    )
    told = opened.json()
    assert (opened.status_code, told["subject"], told["thread"]) == (201, "He called", None)
    assert told["assignee"] == {"id": str(bruno.pk), "name": "Bruno Rey"}
    assert problem(ada_s.post("/cases", {"person": "0", "subject": "x"})) == (422, "invalid")
    assert problem(ada_s.post("/cases", {"subject": "x"})) == (422, "invalid")


def test_a_case_is_given_and_taken_back(dmitri: Customer, ada: Agent, bruno: Agent, ada_s: Program) -> None:
    """DK9: by hand beats automatic."""
    dmitri.writes("Any news?")
    path = f"/cases/{dmitri.case.pk}"
    told = ada_s.send("PATCH", path, {"assignee": str(bruno.pk)}).json()
    assert (told["assignee"]["name"], told["reasons"]["assignee"]) == (
        "Bruno Rey",
        "Assigned to Bruno Rey: Ada Fuentes gave it.",
    )
    assert ada_s.send("PATCH", path, {"assignee": None}).json()["assignee"] is None
    assert ada_s.send("PATCH", path, {"assignee": ada.email}).json()["assignee"]["name"] == "Ada Fuentes"
    assert ada_s.send("PATCH", path, {}).json()["assignee"]["name"] == "Ada Fuentes"


def test_a_case_moves_to_another_team(dmitri: Customer, ada_s: Program, outsider_s: Program) -> None:
    dmitri.writes("Any news?")
    number = dmitri.case.pk
    told = ada_s.send("PATCH", f"/cases/{number}", {"team": "billing"}).json()
    assert told["team"] == "billing"
    assert outsider_s.get(f"/cases/{number}").status_code == 200


@pytest.mark.parametrize(
    "change", [{"assignee": "nobody@x.example"}, {"team": "none"}, {"team": None}, {"labels": ["none"]}]
)
def test_a_change_that_cannot_be_is_refused_whole(change: dict[str, Any], dmitri: Customer, ada_s: Program) -> None:
    dmitri.writes("Any news?")
    before = Case.objects.values().get()
    answer = ada_s.send("PATCH", f"/cases/{dmitri.case.pk}", change)
    assert problem(answer) == (422, "invalid")
    assert list(answer.json()["fields"]) == list(change)
    assert Case.objects.values().get() == before


def test_a_viewer_is_given_no_case(dmitri: Customer, ada_s: Program, support: Team) -> None:
    dmitri.writes("Any news?")
    vera = makers.agent("Vera Nunes", role=Role.VIEWER, teams=(support,))
    assert problem(ada_s.send("PATCH", f"/cases/{dmitri.case.pk}", {"assignee": vera.email})) == (422, "invalid")


def test_a_case_ends_with_its_reason_and_can_go_on(dmitri: Customer, ada_s: Program) -> None:
    dmitri.writes("Any news?")
    path = f"/cases/{dmitri.case.pk}/resolution"
    refused = ada_s.send("PUT", path, {})
    assert (problem(refused), refused.json()["missing"]) == ((409, "resolution-incomplete"), ["reason"])
    told = ada_s.send("PUT", path, {"reason": "Lamp sent"}).json()
    assert (told["state"], told["closing_reason"], told["resolved_at"] is None) == ("resolved", "Lamp sent", False)
    again = ada_s.send("PUT", path, {"reason": "Lamp sent"})
    assert (again.status_code, again.json()["resolved_at"]) == (200, told["resolved_at"])
    undone = ada_s.send("DELETE", path).json()
    assert (undone["state"], undone["closing_reason"], undone["resolved_at"]) == ("open", None, None)


def test_the_story_of_a_case_is_told_in_order(dmitri: Customer, ada_s: Program) -> None:
    thread = dmitri.writes("Any news about my lamp?", at=now() - timedelta(minutes=2)).thread
    ada_s.post(f"/threads/{thread.pk}/messages", {"text": "It is packed."})
    ada_s.send("PUT", f"/cases/{dmitri.case.pk}/resolution", {"reason": "Lamp sent"})
    moments = whole_story(ada_s, dmitri.case.pk, limit=2)
    assert [moment["message"]["text"] if moment["message"] else moment["event"]["sentence"] for moment in moments] == [
        "Any news about my lamp?",
        "The case was opened: Dmitri Sokolov wrote and no case was receiving the thread.",
        "Assigned to Ada Fuentes: the only one present.",
        "It is packed.",
        "Ada Fuentes resolved the case: Lamp sent.",
    ]
    assert moments == ada_s.get(f"/cases/{dmitri.case.pk}/timeline").json()["items"]


def test_a_list_of_cases_costs_the_same_however_long(
    promising: None, dmitri: Customer, ventas: Any, ada_s: Program, django_assert_num_queries: Any
) -> None:
    def cost(count: int) -> int:
        for place in range(count):
            Customer(f"Guest {place}", f"5690000{count:02}{place:02}", ventas).writes("Hello")
        with django_assert_num_queries(count_of(count), exact=False) as counted:
            assert len(numbers(ada_s.get("/cases", limit=200))) >= count
        return len(counted.captured_queries)

    def count_of(_: int) -> int:
        return 16

    ada_s.get("/me")
    assert cost(1) == cost(12)


def whole_story(program: Program, number: int, **query: Any) -> list[dict[str, Any]]:
    """All pages one behind the other."""
    moments: list[dict[str, Any]] = []
    cursor = ""
    while cursor is not None:
        page = program.get(f"/cases/{number}/timeline", cursor=cursor, **query).json()
        moments += page["items"]
        cursor = page["next"]
    return moments


def test_a_lead_sees_the_cases_of_her_teams_only(dmitri: Customer, carla: Agent, outsider_s: Program) -> None:
    dmitri.writes("Any news?")
    assert numbers(program_of(carla).get("/cases")) == [dmitri.case.pk]
    assert numbers(outsider_s.get("/cases")) == []
