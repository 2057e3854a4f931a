"""Two persons turn out to be one: all that is theirs comes together, and comes apart again as it was."""

import threading
import time

import pytest
from django.db import connection, transaction

from recado.desk.cases import access, resolving, weighing
from recado.desk.cases.models import Case, Filing
from recado.desk.channels.models import Channel
from recado.desk.conversations import replying
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.time import now
from recado.desk.journal.telling import Objected
from recado.desk.people import adding, editing, listing, meeting, merging, organising, uniting
from recado.desk.people.listing import Filters
from recado.desk.people.meeting import Key, Party
from recado.desk.people.models import Address, Merge, Organisation, Person
from recado.desk.staff.models import Agent
from recado.house import sorting
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def of(customer: Customer) -> Person:
    return Address.objects.get(value=f"+{customer.phone}").person


def picture() -> list[object]:
    """All that a merge may touch, but for times of writing."""
    return [
        sorted(Address.objects.values_list("value", "person")),
        sorted(Thread.objects.values_list("pk", "person", "phone", "last_inbound_at", "last_message_at")),
        sorted(Message.objects.values_list("pk", "thread")),
        sorted(Case.objects.values_list("pk", "person", "thread", "receives")),
        sorted(Filing.objects.values_list("message", "case")),
        sorted(Person.objects.values_list("pk", "name", "language", "merged_into")),
        [(one.pk, one.properties, one.roles) for one in Person.objects.order_by("pk")],
    ]


@pytest.fixture
def both(dmitri: Customer, valeria: Customer, ada: Agent) -> tuple[Person, Person]:
    """Dmitri and Valeria have both written on the same number."""
    valeria.writes("Hola, soy Valeria")
    dmitri.writes("Hola, soy Dmitri")
    replying.reply(dmitri.thread, by=ada.actor, text="Hola")
    valeria.writes("¿Y mi lámpara?")
    return of(dmitri), of(valeria)


def test_threads_on_one_channel_become_one_in_the_order_of_time(both: tuple[Person, Person], ada: Agent) -> None:
    gone, into = both
    merge = merging.merge(gone, into, by=ada.actor)
    [thread] = Thread.objects.filter(person=into)
    said = Message.objects.filter(thread=thread).order_by("at", "pk").values_list("text", flat=True)
    assert sorted(said) == ["Hola", "Hola, soy Dmitri", "Hola, soy Valeria", "¿Y mi lámpara?"]
    assert [(case.person, case.thread, case.receives) for case in Case.objects.order_by("pk")] == [
        (into, thread, True),
        (into, thread, False),
    ]
    assert Filing.objects.values("case").distinct().count() == 2
    assert (merge.gone, merge.into, access.fetch_person(ada, gone.pk)) == (gone.pk, into.pk, into)


def test_undoing_brings_back_exactly_what_was(both: tuple[Person, Person], ada: Agent) -> None:
    gone, into = both
    editing.edit(gone, properties={"plan": "Gold", "rut": "7"}, roles=["titular"], language="ru", by=ada.actor)
    editing.edit(into, properties={"plan": "Basic"}, by=ada.actor)
    before = picture()
    merge = merging.merge(gone, into, by=ada.actor)
    assert picture() != before
    merging.undo(merge, by=ada.actor)
    merging.undo(merge, by=ada.actor)
    assert picture() == before


def test_what_came_since_stays_with_the_survivor(both: tuple[Person, Person], dmitri: Customer, ada: Agent) -> None:
    gone, into = both
    merge = merging.merge(gone, into, by=ada.actor)
    later = dmitri.writes("Soy yo otra vez")
    assert (later.thread.person, Case.objects.filter(person=gone).count()) == (into, 0)
    merging.undo(merge, by=ada.actor)
    later.refresh_from_db()
    again = dmitri.writes("¿Sigo aquí?")
    assert (later.thread.person, again.thread.person) == (into, gone)


def test_an_open_case_goes_on_receiving_where_the_survivors_is_resolved(
    both: tuple[Person, Person], valeria: Customer, dmitri: Customer, ada: Agent
) -> None:
    gone, into = both
    ended, going = (Case.objects.get(person=person) for person in (into, gone))
    resolving.resolve(ended, by=ada.actor, reason="Answered")
    before = picture()
    merge = merging.merge(gone, into, by=ada.actor)
    assert list(Case.objects.filter(receives=True)) == [going]
    merging.undo(merge, by=ada.actor)
    assert picture() == before


