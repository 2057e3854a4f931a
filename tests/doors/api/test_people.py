"""Programs keep persons and organisations: list, add, change, merge; the old id goes on answering."""

import pytest

from recado.desk.cases.models import Case
from recado.desk.people import adding, editing, organising
from recado.desk.people.models import Merge, Person
from recado.desk.staff.models import Agent, Role
from tests import makers
from tests.cast import Customer
from tests.doors.api.programs import Program, problem, program_of

pytestmark = pytest.mark.django_db

SOFIA = {
    "name": "Sofía Ñandú",
    "language": "es",
    "addresses": [{"kind": "email", "value": "Sofia@lumen.example"}],
    "roles": ["business owner"],
    "properties": {"plan": "Gold"},
}


def test_a_person_is_added_read_and_changed(ada_s: Program, ada: Agent) -> None:
    lumen = organising.found(name="Lumen Óptica", domains=["lumen.example"], by=ada.actor)
    made = ada_s.post("/people", SOFIA)
    assert made.status_code == 201
    told = made.json()
    assert told == {
        "id": told["id"],
        "name": "Sofía Ñandú",
        "language": "es",
        "addresses": [{"kind": "email", "realm": "", "value": "sofia@lumen.example"}],
        "organisation": {"id": str(lumen.pk), "name": "Lumen Óptica"},
        "roles": ["business owner"],
        "properties": {"plan": "Gold"},
    }
    change = {"addresses": [{"kind": "phone", "value": "+56223456789"}], "properties": {"plan": None, "rut": "7"}}
    changed = ada_s.send("PATCH", f"/people/{told['id']}", change).json()
    assert changed == told | {
        "addresses": [{"kind": "phone", "realm": "", "value": "+56223456789"}],
        "properties": {"rut": "7"},
    }
    assert ada_s.get(f"/people/{told['id']}").json() == changed
    assert ada_s.get("/people").json() == {"items": [changed], "next": None}


def test_the_same_write_twice_adds_one(ada_s: Program) -> None:
    first, second = (ada_s.post("/people", SOFIA, key="once").json() for _ in range(2))
    assert (first, Person.objects.count()) == (second, 1)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "x", "language": "español"}, "language"),
        ({"name": "x", "properties": {"": "x"}}, "properties"),
        ({"name": "x", "properties": {"csm": "who@faro.example"}}, "account_manager"),
        ({"addresses": [{"kind": "email", "value": "nonsense"}]}, "addresses"),
        ({"name": "x", "organisation": "99"}, "organisation"),
        ({"name": "x" * 201}, "name"),
        ({"name": "x", "age": 7}, "age"),
    ],
)
def test_what_does_not_fit_names_its_field(ada_s: Program, body: dict[str, object], field: str) -> None:
    answer = ada_s.post("/people", body)
    assert problem(answer) == (422, "invalid")
    assert [*answer.json()["fields"]] == [field]


def test_an_address_of_another_is_a_conflict_that_names_him(ada_s: Program, ada: Agent) -> None:
    other = adding.add(addresses=[("email", "", "sofia@lumen.example")], by=ada.actor)
    answer = ada_s.post("/people", SOFIA)
    assert problem(answer) == (409, "address-taken")
    assert (answer.json()["missing"], Person.objects.count()) == ([str(other.pk)], 1)


def test_merging_and_parting_keep_the_old_id_answering(
    ada_s: Program, ada: Agent, dmitri: Customer, valeria: Customer
) -> None:
    dmitri.writes("Hola")
    valeria.writes("Hola")
    gone, into = str(dmitri.thread.person_id), str(valeria.thread.person_id)
    merged = ada_s.post(f"/people/{gone}/merge", {"into": into})
    assert (merged.status_code, merged.json()["id"], len(merged.json()["addresses"])) == (200, into, 2)
    assert ada_s.get(f"/people/{gone}").json() == merged.json()
    assert [one["id"] for one in ada_s.get("/people").json()["items"]] == [into]
    assert [one["person"]["id"] for one in ada_s.get("/cases").json()["items"]] == [into, into]
    assert len(ada_s.get("/threads", person=gone).json()["items"]) == 1
    assert ada_s.post(f"/people/{gone}/merge", {"into": into}).json() == merged.json()
    assert Merge.objects.count() == 1
    parted = [ada_s.send("DELETE", f"/people/{gone}/merge") for _ in range(2)]
    assert [(one.status_code, one.json()["id"]) for one in parted] == [(200, gone), (200, gone)]
    assert sorted(Case.objects.values_list("person", flat=True)) == sorted([int(gone), int(into)])


