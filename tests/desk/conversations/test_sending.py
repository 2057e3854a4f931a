"""What the house writes leaves once, in order and within the provider's limits, or says why not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from recado.desk.channels import listing
from recado.desk.channels.models import Channel, Template
from recado.desk.conversations import replying, retrying, sending
from recado.desk.conversations.models import DeliveryRung, Message, Thread
from recado.desk.conversations.permitting import Wanted
from recado.desk.core import sealing
from recado.desk.core.time import now
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent, Team
from recado.twins.whatsapp import Twin, running
from tests import makers
from tests.cast import Customer
from tests.desk.conversations.twins import number_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin() -> Iterator[Twin]:
    with running(kind=True, pace=0.05, minute=0.02) as twin:
        yield twin


@pytest.fixture
def ventas(support: Team, twin: Twin) -> Channel:
    """The house's number at the twin."""
    return number_at(twin, support)


@pytest.fixture
def thread(dmitri: Customer, ada: Agent, twin: Twin, ventas: Channel) -> Thread:
    """Dmitri wrote, here and at the twin."""
    twin.customer("+56900000047", name="Dmitri Sokolov").writes("Hola")
    dmitri.posts(makers.text("Hola"), number_id=ventas.number_id)
    return dmitri.thread


def _written(thread: Thread, by: Agent, **said: Any) -> Message:
    [message] = replying.reply(thread, by=by.actor, **said)
    return message


def _sent(message: Message) -> Message:
    sending.send(message.pk)
    message.refresh_from_db()
    return message


def test_an_answer_leaves_with_our_reference_and_is_accepted(thread: Thread, ada: Agent, twin: Twin) -> None:
    message = _sent(_written(thread, ada, text="Ya lo miro"))
    assert message.rung in (DeliveryRung.ACCEPTED, DeliveryRung.SENT)
    assert message.provider_id
    assert [one.text for one in twin.customer("+56900000047").awaits()] == ["Ya lo miro"]


def test_WA21_the_same_click_twice_is_one_message(thread: Thread, ada: Agent) -> None:
    first = _written(thread, ada, text="Ya lo miro", client_id="a click")
    second = _written(thread, ada, text="Ya lo miro", client_id="a click")
    assert first == second
    assert Message.objects.filter(direction="out").count() == 1


def test_sending_twice_is_once_and_a_crash_in_between_is_shown(thread: Thread, ada: Agent, twin: Twin) -> None:
    message = _sent(_written(thread, ada, text="uno"))
    _sent(message)
    Message.objects.filter(pk=message.pk).update(rung=DeliveryRung.SENDING)
    assert _sent(message).rung == DeliveryRung.UNKNOWN
    assert len(twin.customer("+56900000047").awaits()) == 1


def test_WA27_outside_the_window_nothing_but_a_template_leaves_whoever_writes(
    thread: Thread, ada: Agent, twin: Twin
) -> None:
    Thread.objects.update(last_inbound_at=now() - timedelta(hours=25))
    with pytest.raises(Objected) as refused:
        _written(thread, ada, text="Hola de nuevo")
    assert [objection.code for objection in refused.value.objections] == ["window-closed"]
    assert not twin.customer("+56900000047").inbox


def test_F5_an_answer_that_waited_past_the_window_fails_and_says_so(thread: Thread, ada: Agent) -> None:
    message = _written(thread, ada, text="Hola de nuevo")
    Thread.objects.update(last_inbound_at=now() - timedelta(hours=25))
    assert _sent(message).failure == {"code": "window-closed", "detail": ""}


def test_a_template_leaves_outside_with_its_values_counted(thread: Thread, ada: Agent, ventas: Channel) -> None:
    Thread.objects.update(last_inbound_at=now() - timedelta(hours=25))
    common = {"channel": ventas, "state": "APPROVED", "body": "Hola {{1}}, su caso {{2}}", "listed_at": now()}
    Template.objects.create(name="aviso", language="es", placeholders=2, **common)
    with pytest.raises(Objected) as refused:
        _written(thread, ada, template=Wanted("aviso", "es", ("Dmitri",)))
    assert "needs 2 values and got 1" in str(refused.value)
    assert _written(thread, ada, template=Wanted("aviso", "es", ("Dmitri", "12"))).text == "Hola Dmitri, su caso 12"


