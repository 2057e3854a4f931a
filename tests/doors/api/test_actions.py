"""What has to be done next, over the API: the house's list, and the one that a case has (C18, C19)."""

import pytest

from recado.desk.cases import naming_actions
from recado.desk.cases.models import Case
from recado.desk.core.actors import HOUSE
from tests.cast import Customer
from tests.doors.api.programs import Program, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(dmitri: Customer) -> Case:
    dmitri.writes("Mi lámpara no enciende")
    for name in ("Llamar", "Pedir una foto"):
        naming_actions.add(name, by=HOUSE)
    naming_actions.retire(naming_actions.add("Escribir una carta", by=HOUSE), by=HOUSE)
    return dmitri.case


def test_the_list_stands_in_the_houses_order_without_those_that_are_retired(ada_s: Program, case: Case) -> None:
    assert ada_s.get("/actions").json() == {"items": [{"name": "Llamar"}, {"name": "Pedir una foto"}]}


def test_c18_an_action_is_set_by_its_name_and_taken_away(ada_s: Program, case: Case) -> None:
    place = f"/cases/{case.pk}"
    assert ada_s.get(place).json()["action"] is None
    assert ada_s.send("PATCH", place, {"action": "pedir una foto"}).json()["action"] == "Pedir una foto"
    assert ada_s.send("PATCH", place, {"labels": []}).json()["action"] == "Pedir una foto"
    assert ada_s.send("PATCH", place, {"action": None}).json()["action"] is None


@pytest.mark.parametrize(
    ("name", "told"), [("Bailar", (422, "invalid")), ("Escribir una carta", (409, "action-retired"))]
)
def test_what_is_unknown_or_retired_is_refused(ada_s: Program, case: Case, name: str, told: tuple[int, str]) -> None:
    assert problem(ada_s.send("PATCH", f"/cases/{case.pk}", {"action": name})) == told