def test_nobody_is_merged_into_himself_or_into_nobody(ada_s: Program, ada: Agent) -> None:
    sofia = adding.add(name="Sofía", by=ada.actor)
    assert problem(ada_s.post(f"/people/{sofia.pk}/merge", {"into": str(sofia.pk)})) == (409, "same-person")
    assert problem(ada_s.post(f"/people/{sofia.pk}/merge", {"into": "99"})) == (422, "invalid")
    assert problem(ada_s.post("/people/99/merge", {"into": str(sofia.pk)})) == (404, "not-found")


def test_filters_and_cursors_of_persons(ada_s: Program, ada: Agent, bruno: Agent) -> None:
    lumen = organising.found(name="Lumen", segment="retail", account_manager=bruno, by=ada.actor)
    one, two, three = (
        adding.add(name=name, addresses=[("email", "", f"{name}@x.example")], by=ada.actor) for name in "abc"
    )
    editing.edit(one, organisation=lumen, language="es", roles=["titular"], by=ada.actor)

    def ids(**asked: object) -> list[str]:
        return [row["id"] for row in ada_s.get("/people", **asked).json()["items"]]

    mine = [str(one.pk)]
    assert ids(organisation=lumen.pk) == ids(segment="retail") == ids(account_manager=bruno.email) == mine
    assert ids(language="es") == ids(role="titular") == ids(q="A") == ids(address="A@x.example") == mine
    assert ids(account_manager="nobody@x.example") == ids(organisation="99") == []
    page = ada_s.get("/people", limit=2).json()
    assert [row["id"] for row in page["items"]] == [str(three.pk), str(two.pk)]
    assert ids(limit=2, cursor=page["next"]) == mine


def test_an_organisation_is_founded_read_and_changed(ada_s: Program, carla: Agent) -> None:
    made = ada_s.post("/organisations", {"name": "Lumen", "domains": ["lumen.example"], "segment": "retail"})
    assert made.status_code == 201
    told = made.json()
    assert told == {
        "id": told["id"],
        "name": "Lumen",
        "role": "customer",
        "domains": ["lumen.example"],
        "account_manager": None,
        "segment": "retail",
        "properties": {},
    }
    changed = ada_s.send("PATCH", f"/organisations/{told['id']}", {"properties": {"csm": carla.email, "rut": "7"}})
    assert changed.json() == told | {
        "account_manager": {"id": str(carla.pk), "name": "Carla Soto"},
        "properties": {"rut": "7"},
    }
    taken = ada_s.post("/organisations", {"name": "Faro", "domains": ["lumen.example"]})
    assert (problem(taken), taken.json()["missing"]) == ((409, "domain-taken"), ["lumen.example"])
    faro = ada_s.post("/organisations", {"name": "Faro", "domains": ["lumen.example"], "take_domains": True}).json()
    assert faro["domains"] == ["lumen.example"]
    assert [row["name"] for row in ada_s.get("/organisations", account_manager=carla.pk).json()["items"]] == ["Lumen"]
    assert [row["name"] for row in ada_s.get("/organisations", domain="lumen.example").json()["items"]] == ["Faro"]
    assert problem(ada_s.post("/organisations", {})) == (422, "invalid")


def test_a_case_names_the_organisation_and_is_found_by_it(ada_s: Program, ada: Agent, dmitri: Customer) -> None:
    lumen = organising.found(name="Lumen", by=ada.actor)
    dmitri.writes("Hola")
    assert ada_s.get("/cases").json()["items"][0]["organisation"] is None
    ada_s.send("PATCH", f"/people/{dmitri.thread.person_id}", {"organisation": str(lumen.pk)})
    [case] = ada_s.get("/cases", organisation=lumen.pk).json()["items"]
    assert case["organisation"] == {"id": str(lumen.pk), "name": "Lumen"}
    assert ada_s.get("/cases", organisation="99").json()["items"] == []


def test_scopes_and_roles_hold(ada: Agent) -> None:
    reads, other = program_of(ada, "people:read"), program_of(ada, "cases:read")
    viewer = program_of(makers.agent("Vera Paz", role=Role.VIEWER))
    assert (reads.get("/people").status_code, viewer.get("/organisations").status_code) == (200, 200)
    assert problem(reads.post("/people", SOFIA)) == (403, "scope-missing")
    assert problem(other.get("/people")) == (403, "scope-missing")
    assert problem(viewer.post("/organisations", {"name": "x"})) == (403, "role-missing")


@pytest.mark.django_db(transaction=True)
def test_whoever_answers_hears_what_happens_to_persons(outsider_s: Program, ada: Agent) -> None:
    sofia = adding.add(name="Sofía", by=ada.actor)
    [event] = outsider_s.get("/events", name="person.added").json()["items"]
    assert event["person"] == {"id": str(sofia.pk), "name": "Sofía"}
    assert event["sentence"] == "Ada Fuentes added Sofía."