def test_each_value_of_a_template_goes_to_its_own_place(
    thread: Thread, ada: Agent, ventas: Channel, twin: Twin
) -> None:
    parts = [
        {"type": "HEADER", "format": "TEXT", "text": "Caso {{1}}"},
        {"type": "BODY", "text": "Hola {{1}}, ya está {{2}}"},
    ]
    twin.adds_template("listo", "es", "", components=parts)
    listing.list_templates(ventas)
    message = _sent(_written(thread, ada, template=Wanted("listo", "es", ("12", "Dmitri", "su lámpara"))))
    assert (message.text, message.failure) == ("Hola Dmitri, ya está su lámpara", None)
    [received] = twin.customer("+56900000047").awaits()
    laid = [(part["type"], [one["text"] for one in part["parameters"]]) for part in received.content["components"]]
    assert laid == [("header", ["12"]), ("body", ["Dmitri", "su lámpara"])]


def test_WA8_a_failed_message_truly_leaves_again(thread: Thread, ada: Agent, twin: Twin) -> None:
    message = _sent(_written(thread, ada, text="uno"))
    Message.objects.filter(pk=message.pk).update(rung=DeliveryRung.FAILED)
    retrying.retry(message, by=ada.actor)
    assert _sent(message).rung != DeliveryRung.FAILED
    assert len(twin.customer("+56900000047").awaits(2)) == 2


def test_more_than_the_provider_allows_to_one_person_waits_its_turn(thread: Thread, ada: Agent) -> None:
    Thread.objects.update(paced_to=now() + timedelta(minutes=10))
    message = _written(thread, ada, text="uno")
    with pytest.raises(sending.Later) as later:
        sending.send(message.pk)
    assert later.value.at > now()
    message.refresh_from_db()
    assert message.rung == DeliveryRung.QUEUED


def test_a_token_that_expired_stops_the_channel_and_says_so(thread: Thread, ada: Agent, ventas: Channel) -> None:
    from django.conf import settings as house

    ventas.secrets = sealing.seal({"access_token": "an old one", "app_secret": "x"}, house.SECRET_KEY)
    ventas.save()
    message = _sent(_written(thread, ada, text="uno"))
    ventas.refresh_from_db()
    assert (message.rung, ventas.state) == ("failed", "stopped")
    assert "190" in ventas.state_reason


def test_a_receipt_that_overtakes_an_error_wins_and_nothing_leaves_twice(
    thread: Thread, ada: Agent, twin: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The provider took it, told so, and then answered that it could not."""
    from recado.desk.channels import registry
    from recado.desk.channels.port import Unreachable

    message = _written(thread, ada, text="uno")

    def takes_and_fails(*_: object) -> None:
        Message.objects.filter(pk=message.pk).update(rung=DeliveryRung.SENT, provider_id="wamid.taken")
        raise Unreachable("500")

    monkeypatch.setattr(type(registry.adapter("whatsapp")), "send", takes_and_fails)
    assert _sent(message).rung == DeliveryRung.SENT
    assert _sent(message).provider_id == "wamid.taken"


@pytest.mark.django_db(transaction=True)
def test_WA21_two_clicks_at_once_are_one_message_and_one_note(thread: Thread, ada: Agent) -> None:
    import threading

    from django.db import connection

    case = thread.case_set.get().pk

    def click() -> None:
        replying.reply(thread, by=ada.actor, text="Ya lo miro", client_id="a click")
        replying.note(thread, case=case, by=ada.actor, text="Es el de la lámpara", client_id="another")
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(6)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(20)
    assert sorted(Message.objects.exclude(direction="in").values_list("direction", flat=True)) == ["note", "out"]


def test_WA22_text_and_files_leave_one_after_the_other_in_their_order(thread: Thread, ada: Agent) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    written = [_written(thread, ada, text=str(place)) for place in range(3)]
    jobs = ProcrastinateJob.objects.filter(task_name="conversations.send").order_by("pk")
    assert [job.args["message"] for job in jobs] == [message.pk for message in written]
    assert {job.lock for job in jobs} == {f"thread:{thread.pk}"}
