"""What is looked at again and again goes on, whatever befalls one look."""

import pytest
from django.db import connection

from recado.desk.conversations import replying
from recado.desk.conversations.models import DeliveryRung, Message, Parked
from recado.desk.staff.models import Agent
from recado.house import road, ticking
from recado.house.ticking import Round
from tests import makers
from tests.cast import Customer


@pytest.fixture
def early(dmitri: Customer, ada: Agent) -> Message:
    """An answer whose receipt came before the provider had told its id."""
    dmitri.writes("Hola")
    [answer] = replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    dmitri.posts(statuses=(makers.status("wamid.answer", "delivered"),))
    Message.objects.filter(pk=answer.pk).update(rung=DeliveryRung.ACCEPTED, provider_id="wamid.answer")
    return answer


@pytest.mark.django_db(transaction=True)
def test_WA6_what_was_parked_is_applied_by_the_sweep(early: Message) -> None:
    assert road.sweep() == 1
    early.refresh_from_db()
    assert (early.rung, Parked.objects.count()) == (DeliveryRung.DELIVERED, 0)


@pytest.mark.django_db(transaction=True)
def test_WA6_a_sweep_that_is_cut_off_loses_nothing(early: Message, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(road, "tell", cut)
        with pytest.raises(KeyboardInterrupt):
            road.sweep()
    assert Parked.objects.count() == 1
    assert road.sweep() == 1


@pytest.mark.django_db(transaction=True)
def test_after_the_database_was_away_the_next_look_finds_it_again(ada: Agent) -> None:
    looks: list[int] = []

    def look() -> None:
        looks.append(Message.objects.count())

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()
    for _ in range(2):
        ticking._do(Round("a look", 1, look))
    assert looks == [0]
