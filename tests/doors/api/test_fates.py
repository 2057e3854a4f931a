"""Cases over the API that become part of another or are deleted, and both undone."""

import pytest

from recado.desk.cases import deleting, merging, opening
from recado.desk.cases.models import Case
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Agent, Team
from tests import makers
from tests.cast import Customer
from tests.doors.api.programs import Program, problem, program_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(dmitri: Customer, ada: Agent, support: Team) -> tuple[Case, Case]:
    dmitri.writes("Any news about my lamp?")
    gone = dmitri.case
    return gone, opening.open_by_hand(person=gone.person, subject="He called", team=support, by=ada.actor)


def test_a_case_becomes_part_of_another_and_says_so(two: tuple[Case, Case], ada_s: Program) -> None:
    gone, into = two
    answer = ada_s.post(f"/cases/{gone.pk}/merge", {"into": str(into.pk)})
    assert (answer.status_code, answer.json()["number"]) == (200, into.pk)
    assert ada_s.get(f"/cases/{gone.pk}").json()["part_of"] == into.pk
    assert problem(ada_s.post(f"/cases/{into.pk}/merge", {"into": str(gone.pk)})) == (409, "merge-circle")
    back = ada_s.send("DELETE", f"/cases/{gone.pk}/merge").json()
    assert (back["number"], back["part_of"], back["state"]) == (gone.pk, None, "new")


def test_both_must_be_in_sight(two: tuple[Case, Case], ada_s: Program, outsider_s: Program) -> None:
    gone, into = two
    assert problem(outsider_s.post(f"/cases/{gone.pk}/merge", {"into": str(into.pk)})) == (404, "not-found")
    assert problem(ada_s.post(f"/cases/{gone.pk}/merge", {"into": "999999"})) == (422, "invalid")


def test_what_the_other_became_part_of_must_be_in_sight_too(two: tuple[Case, Case], ada_s: Program) -> None:
    """A merge leads on to the case that stays; where that is another team's, nothing of ours goes there unseen."""
    gone, into = two
    sales = makers.team("sales", "Sales")
    theirs = opening.open_by_hand(person=gone.person, subject="Not for Ada", team=sales, by=HOUSE)
    merging.merge(into, theirs, by=HOUSE)
    answer = ada_s.post(f"/cases/{gone.pk}/merge", {"into": str(into.pk)})
    assert (problem(answer), b"Not for Ada" in answer.content) == ((422, "invalid"), False)
    assert ada_s.get(f"/cases/{gone.pk}").json()["part_of"] is None


def test_who_may_deletes_and_brings_back(two: tuple[Case, Case], ada_s: Program, carla: Agent) -> None:
    case, _ = two
    address = f"/cases/{case.pk}/deletion"
    assert problem(ada_s.send("PUT", address, {"reason": "spam"})) == (409, "delete-refused")
    carla_s = program_of(carla)
    assert carla_s.send("PUT", address, {"reason": "spam"}).json()["reason"] == "spam"
    assert problem(carla_s.get(f"/cases/{case.pk}")) == (404, "not-found")
    assert problem(ada_s.send("DELETE", address)) == (409, "delete-refused")
    assert carla_s.send("DELETE", address).json()["number"] == case.pk


def test_a_thread_whose_cases_are_all_deleted_is_listed_no_more(
    dmitri: Customer, valeria: Customer, ada_s: Program, carla: Agent
) -> None:
    dmitri.writes("Buy now")
    valeria.writes("Hello")
    listed = {one["id"] for one in ada_s.get("/threads").json()["items"]}
    made = deleting.delete(dmitri.case, by=carla.actor, reason="spam")
    assert listed - {one["id"] for one in ada_s.get("/threads").json()["items"]} == {str(dmitri.thread.pk)}
    assert {one["id"] for one in program_of(carla).get("/threads").json()["items"]} == {str(valeria.thread.pk)}
    deleting.undo(made, by=carla.actor)
    assert {one["id"] for one in ada_s.get("/threads").json()["items"]} == listed
