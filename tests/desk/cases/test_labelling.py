"""Labels are put on cases and taken off, and each change can speak."""

import pytest

from recado.desk.cases import labelling
from recado.desk.cases.models import Case, Label
from recado.desk.conversations import naming
from recado.desk.journal import reading
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamp_case(dmitri: Customer, ada: Agent) -> Case:
    dmitri.writes("¿Llegó mi lámpara?")
    return dmitri.case


@pytest.fixture
def billing() -> Label:
    return makers.label("Billing")


@pytest.fixture
def urgent() -> Label:
    return makers.label("urgent", tint=2)


def _carried(case: Case) -> list[str]:
    return [one.name for one in labelling.labels_of([case]).get(case.pk, [])]


def _said() -> list[str]:
    told = Entry.objects.filter(name__in=("case.labelled", "case.unlabelled")).order_by("pk")
    events = [event for entry in told if (event := reading.revive(entry))]
    return [event.said(naming.names([])) for event in events]


def test_the_whole_list_is_set_and_only_what_changed_is_told(
    lamp_case: Case, ada: Agent, billing: Label, urgent: Label
) -> None:
    labelling.label(lamp_case, [urgent], by=ada.actor)
    labelling.label(lamp_case, [billing, urgent], by=ada.actor)
    assert _carried(lamp_case) == ["Billing", "urgent"]
    labelling.label(lamp_case, [billing], by=ada.actor)
    assert _carried(lamp_case) == ["Billing"]
    assert _said() == [
        "Ada Fuentes added the label urgent.",
        "Ada Fuentes added the label Billing.",
        "Ada Fuentes removed the label urgent.",
    ]


def test_added_twice_is_added_once_and_what_is_not_there_cannot_be_missed(
    lamp_case: Case, ada: Agent, bruno: Agent, billing: Label, urgent: Label
) -> None:
    labelling.add(lamp_case, billing, by=ada.actor)
    labelling.add(lamp_case, billing, by=bruno.actor)
    labelling.remove(lamp_case, urgent, by=bruno.actor)
    assert (_carried(lamp_case), len(_said())) == (["Billing"], 1)
    labelling.remove(lamp_case, billing, by=bruno.actor)
    assert (_carried(lamp_case), len(_said())) == ([], 2)


def test_a_retired_label_stays_where_it_is_and_is_put_on_no_other_case(
    lamp_case: Case, valeria: Customer, ada: Agent, billing: Label, urgent: Label
) -> None:
    labelling.add(lamp_case, billing, by=ada.actor)
    Label.objects.filter(pk=billing.pk).update(retired_at=lamp_case.opened_at)
    billing.refresh_from_db()
    labelling.label(lamp_case, [billing, urgent], by=ada.actor)
    assert _carried(lamp_case) == ["Billing", "urgent"]
    valeria.writes("Hola")
    with pytest.raises(Objected) as refused:
        labelling.add(valeria.case, billing, by=ada.actor)
    assert [objection.code for objection in refused.value.objections] == ["label-retired"]
    assert [one.name for one in labelling.choosable()] == ["urgent"]


def test_labels_of_many_cases_are_one_statement(
    lamp_case: Case, valeria: Customer, ada: Agent, billing: Label, urgent: Label, django_assert_num_queries: object
) -> None:
    valeria.writes("Hola")
    labelling.label(lamp_case, [billing, urgent], by=ada.actor)
    labelling.add(valeria.case, urgent, by=ada.actor)
    cases = list(Case.objects.order_by("pk"))
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = labelling.labels_of(cases)
    assert found == {lamp_case.pk: [billing, urgent], valeria.case.pk: [urgent]}
