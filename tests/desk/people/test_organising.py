"""Organisations are founded and changed; a domain is of one of them, and csm names the manager (F9)."""

import pytest

from recado.desk.core.time import now
from recado.desk.journal import reading as journal
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected
from recado.desk.people import adding, editing, history, housing, meeting, organising, reading, undoing
from recado.desk.people.meeting import Party
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent, Role
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def lumen(ada: Agent) -> Organisation:
    return organising.found(name="Lumen Óptica", domains=["@Lumen.example"], by=ada.actor)


def said(entry: int | None) -> str:
    event = journal.revive(Entry.objects.get(pk=entry))
    assert event
    return event.sentence(lambda actor: "Ada")


def test_F9_csm_sets_the_manager_and_says_so(lumen: Organisation, ada: Agent, carla: Agent) -> None:
    entry = organising.edit(lumen, properties={"csm": "Carla@hilandera.example", "rut": "76"}, by=ada.actor)
    lumen.refresh_from_db()
    assert (lumen.account_manager, lumen.properties) == (carla, {"rut": "76"})
    assert said(entry) == (
        "Ada changed Lumen Óptica: account manager: — → Carla Soto; rut: — → 76 (the property csm names the manager)."
    )
    undoing.undo(entry or 0, by=ada.actor)
    lumen.refresh_from_db()
    assert (lumen.account_manager, lumen.properties) == (None, {})


def test_F9_the_persons_own_csm_wins_over_the_organisations(lumen: Organisation, ada: Agent, carla: Agent) -> None:
    organising.edit(lumen, account_manager=carla, by=ada.actor)
    sofia = adding.add(name="Sofía", organisation=lumen, by=ada.actor)
    lumen.refresh_from_db()
    assert reading.account_manager(Person.objects.get(pk=sofia.pk)) == reading.Managed(carla, "organisation")
    editing.edit(sofia, properties={"csm": ada.email}, by=ada.actor)
    assert reading.account_manager(Person.objects.get(pk=sofia.pk)) == reading.Managed(ada, "csm")


def test_who_only_reads_is_no_manager(lumen: Organisation, ada: Agent) -> None:
    viewer = makers.agent("Vera Paz", role=Role.VIEWER)
    with pytest.raises(Objected):
        organising.edit(lumen, account_manager=viewer, by=ada.actor)
    with pytest.raises(Objected):
        organising.edit(lumen, properties={"csm": viewer.email}, by=ada.actor)


def test_a_domain_of_another_is_asked_for_and_both_sides_tell(lumen: Organisation, ada: Agent) -> None:
    with pytest.raises(Objected, match=r"lumen.example \(Lumen Óptica\). Take them over?") as asked:
        organising.found(name="Lumen Chile", domains=["lumen.example"], by=ada.actor)
    assert asked.value.objections[0].missing == ("lumen.example",)
    chile = organising.found(name="Lumen Chile", domains=["lumen.example"], take=True, by=ada.actor)
    assert (housing.domains(chile), housing.domains(lumen)) == (["lumen.example"], [])
    assert history.of_organisation(lumen).filter(name="organisation.edited").count() == 1


def test_who_writes_from_a_domain_belongs_to_its_organisation(lumen: Organisation) -> None:
    [met] = meeting.meet([Party((("email", "", "sofia@lumen.example"),), "Sofía")], at=now())
    assert Person.objects.get(pk=met.person).organisation == lumen


def test_an_organisation_needs_a_name_and_a_known_role(ada: Agent) -> None:
    with pytest.raises(Objected, match="needs a name"):
        organising.found(name=" ", by=ada.actor)
    with pytest.raises(Objected, match="none of: customer, vendor"):
        organising.found(name="Lumen", role="friend", by=ada.actor)
    with pytest.raises(Objected, match="is no domain"):
        organising.found(name="Lumen", domains=["not a domain"], by=ada.actor)
