"""Who may be there twice is suggested with its reason, until somebody says that they are not the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recado.desk.core.time import now
from recado.desk.journal.models import Entry
from recado.desk.people import adding, editing, merging, organising, suspecting, undoing
from recado.desk.people.models import Address, Person
from recado.desk.staff.models import Agent

pytestmark = pytest.mark.django_db


def person(ada: Agent, name: str, *mails: str) -> Person:
    return adding.add(name=name, addresses=[("email", "", mail) for mail in mails], by=ada.actor)


def told(found: list[suspecting.Suspicion]) -> list[tuple[str, str, str]]:
    return [(one.one.name, one.person.name, one.reason) for one in found]


def test_a_full_name_twice_is_suspicious_and_a_first_name_alone_is_not(ada: Agent) -> None:
    one, other = person(ada, "Sofía Ríos"), person(ada, "SOFIA RIOS")
    person(ada, "Ana")
    person(ada, "Ana")
    assert told(suspecting.duplicates(one)) == [("Sofía Ríos", "SOFIA RIOS", "The same name: SOFIA RIOS.")]
    assert told(suspecting.all_()) == told(suspecting.duplicates(one))
    assert suspecting.duplicates(other)[0].person == one


def test_in_one_organisation_a_first_name_is_enough_and_two_organisations_part_namesakes(ada: Agent) -> None:
    lumen, faro = organising.found(name="Lumen", by=ada.actor), organising.found(name="Faro", by=ada.actor)
    ana, again = (adding.add(name="Ana", organisation=lumen, by=ada.actor) for _ in range(2))
    adding.add(name="Sofía Ríos", organisation=lumen, by=ada.actor)
    sofia = adding.add(name="Sofía Ríos", organisation=faro, by=ada.actor)
    assert told(suspecting.duplicates(ana)) == [("Ana", "Ana", "The same name in the same organisation: Ana.")]
    assert (suspecting.duplicates(again)[0].person, suspecting.duplicates(sofia)) == (ana, [])
    assert told(suspecting.all_()) == told(suspecting.duplicates(ana))


def test_WA13_the_same_phone_in_another_form_is_suspicious(ada: Agent) -> None:
    old, new = person(ada, "Bia"), person(ada, "Beatriz")
    Address.objects.create(kind="phone", value="+551187654321", person=old, met_at=now())
    Address.objects.create(kind="phone", value="+5511987654321", person=new, met_at=now())
    reason = "The same phone number, written in another way: +5511987654321."
    assert told(suspecting.duplicates(old)) == [("Bia", "Beatriz", reason)] == told(suspecting.all_())


def test_the_same_mailbox_with_a_tag_and_an_address_in_a_property_are_suspicious(ada: Agent) -> None:
    one, tagged = person(ada, "A", "sofia@lumen.example"), person(ada, "B", "sofia+shop@lumen.example")
    noted = person(ada, "C")
    editing.edit(noted, properties={"mail": "Sofia@lumen.example"}, by=ada.actor)
    assert told(suspecting.duplicates(one)) == [("A", "B", "The same mailbox: sofia+shop@lumen.example.")]
    assert told(suspecting.duplicates(tagged)) == [("B", "A", "The same mailbox: sofia@lumen.example.")]
    noted.refresh_from_db()
    said = "A property of one names the address of the other: sofia@lumen.example."
    assert told(suspecting.duplicates(noted)) == [("C", "A", said)]
    assert told(suspecting.all_()) == [("B", "A", "The same mailbox: sofia@lumen.example."), ("C", "A", said)]


def test_not_the_same_is_remembered_and_can_be_taken_back(ada: Agent) -> None:
    one, other = person(ada, "Sofía Ríos"), person(ada, "Sofía Ríos")
    entry = suspecting.dismiss(other, one, by=ada.actor)
    assert suspecting.dismiss(one, other, by=ada.actor) is None
    assert (suspecting.duplicates(one), suspecting.all_()) == ([], [])
    undoing.undo(entry or 0, by=ada.actor)
    assert len(suspecting.all_()) == 1


def test_who_was_merged_is_suspected_no_more_and_its_undoing_begins_at_the_event(ada: Agent) -> None:
    one, other = person(ada, "Sofía Ríos"), person(ada, "Sofía Ríos")
    merging.merge(one, other, by=ada.actor)
    assert suspecting.all_() == []
    undoing.undo(Entry.objects.get(name="person.merged").pk, by=ada.actor)
    assert len(suspecting.all_()) == 1


def test_the_list_takes_as_many_statements_for_many_as_for_few(ada: Agent) -> None:
    counts = []
    for many in (2, 12):
        for place in range(many):
            person(ada, f"Sofía {'x' * many}", f"s{place}{many}@lumen.example")
        with CaptureQueriesContext(connection) as queries:
            suspecting.all_()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_organisations_of_one_name_are_suggested(ada: Agent) -> None:
    one = organising.found(name="Lumen Óptica", by=ada.actor)
    other = organising.found(name="LUMEN OPTICA", by=ada.actor)
    assert suspecting.organisations() == [(one, other)] == suspecting.organisations(one)
    assert suspecting.organisations(other) == [(other, one)]
