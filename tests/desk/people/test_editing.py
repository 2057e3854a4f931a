"""What the house knows of a person is changed by hand, told in words, and can be taken back."""

import pytest

from recado.desk.journal import reading as journal
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected
from recado.desk.people import adding, editing, history, organising, reaching, undoing
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lumen(ada: Agent) -> Organisation:
    return organising.found(name="Lumen Óptica", domains=["lumen.example"], by=ada.actor)


@pytest.fixture
def sofia(ada: Agent) -> Person:
    return adding.add(name="Sofía  Ñandú", addresses=[("email", "", "Sofia@Lumen.example")], by=ada.actor)


def said(entry: int | None) -> str:
    event = journal.revive(Entry.objects.get(pk=entry))
    assert event
    return event.sentence(lambda actor: "Ada")


def test_F9_somebody_added_by_hand_belongs_to_the_organisation_of_his_mail(lumen: Organisation, sofia: Person) -> None:
    assert (sofia.name, sofia.sort_name, sofia.organisation) == ("Sofía Ñandú", "sofia nandu", lumen)
    assert [one.value for one in sofia.addresses.all()] == ["sofia@lumen.example"]


def test_a_change_says_what_was_before_and_can_be_taken_back(sofia: Person, ada: Agent) -> None:
    entry = editing.edit(sofia, name="Sofía Ríos", language="pt_BR", properties={"plan": "Gold"}, by=ada.actor)
    assert said(entry) == (
        "Ada changed Sofía Ríos: name: Sofía Ñandú → Sofía Ríos; language: — → pt-BR; plan: — → Gold."
    )
    assert entry
    undoing.undo(entry, by=ada.actor)
    sofia.refresh_from_db()
    assert (sofia.name, sofia.sort_name, sofia.language, sofia.properties) == ("Sofía Ñandú", "sofia nandu", "", {})
    assert list(history.of_person(sofia).order_by("pk").values_list("name", flat=True)) == [
        "person.added",
        "person.edited",
        "person.edited",
    ]


def test_nothing_otherwise_is_no_change(sofia: Person, ada: Agent) -> None:
    assert editing.edit(sofia, name="Sofía Ñandú", by=ada.actor) is None


def test_what_was_changed_again_since_is_not_taken_back(sofia: Person, ada: Agent) -> None:
    entry = editing.edit(sofia, language="es", by=ada.actor)
    editing.edit(sofia, language="en", by=ada.actor)
    with pytest.raises(Objected, match="This was changed again since: language"):
        undoing.undo(entry or 0, by=ada.actor)


def test_a_name_given_by_the_house_stays_whatever_the_provider_says(dmitri: Customer, ada: Agent) -> None:
    dmitri.name = ""
    dmitri.posts({**_text(dmitri), "id": "wamid.n1"})
    person = Person.objects.get()
    editing.edit(person, name="Don Dmitri", by=ada.actor)
    dmitri.name = "dima 🚀"
    dmitri.posts({**_text(dmitri), "id": "wamid.n2"})
    person.refresh_from_db()
    assert (person.name, person.named_by) == ("Don Dmitri", ada.actor)


def _text(dmitri: Customer) -> dict[str, object]:
    from tests import makers

    return makers.text("Hola", sender=dmitri.phone)


def test_F9_the_property_csm_is_the_e_mail_of_somebody_who_works_here(sofia: Person, ada: Agent) -> None:
    editing.edit(sofia, properties={"csm": "ADA@hilandera.example"}, by=ada.actor)
    sofia.refresh_from_db()
    assert sofia.properties == {"csm": "ada@hilandera.example"}
    with pytest.raises(Objected, match="Nobody of the house"):
        editing.edit(sofia, properties={"csm": "nobody@hilandera.example"}, by=ada.actor)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"name": "x" * 201}, "name-too-long"),
        ({"language": "español"}, "language-invalid"),
        ({"properties": {"": "x"}}, "property-invalid"),
        ({"properties": {"x" * 61: "x"}}, "property-invalid"),
        ({"properties": {"x": "x" * 2001}}, "property-invalid"),
        ({"roles": ["x" * 61]}, "role-invalid"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(sofia: Person, ada: Agent, wanted: dict, code: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(Objected) as refused:
        editing.edit(sofia, by=ada.actor, **wanted)
    assert refused.value.objections[0].code == code


def test_properties_bear_any_sign_that_can_be_kept(sofia: Person, ada: Agent) -> None:
    editing.edit(sofia, properties={"a\x00b": "c\x00\ud800d", "plan": "x"}, by=ada.actor)
    editing.edit(sofia, properties={"plan": None}, by=ada.actor)
    sofia.refresh_from_db()
    assert sofia.properties == {"ab": "c?d"}


def test_an_address_of_another_offers_the_merge(sofia: Person, dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Hola")
    with pytest.raises(Objected, match=r"belongs to Dmitri Sokolov\. If both are one person, merge them") as refused:
        reaching.add(sofia, kind="phone", value="+56 9 0000 0047", by=ada.actor)
    assert refused.value.objections[0].missing == (str(dmitri.thread.person_id),)


def test_an_address_comes_goes_and_comes_back(sofia: Person, ada: Agent) -> None:
    added = reaching.add(sofia, kind="phone", value="+56 2 2345 6789", by=ada.actor)
    assert said(added) == "Ada added the address +56223456789 to Sofía Ñandú."
    assert reaching.add(sofia, kind="phone", value="+56223456789", by=ada.actor) is None
    removed = undoing.undo(added or 0, by=ada.actor)
    assert sofia.addresses.count() == 1
    undoing.undo(removed or 0, by=ada.actor)
    assert sorted(one.value for one in sofia.addresses.all()) == ["+56223456789", "sofia@lumen.example"]


def test_an_address_that_messages_came_from_stays(dmitri: Customer, ada: Agent) -> None:
    message = dmitri.writes("Hola")
    assert message.sender
    with pytest.raises(Objected, match="Messages came from"):
        reaching.remove(message.sender, by=ada.actor)


def test_nobody_at_all_is_not_added(ada: Agent) -> None:
    with pytest.raises(Objected, match="needs a name or an address"):
        adding.add(name=" ", by=ada.actor)
