"""Labels over the API, and notes that call colleagues."""

import pytest

from recado.desk.cases.models import Label, Mention
from recado.desk.staff.models import Agent, Team
from tests import makers
from tests.cast import Customer
from tests.doors.api.programs import Program, problem, program_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def billing() -> Label:
    return makers.label("Billing")


@pytest.fixture
def urgent() -> Label:
    return makers.label("urgent")


def test_labels_are_set_as_a_whole_and_by_name(dmitri: Customer, ada_s: Program, billing: Label, urgent: Label) -> None:
    dmitri.writes("Hola")
    address = f"/cases/{dmitri.case.pk}"
    assert ada_s.send("PATCH", address, {"labels": ["URGENT", "Billing"]}).json()["labels"] == ["Billing", "urgent"]
    assert ada_s.send("PATCH", address, {"assignee": None}).json()["labels"] == ["Billing", "urgent"]
    assert ada_s.send("PATCH", address, {"labels": ["Billing"]}).json()["labels"] == ["Billing"]
    assert ada_s.get(address).json()["labels"] == ["Billing"]
    assert ada_s.send("PATCH", address, {"labels": []}).json()["labels"] == []


def test_an_unknown_label_is_refused_and_nothing_changes(dmitri: Customer, ada_s: Program, billing: Label) -> None:
    dmitri.writes("Hola")
    answer = ada_s.send("PATCH", f"/cases/{dmitri.case.pk}", {"labels": ["Billing", "Nonsense"]})
    assert (answer.status_code, answer.json()["fields"]) == (422, {"labels": "There is no label Nonsense."})
    assert ada_s.get(f"/cases/{dmitri.case.pk}").json()["labels"] == []


def test_a_retired_label_is_put_on_no_case(dmitri: Customer, ada_s: Program) -> None:
    makers.label("Old", retired=True)
    dmitri.writes("Hola")
    answer = ada_s.send("PATCH", f"/cases/{dmitri.case.pk}", {"labels": ["Old"]})
    assert problem(answer) == (409, "label-retired")


def test_cases_are_found_by_their_label(
    dmitri: Customer, valeria: Customer, ada_s: Program, billing: Label, urgent: Label
) -> None:
    dmitri.writes("Hola")
    valeria.writes("Hola")
    ada_s.send("PATCH", f"/cases/{dmitri.case.pk}", {"labels": ["Billing", "urgent"]})
    found = {
        name: [one["number"] for one in ada_s.get("/cases", label=name).json()["items"]] for name in ("billing", "x")
    }
    assert found == {"billing": [dmitri.case.pk], "x": []}


def test_an_ending_sets_labels_or_nothing_at_all(dmitri: Customer, ada_s: Program, billing: Label) -> None:
    dmitri.writes("Hola")
    address = f"/cases/{dmitri.case.pk}/resolution"
    refused = ada_s.send("PUT", address, {"reason": "", "labels": ["Billing"]})
    assert problem(refused) == (409, "resolution-incomplete")
    assert ada_s.get(f"/cases/{dmitri.case.pk}").json()["labels"] == []
    assert problem(ada_s.send("PUT", address, {"reason": "Paid", "fields": {"segment": "Plus"}})) == (422, "invalid")
    ended = ada_s.send("PUT", address, {"reason": "Paid", "labels": ["Billing"], "fields": {}}).json()
    assert (ended["state"], ended["labels"]) == ("resolved", ["Billing"])


def test_N1_a_note_calls_a_colleague_who_then_sees_the_case(dmitri: Customer, ada: Agent, ada_s: Program) -> None:
    vera = makers.agent("Vera Lindt", teams=(Team.objects.create(key="sales", name="Sales"),))
    vera_s = program_of(vera)
    dmitri.writes("Hola")
    address = f"/cases/{dmitri.case.pk}"
    assert problem(vera_s.get(address))[0] == 404
    ada_s.post(f"/threads/{dmitri.thread.pk}/messages", {"text": "@vera lindt, ¿lo miras?", "note": True})
    assert vera_s.get(address).json()["number"] == dmitri.case.pk
    assert [one.agent for one in Mention.objects.all()] == [vera]
    sentences = [one["event"]["sentence"] for one in ada_s.get(f"{address}/timeline").json()["items"] if one["event"]]
    assert "Ada Fuentes named Vera Lindt." in sentences
