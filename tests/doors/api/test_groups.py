"""A case opened over the API from messages of a group, and taken back (W8)."""

from datetime import timedelta

import pytest

from recado.desk.cases.models import Case
from recado.desk.core.time import now
from recado.desk.staff.models import Agent
from tests.cast import Customer
from tests.doors.api.programs import Program, problem, program_of
from tests.groups import Group

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(dmitri: Customer, valeria: Customer, ada: Agent) -> Group:
    made, at = Group(), now() - timedelta(minutes=9)
    made.hears(valeria, "Good morning", at=at)
    made.hears(dmitri, "The lamp in the hall stays dark", at=at + timedelta(minutes=1))
    return made


def asked(group: Group, *places: int) -> tuple[str, dict[str, list[str]]]:
    return f"/threads/{group.thread.pk}/cases", {"messages": [str(group.said[place].pk) for place in places]}


def test_W8_a_case_is_opened_from_chosen_messages_once(group: Group, ada_s: Program) -> None:
    answer = ada_s.post(*asked(group, 1))
    told = answer.json()
    assert (answer.status_code, told["person"]["name"], told["subject"]) == (
        201, "Dmitri Sokolov", "The lamp in the hall stays dark",
    )  # fmt: skip
    again = ada_s.post(*asked(group, 1))
    assert (again.status_code, again.json()["number"]) == (200, told["number"])
    said = ada_s.get(f"/threads/{group.thread.pk}/messages").json()["items"]
    assert [one["case"] for one in said] == [told["number"], None]
    [thread] = ada_s.get("/threads").json()["items"]
    assert (thread["kind"], thread["name"], thread["person"], thread["open_case"]) == ("group", "", None, None)


def test_the_same_key_answers_the_same(group: Group, ada_s: Program) -> None:
    answers = [ada_s.post(*asked(group, 1), key="k").json() for _ in range(2)]
    assert answers[0] == answers[1]


def test_the_opening_is_taken_back(group: Group, ada_s: Program) -> None:
    number = ada_s.post(*asked(group, 0, 1)).json()["number"]
    answers = [ada_s.send("DELETE", f"/cases/{number}/opening").json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["number"] == number
    assert group.cases() == [None, None]
    assert problem(ada_s.get(f"/cases/{number}")) == (404, "not-found")


def test_it_says_why_not(group: Group, ada_s: Program, dmitri: Customer) -> None:
    ada_s.post(*asked(group, 1))
    assert problem(ada_s.post(*asked(group, 0, 1))) == (409, "chosen-already")
    alone = dmitri.writes("Hello")
    here = f"/threads/{alone.thread_id}/cases"
    assert problem(ada_s.post(here, {"messages": [str(alone.pk)]})) == (409, "not-a-group")
    assert problem(ada_s.post(asked(group)[0], {"messages": [str(alone.pk)]})) == (422, "invalid")
    assert problem(ada_s.post(*asked(group))) == (422, "invalid")
    assert problem(ada_s.send("DELETE", f"/cases/{dmitri.case.pk}/opening")) == (409, "not-a-group")


def test_an_outsider_finds_nothing_and_a_reader_may_not(group: Group, outsider_s: Program, ada: Agent) -> None:
    assert problem(outsider_s.post(*asked(group, 1))) == (404, "not-found")
    assert problem(program_of(ada, "cases:read").post(*asked(group, 1))) == (403, "scope-missing")
    assert Case.objects.count() == 0


def test_an_answer_over_the_api_lies_with_the_message_it_quotes(group: Group, ada_s: Program) -> None:
    number = ada_s.post(*asked(group, 1)).json()["number"]
    here = f"/threads/{group.thread.pk}/messages"
    quoting = ada_s.post(here, {"text": "We come today", "reply_to": str(group.said[1].pk)}).json()
    assert (quoting["case"], ada_s.post(here, {"text": "Good morning"}).json()["case"]) == (number, None)
