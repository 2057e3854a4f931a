"""Where the provider says that two senders are one, their threads join by themselves, with the reason (WA12, N1)."""

import pytest

from recado.desk.cases.models import Case
from recado.desk.conversations.models import Message, Thread
from recado.desk.journal import reading as journal
from recado.desk.journal.models import Entry
from recado.desk.people.models import Address, Person
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def writes(dmitri: Customer, words: str, *, phone: str = "", bsuid: str = "") -> None:
    said = makers.text(words, sender=phone)
    sender = {"from": phone} if phone else {}
    said = {**{k: v for k, v in said.items() if k != "from"}, **sender, **({"from_user_id": bsuid} if bsuid else {})}
    contact = {"profile": {"name": dmitri.name}, **({"wa_id": phone} if phone else {}), "user_id": bsuid}
    dmitri.posts(said, contacts=[contact])


def test_WA12_an_id_and_a_number_that_turn_out_to_be_one_go_on_in_one_thread(dmitri: Customer) -> None:
    writes(dmitri, "Soy yo, sin número", bsuid="CL.1349")
    writes(dmitri, "Soy yo, con número", phone=dmitri.phone)
    assert Thread.objects.count() == 2
    writes(dmitri, "Y ahora con los dos", phone=dmitri.phone, bsuid="CL.1349")
    survivor = Address.objects.get(kind="phone").person
    thread = Thread.objects.get(person=survivor)
    assert Message.objects.filter(thread=thread).count() == 3
    assert Person.objects.exclude(pk=survivor.pk).get().merged_into == survivor
    assert sorted(Case.objects.values_list("person", "receives")) == [(survivor.pk, False), (survivor.pk, True)]
    [told] = Entry.objects.filter(name="person.merged")
    event = journal.revive(told)
    assert event
    assert event.sentence(lambda _: "Recado") == (
        "Dmitri Sokolov and Dmitri Sokolov are one person: the provider named both addresses for one sender."
    )


def test_who_keeps_another_address_stays_himself(dmitri: Customer) -> None:
    writes(dmitri, "Con el primero", phone="56900000047", bsuid="CL.1349")
    writes(dmitri, "Otro número", phone="56900000049")
    writes(dmitri, "El otro número con mi id", phone="56900000049", bsuid="CL.1349")
    assert Person.objects.filter(merged_into=None).count() == 2
