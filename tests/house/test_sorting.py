"""A batch that fails is halved until the guilty fact stands alone; everything else is filed."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import OperationalError, connection

from recado.desk.cases import filing
from recado.desk.cases.models import Filing
from recado.desk.channels.models import Delivery, Fault
from recado.desk.conversations.models import Message
from recado.desk.staff.models import Agent
from recado.house import sorting
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db

GUILTY = "the guilty one"


@pytest.fixture
def trap(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Let something happen whenever the guilty word is filed."""

    def trap(spring: Callable[[], None]) -> None:
        file = filing.file

        def trapped(stored: Sequence[Any], **more: Any) -> None:
            if any(one.arrival.fact.text == GUILTY for one in stored):
                spring()
            file(stored, **more)

        monkeypatch.setattr(filing, "file", trapped)

    return trap


def divide() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")


def break_a_bond() -> None:
    """PostgreSQL looks at foreign keys only when a transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO cases_filing (message_id, case_id) VALUES (-1, -1)")


def sort_all() -> None:
    """A sorter takes half of the lanes by chance, so one turn may pass some over."""
    while sorting.sort():
        pass


def lose() -> None:
    raise OperationalError("server closed the connection unexpectedly")


def knocks(dmitri: Customer, count: int = 100, guilty: int = 57) -> None:
    """So many customers write, each in a delivery of his own; one of them with a second word that cannot be filed."""
    for place in range(count):
        words = [makers.text(f"Hola {place}", sender=f"5691{place:07d}")]
        words += [makers.text(GUILTY, sender=f"5691{place:07d}")] if place == guilty else []
        makers.deliver(dmitri.channel, makers.body(*words, name=f"Cliente {place}"))


def test_N2_one_guilty_fact_among_a_hundred_stands_alone(
    dmitri: Customer, ada: Agent, trap: Callable[..., None]
) -> None:
    trap(divide)
    knocks(dmitri)
    sort_all()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"read", "quarantined"}
    fault = Fault.objects.get()
    assert (fault.place, "division by zero" in fault.why) == (1, True)
    texts = set(Message.objects.values_list("text", flat=True))
    assert texts == {f"Hola {place}" for place in range(100)}
    assert Filing.objects.count() == 100


def test_N2_the_guilty_fact_is_filed_once_it_is_understood(
    dmitri: Customer, ada: Agent, trap: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from recado.desk.channels import replaying

    trap(divide)
    knocks(dmitri, 3, 1)
    sorting.sort()
    monkeypatch.undo()
    assert replaying.replay(quarantined=True) == 1
    sorting.sort()
    assert Message.objects.get(text=GUILTY).filing.case == Message.objects.get(text="Hola 1").filing.case
    assert (Message.objects.count(), Fault.objects.count()) == (4, 0)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"read"}


@pytest.mark.parametrize("losses", [1, 2, 3])
def test_N2_a_database_that_goes_away_in_between_loses_and_quarantines_nothing(
    dmitri: Customer, ada: Agent, trap: Callable[..., None], losses: int
) -> None:
    left = [divide] + [lose] * losses

    def spring() -> None:
        if left:
            left.pop(0)()

    trap(spring)
    knocks(dmitri, 10, 4)
    for _ in range(losses):
        with pytest.raises(OperationalError):
            sort_all()
    sort_all()
    assert not Fault.objects.exists()
    assert Message.objects.count() == Filing.objects.count() == 11
    assert set(Delivery.objects.values_list("state", flat=True)) == {"read"}


def test_a_word_that_the_database_refuses_for_ever_stops_nobody(dmitri: Customer, ada: Agent) -> None:
    """PostgreSQL files "too long for an index" under operational errors; waiting does not make it shorter."""
    import random
    import string

    endless = "".join(random.Random(1).choices(string.ascii_letters, k=20_000))
    for said in (makers.text("uno"), makers.text(GUILTY, id_=endless), makers.text("dos")):
        makers.deliver(dmitri.channel, makers.body(said))
    sort_all()
    assert sorted(Message.objects.values_list("text", flat=True)) == ["dos", "uno"]
    assert Delivery.objects.filter(state="quarantined").count() == 1


@pytest.mark.django_db(transaction=True)
def test_N2_what_only_the_commit_refuses_is_found_and_put_aside(
    dmitri: Customer, ada: Agent, trap: Callable[..., None]
) -> None:
    trap(break_a_bond)
    knocks(dmitri, 4, 2)
    sort_all()
    assert (Message.objects.count(), Fault.objects.get().place) == (4, 1)
    assert Delivery.objects.filter(state="pending").count() == 0


def test_a_batch_holds_no_more_bytes_than_memory_does_and_keeps_its_order() -> None:
    big = sorting.MOST_BYTES // 2
    assert sorting._bounded([(1, big), (2, big), (3, 1), (4, 1)]) == [1, 2]
    assert sorting._bounded([(1, big * 3), (2, 1)]) == [1]
