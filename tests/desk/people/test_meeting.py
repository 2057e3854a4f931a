"""Whoever writes is one person, under all of his addresses, whoever meets him first."""

import threading

import pytest
from django.db import connection, transaction

from recado.desk.core.time import now
from recado.desk.people import meeting
from recado.desk.people.meeting import Key, Met, Party
from recado.desk.people.models import Address, Person

PHONE: Key = ("phone", "", "+56900000047")
OTHER: Key = ("phone", "", "+56900000048")
BSUID: Key = ("bsuid", "2001", "CL.1349")


def meet(*parties: Party) -> list[Met]:
    with transaction.atomic():
        return meeting.meet(parties, at=now())


def owner(key: Key) -> int:
    kind, realm, value = key
    return Address.objects.get(kind=kind, realm=realm, value=value).person_id


@pytest.mark.django_db
def test_the_same_party_twice_is_one_person_and_one_address() -> None:
    [first, second] = meet(Party((PHONE,), "Dmitri"), Party((PHONE,), "Dmitri Sokolov"))
    assert first == second == meet(Party((PHONE,)))[0]
    assert (Person.objects.get().name, Address.objects.count()) == ("Dmitri", 1)


@pytest.mark.django_db
def test_a_realm_keeps_apart_what_looks_alike() -> None:
    meet(Party((BSUID,)), Party((("bsuid", "2002", "CL.1349"),)))
    assert Person.objects.count() == 2


@pytest.mark.django_db
def test_addresses_that_hang_together_over_three_parties_are_one_person() -> None:
    meet(Party((PHONE,)), Party((BSUID, OTHER)), Party((PHONE, BSUID), "Dmitri"))
    assert Person.objects.get().name == "Dmitri"
    assert owner(PHONE) == owner(OTHER) == owner(BSUID)


@pytest.mark.django_db
def test_WA12_an_id_that_turns_out_to_be_a_known_numbers_goes_to_that_person() -> None:
    [by_id] = meet(Party((BSUID,), "dima"))
    [by_phone] = meet(Party((PHONE,), "Dmitri"))
    assert by_id.person != by_phone.person
    [now_both] = meet(Party((PHONE, BSUID)))
    assert now_both.person == by_phone.person == owner(BSUID)
    assert Person.objects.filter(pk=by_id.person).exists()


@pytest.mark.django_db
def test_WA12_a_number_that_comes_later_is_the_known_ids() -> None:
    [by_id] = meet(Party((BSUID,), "dima"))
    [later] = meet(Party((PHONE, BSUID), "Dmitri"))
    assert later.person == by_id.person
    assert (Person.objects.get().name, Address.objects.count()) == ("dima", 2)


@pytest.mark.django_db
def test_a_nameless_person_gets_a_name_and_keeps_it() -> None:
    meet(Party((PHONE,)))
    meet(Party((PHONE,), "Dmitri"))
    meet(Party((PHONE,), "Somebody Else"))
    assert Person.objects.get().name == "Dmitri"


@pytest.mark.django_db(transaction=True)
def test_WA14_the_index_decides_and_the_loser_reads_again() -> None:
    """The loser looked before the winner had committed, so it made a person in vain; nothing of it stays."""
    looked, committed = threading.Event(), threading.Event()
    found: list[Met] = []
    known = meeting._known

    def slow_look(keys: object) -> dict[Key, tuple[int, int]]:
        seen = known(keys)  # type: ignore[arg-type]
        if not looked.is_set():
            looked.set()
            committed.wait(10)
        return seen

    def lose() -> None:
        meeting._known = slow_look  # type: ignore[assignment]
        try:
            found.extend(meet(Party((PHONE, BSUID), "Dmitri")))
        finally:
            connection.close()

    loser = threading.Thread(target=lose)
    loser.start()
    looked.wait(10)
    meeting._known = known
    [winner] = meet(Party((PHONE,), "Dmitri"))
    committed.set()
    loser.join(10)
    assert found == [winner]
    assert Person.objects.get().pk == winner.person == owner(BSUID)


@pytest.mark.django_db(transaction=True)
def test_WA14_eight_workers_with_the_same_hundred_people_make_a_hundred() -> None:
    wrong: list[BaseException] = []

    def work(turn: int) -> None:
        keys: list[Key] = [("phone", "", f"+5690{place:07d}") for place in range(100)]
        try:
            meet(*(Party((key,), "A name") for key in (keys if turn % 2 else reversed(keys))))
        except BaseException as why:
            wrong.append(why)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(turn,)) for turn in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert wrong == []
    assert (Person.objects.count(), Address.objects.count()) == (100, 100)
