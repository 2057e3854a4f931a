"""Lists of persons go by their names in every script, a page at a time."""

import pytest

from recado.desk.people import adding, editing, listing, organising
from recado.desk.people.folding import fold
from recado.desk.people.listing import Filters, Place
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(ada: Agent) -> list[Person]:
    names = ["Óscar", "oliva", "Ñandú", "Ёлка", "Елена", "", "Zoë", ""]
    phones = [("phone", "", f"+5690000{place:04d}") for place in range(len(names))]
    return [adding.add(name=name, addresses=[phone], by=ada.actor) for name, phone in zip(names, phones, strict=True)]


def every(asked: Filters, limit: int) -> list[str]:
    names, after = [], None
    while True:
        page = listing.persons(Person.objects.all(), asked, after=after, limit=limit)
        names += [row.name for row in page.rows]
        after = page.after
        if after is None:
            return names


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 8, 50])
def test_pages_put_together_are_the_whole_and_the_nameless_come_last(crowd: list[Person], limit: int) -> None:
    assert every(Filters(), limit) == ["Ñandú", "oliva", "Óscar", "Zoë", "Елена", "Ёлка", "", ""]


def test_folding_knows_accents_case_spaces_and_cyrillic() -> None:
    assert [fold(name) for name in ("ÓPTICA  Ñandú", "Ёжик Йод", "Straße", "ﬁn")] == [
        "optica nandu",
        "ежик иод",
        "strasse",
        "fin",
    ]


def test_filters_leave_what_was_asked_for(crowd: list[Person], ada: Agent, bruno: Agent) -> None:
    lumen = organising.found(name="Lumen", segment="retail", account_manager=bruno, by=ada.actor)
    editing.edit(crowd[0], organisation=lumen, roles=["business owner"], language="es", by=ada.actor)
    editing.edit(crowd[1], organisation=lumen, properties={"csm": ada.email}, by=ada.actor)
    chosen = [
        Filters(organisation=lumen.pk),
        Filters(role="business owner"),
        Filters(segment="retail"),
        Filters(manager=bruno.pk),
        Filters(manager=ada.pk),
        Filters(language="es"),
        Filters(q="osc"),
        Filters(q="ЁЛК"),
    ]
    assert [every(asked, 50) for asked in chosen] == [
        ["oliva", "Óscar"],
        ["Óscar"],
        ["oliva", "Óscar"],
        ["Óscar"],
        ["oliva"],
        ["Óscar"],
        ["Óscar"],
        ["Ёлка"],
    ]


def test_organisations_are_listed_in_the_same_way(ada: Agent) -> None:
    for name in ("Zeta", "Ábaco", "lumen"):
        organising.found(name=name, by=ada.actor)
    page = listing.organisations(Organisation.objects.all(), Filters(), limit=2)
    assert ([row.name for row in page.rows], page.after) == (["Ábaco", "lumen"], Place("lumen", page.rows[1].pk))
