"""Labels are named, and each change can be undone as long as nothing stands on it (N1)."""

import pytest

from recado.desk.cases import labelling, naming_labels
from recado.desk.cases.models import Label
from recado.desk.cases.naming_labels import LabelCard
from recado.desk.conversations import naming
from recado.desk.journal import reading
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected
from recado.desk.rules import amending
from recado.desk.rules.models import Revision
from recado.desk.staff.models import Agent
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def billing(ada: Agent) -> Label:
    return naming_labels.add("  Billing ", 3, by=ada.actor)


def newest() -> Revision:
    return Revision.objects.latest("pk")


def sentence() -> str:
    entry = Entry.objects.latest("pk")
    event = reading.revive(entry)
    assert event
    return event.sentence(naming.names([entry.actor]))


def test_a_label_is_added_and_tells_of_it(billing: Label) -> None:
    assert (billing.name, billing.tint, sentence()) == ("Billing", 3, "Ada Fuentes added the label Billing.")


def test_n1_a_change_says_from_what_to_what_and_can_be_undone(billing: Label, ada: Agent) -> None:
    naming_labels.rename(billing, "Invoices", by=ada.actor)
    assert sentence() == "Ada Fuentes changed Invoices: name: Billing → Invoices."
    amending.undo(newest(), LabelCard, by=ada.actor)
    billing.refresh_from_db()
    assert billing.name == "Billing"


def test_what_stands_below_a_newer_change_is_not_undone(billing: Label, ada: Agent) -> None:
    naming_labels.rename(billing, "Invoices", by=ada.actor)
    first = newest()
    naming_labels.retire(billing, by=ada.actor)
    with pytest.raises(Objected, match="Undo that first"):
        amending.undo(first, LabelCard, by=ada.actor)


def test_a_label_changed_in_another_way_is_not_undone_over_it(billing: Label, ada: Agent) -> None:
    naming_labels.tint(billing, 5, by=ada.actor)
    Label.objects.filter(pk=billing.pk).update(tint=6)
    with pytest.raises(Objected, match="another place"):
        amending.undo(newest(), LabelCard, by=ada.actor)


def test_an_unused_label_can_be_taken_back_and_a_used_one_cannot(billing: Label, dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("¿Llegó mi lámpara?")
    labelling.add(dmitri.case, billing, by=ada.actor)
    with pytest.raises(Objected, match="Retire it"):
        amending.undo(newest(), LabelCard, by=ada.actor)
    labelling.remove(dmitri.case, billing, by=ada.actor)
    amending.undo(newest(), LabelCard, by=ada.actor)
    assert not Label.objects.exists()


def test_a_retired_label_is_offered_no_more_until_it_is_restored(billing: Label, ada: Agent) -> None:
    naming_labels.retire(billing, by=ada.actor)
    assert labelling.choosable() == []
    naming_labels.restore(billing, by=ada.actor)
    assert labelling.choosable() == [billing]


@pytest.mark.parametrize(
    ("name", "why"), [(" ", "needs a name"), ("billing", "already"), ("x" * 41, "at most 40 letters")]
)
def test_a_name_is_refused_in_words(name: str, why: str, billing: Label, ada: Agent) -> None:
    with pytest.raises(Objected, match=why):
        naming_labels.add(name, by=ada.actor)