def test_a_thread_on_a_channel_of_its_own_just_changes_its_person(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Hola")
    sofia = adding.add(name="Sofía", by=ada.actor)
    before = picture()
    merge = merging.merge(of(dmitri), sofia, by=ada.actor)
    assert (Thread.objects.get().person, Case.objects.get().person) == (sofia, sofia)
    merging.undo(merge, by=ada.actor)
    assert picture() == before


def test_the_preview_says_who_wins_and_how_much_goes_over(both: tuple[Person, Person], ada: Agent) -> None:
    gone, into = both
    editing.edit(gone, properties={"plan": "Gold", "rut": "7"}, language="ru", by=ada.actor)
    editing.edit(into, properties={"plan": "Basic"}, by=ada.actor)
    seen = merging.preview(Person.objects.get(pk=gone.pk), Person.objects.get(pk=into.pk))
    assert [one.value for one in seen.addresses] == ["+56900000047"]
    assert (seen.name, seen.gained) == ("Valeria Montt", {"language": "ru", "rut": "7"})
    assert [(one.field, one.stays, one.lost) for one in seen.clashes] == [
        ("name", "Valeria Montt", "Dmitri Sokolov"),
        ("plan", "Basic", "Gold"),
    ]
    assert weighing.weigh(gone, into) == weighing.Goes(1, 2, 1, 1, ("Ventas",))


def test_twice_the_same_and_the_other_way_round_are_one_merge(both: tuple[Person, Person], ada: Agent) -> None:
    gone, into = both
    first = merging.merge(gone, into, by=ada.actor)
    assert merging.merge(gone, into, by=ada.actor) == merging.merge(into, gone, by=ada.actor) == first
    with pytest.raises(Objected, match="one already"):
        merging.merge(gone, gone, by=ada.actor)


def test_merges_in_a_row_are_flat_and_are_undone_from_the_last(both: tuple[Person, Person], ada: Agent) -> None:
    gone, into = both
    sofia = adding.add(name="Sofía", by=ada.actor)
    first = merging.merge(gone, into, by=ada.actor)
    second = merging.merge(into, sofia, by=ada.actor)
    assert [access.fetch_person(ada, one.pk) for one in (gone, into, sofia)] == [sofia] * 3
    assert [row.name for row in listing.persons(Person.objects.all(), Filters()).rows] == ["Sofía"]
    with pytest.raises(Objected, match="was merged into Sofía since: undo that merge first"):
        merging.undo(first, by=ada.actor)
    merging.undo(second, by=ada.actor)
    assert [access.fetch_person(ada, one.pk) for one in (gone, into)] == [into, into]
    merging.undo(first, by=ada.actor)
    assert access.fetch_person(ada, gone.pk) == gone


def test_to_merge_into_a_merged_one_is_to_merge_into_its_survivor(both: tuple[Person, Person], ada: Agent) -> None:
    gone, into = both
    sofia = adding.add(name="Sofía", by=ada.actor)
    merging.merge(gone, into, by=ada.actor)
    assert merging.merge(sofia, gone, by=ada.actor).into == into.pk


def test_N1_each_case_says_why_it_is_another_persons(both: tuple[Person, Person], ada: Agent) -> None:
    from recado.desk.cases import timeline

    gone, into = both
    case = Case.objects.get(person=gone)
    merging.merge(gone, into, by=ada.actor)
    case.refresh_from_db()
    told = [moment.event.sentence(lambda _: "Ada") for moment in timeline.timeline(case) if moment.event]
    assert told[-1] == (
        "The case is Valeria Montt's now: Dmitri Sokolov is the same person. Another case takes the new messages."
    )


def test_organisations_merge_and_part_in_the_same_way(ada: Agent, carla: Agent) -> None:
    into = organising.found(name="Lumen Óptica", domains=["lumen.example"], by=ada.actor)
    gone = organising.found(name="Lumen SpA", domains=["lumen.cl"], segment="retail", by=ada.actor)
    organising.edit(gone, account_manager=carla, properties={"rut": "76"}, by=ada.actor)
    sofia = adding.add(name="Sofía", organisation=gone, by=ada.actor)
    merge = merging.merge_organisations(gone, into, by=ada.actor)
    into.refresh_from_db()
    sofia.refresh_from_db()
    assert (sofia.organisation, into.segment, into.account_manager, into.properties) == (
        into, "retail", carla, {"rut": "76"},
    )  # fmt: skip
    assert access.fetch_organisation(ada, gone.pk) == into
    later = adding.add(addresses=[("email", "", "x@lumen.cl")], by=ada.actor)
    merging.undo(merge, by=ada.actor)
    sofia.refresh_from_db()
    assert (sofia.organisation, Person.objects.get(pk=later.pk).organisation) == (gone, into)
    into = Organisation.objects.get(pk=into.pk)
    assert (into.segment, into.account_manager, into.properties) == ("", None, {})
    assert sorted(gone.domains.values_list("value", flat=True)) == ["lumen.cl"]


@pytest.mark.django_db(transaction=True)
def test_both_ways_and_a_circle_at_the_same_time_leave_one_survivor(ada: Agent) -> None:
    people = [adding.add(name=name, by=ada.actor) for name in ("A", "B", "C")]
    wrong: list[BaseException] = []

    def work(gone: Person, into: Person) -> None:
        try:
            merging.merge(gone, into, by=ada.actor)
        except BaseException as why:
            wrong.append(why)
        finally:
            connection.close()

    ways = [(0, 1), (1, 0), (0, 1), (1, 2), (2, 0), (2, 1)]
    workers = [threading.Thread(target=work, args=(people[one], people[other])) for one, other in ways]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    [survivor] = Person.objects.filter(merged_into=None)
    assert (wrong, Person.objects.filter(merged_into=survivor).count(), Merge.objects.count()) == ([], 2, 2)


@pytest.mark.django_db(transaction=True)
def test_WA14_messages_that_come_during_a_merge_land_with_the_survivor(
    ventas: Channel, dmitri: Customer, valeria: Customer, ada: Agent
) -> None:
    dmitri.writes("Hola")
    valeria.writes("Hola")
    gone, into = of(dmitri), of(valeria)

    def write() -> None:
        try:
            for _ in range(5):
                dmitri.writes("¿Hola?")
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    merging.merge(gone, into, by=ada.actor)
    writer.join(30)
    lost = Thread.objects.filter(person=gone).values("pk")
    assert Message.objects.filter(thread__in=lost).count() == 0
    assert Message.objects.filter(thread__person=into).count() == 7
    assert Case.objects.filter(person=gone).count() == 0


def somebody_waits_for_a_row() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute("""
            SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
            WHERE NOT granted AND locktype IN ('tuple', 'transactionid') AND datname = current_database()
        """)
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_road_that_joins_two_yields_to_a_merge_by_hand_and_comes_again(ada: Agent) -> None:
    """Who merges by hand holds the turn and waits for the road's addresses: the road must not wait for the turn."""
    keys: tuple[Key, Key] = (("phone", "", "+56900000047"), ("bsuid", "2001", "CL.1349"))
    first, second = (
        adding.add(name=kind, addresses=[(kind, realm, value)], by=ada.actor) for kind, realm, value in keys
    )
    third = adding.add(name="Valeria", by=ada.actor)
    wrong: list[BaseException] = []

    def by_hand() -> None:
        try:
            merging.merge(second, third, by=ada.actor)
        except BaseException as why:
            wrong.append(why)
        finally:
            connection.close()

    hand = threading.Thread(target=by_hand)
    with transaction.atomic():
        assert meeting.meet([Party(keys[1:])], at=now())[0].person == second.pk
        hand.start()
        end = time.monotonic() + 10
        while not somebody_waits_for_a_row() and time.monotonic() < end:
            time.sleep(0.02)
        with pytest.raises(uniting.OccupiedTurn) as yielded:
            meeting.meet([Party(keys)], at=now())
        transaction.set_rollback(True)
    hand.join(10)
    assert (wrong, sorting._will_pass(yielded.value)) == ([], True)
    with transaction.atomic():
        assert meeting.meet([Party(keys)], at=now())[0].person == first.pk
    assert Person.objects.get(merged_into=None) == first


def test_nobody_parts_a_talk_that_he_does_not_see(both: tuple[Person, Person], ada: Agent) -> None:
    merge = merging.merge(*both, by=ada.actor)
    stranger = makers.agent("Vera Lindt", teams=(makers.team("sales", "Sales"),))
    before = picture()
    with pytest.raises(Objected) as refused:
        merging.undo(merge, by=stranger.actor)
    assert [one.code for one in refused.value.objections] == ["talk-hidden"]
    assert picture() == before
    merging.undo(merge, by=ada.actor)
    assert picture() != before


def test_nobody_joins_talks_that_he_does_not_see(both: tuple[Person, Person], ada: Agent) -> None:
    """Neither one beside his own, which would show it to him, nor two of others, whose words he would mix."""
    stranger = makers.agent("Vera Lindt", teams=(makers.team("sales", "Sales"),))
    with pytest.raises(Objected) as refused:
        weighing.allow(stranger, *both)
    assert [one.code for one in refused.value.objections] == ["talk-hidden"]
    Case.objects.filter(person=both[0]).update(assignee=stranger)
    with pytest.raises(Objected):
        weighing.allow(stranger, *both)
    weighing.allow(ada, *both)
