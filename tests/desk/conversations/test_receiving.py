"""What customers said is kept once, in the thread of the one person who said it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from recado.desk.cases.models import Case
from recado.desk.channels import reasons
from recado.desk.channels.models import Delivery, Fault
from recado.desk.conversations import window
from recado.desk.conversations.models import Attachment, Message, Thread
from recado.desk.core.time import now
from recado.desk.people.models import Address, Person
from recado.desk.staff.models import Agent
from recado.house import sorting
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def _sort_in_parallel(workers: int = 4) -> None:
    """Let so many workers sort at once until nothing waits."""

    def work() -> None:
        while sorting.sort(batch=3) or Delivery.objects.filter(state="pending").exists():
            pass
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)


@pytest.mark.django_db(transaction=True)
def test_WA1_WA3_the_same_message_by_many_workers_at_once_is_one(dmitri: Customer, ada: Agent) -> None:
    said = makers.text("Hola")
    for _ in range(24):
        makers.deliver(dmitri.channel, makers.body(said, name="Dmitri Sokolov"))
    _sort_in_parallel()
    counts = (Message.objects.count(), Thread.objects.count(), Case.objects.count(), Person.objects.count())
    assert counts == (1, 1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_WA2_an_album_of_a_new_person_in_parallel_is_one_thread_in_order(dmitri: Customer, ada: Agent) -> None:
    at = now() - timedelta(minutes=1)
    for place in range(8):
        picture = makers.text("", at=at + timedelta(seconds=place))
        picture |= {"type": "image", "image": {"id": f"77{place}", "mime_type": "image/jpeg", "sha256": "x"}}
        del picture["text"]
        makers.deliver(dmitri.channel, makers.body(picture, name="Dmitri Sokolov"))
    _sort_in_parallel()
    assert (Thread.objects.count(), Case.objects.count(), Attachment.objects.count()) == (1, 1, 8)
    kept = Message.objects.order_by("at").prefetch_related("attachments")
    assert [message.attachments.get().source["id"] for message in kept] == [f"77{place}" for place in range(8)]


def test_WA4_a_burst_out_of_order_is_kept_whole_and_read_in_the_providers_order(dmitri: Customer, ada: Agent) -> None:
    at = now() - timedelta(minutes=5)
    burst = [makers.text(str(place), at=at + timedelta(seconds=place)) for place in range(20)]
    dmitri.posts(*burst[10:], *burst[:10])
    assert [message.text for message in Message.objects.order_by("at")] == [str(place) for place in range(20)]
    assert dmitri.case.last_words == "19"


def test_WA9_a_type_nobody_knows_is_kept_and_shown_and_stops_nothing(dmitri: Customer, ada: Agent) -> None:
    strange = makers.text("") | {"type": "hologram", "hologram": {"depth": 3}}
    dmitri.posts(strange, makers.text("¿Lo vieron?"))
    assert list(Message.objects.order_by("pk").values_list("type", flat=True)) == ["unsupported", "text"]


def test_WA11_every_entry_change_message_and_status_of_one_post_is_handled(
    dmitri: Customer, valeria: Customer, ada: Agent
) -> None:
    import json

    early = makers.status("wamid.early", "sent")
    first = json.loads(makers.body(makers.text("uno"), makers.text("dos"), statuses=(early,)))
    second = json.loads(makers.body(makers.text("tres", sender=valeria.phone), name=valeria.name))
    first["entry"][0]["changes"].append(second["entry"][0]["changes"][0])
    first["entry"].append(json.loads(makers.body(makers.text("cuatro")))["entry"][0])
    makers.deliver(dmitri.channel, json.dumps(first).encode())
    sorting.sort()
    assert sorted(Message.objects.values_list("text", flat=True)) == ["cuatro", "dos", "tres", "uno"]


def test_WA12_a_person_without_a_number_is_known_by_his_id_and_linked_when_the_number_comes(
    dmitri: Customer, ada: Agent
) -> None:
    nameless = makers.text("Hola") | {"from_user_id": "CL.1349"}
    del nameless["from"]
    known = [{"profile": {"name": "Dmitri Sokolov", "username": "dima"}, "user_id": "CL.1349"}]
    dmitri.posts(nameless, contacts=known)
    later = makers.text("Soy yo") | {"from_user_id": "CL.1349"}
    dmitri.posts(later, contacts=[{**known[0], "wa_id": dmitri.phone}])
    addresses = Address.objects.order_by("pk").values_list("kind", "realm", "value")
    assert list(addresses) == [("bsuid", "2001", "CL.1349"), ("phone", "", f"+{dmitri.phone}")]
    assert Person.objects.count() == Thread.objects.count() == 1
    assert (dmitri.thread.phone, dmitri.thread.stable) == (dmitri.phone, "CL.1349")


@pytest.mark.parametrize(
    ("first", "second"),
    [("5541988887777", "554188887777"), ("5215512345678", "525512345678"), ("5491123456789", "541123456789")],
)
def test_WA13_both_forms_of_a_number_are_one_person_and_answers_go_to_the_one_that_wrote(
    dmitri: Customer, ada: Agent, first: str, second: str
) -> None:
    dmitri.posts(makers.text("Oi", sender=first))
    dmitri.posts(makers.text("De novo", sender=second))
    assert Person.objects.count() == Thread.objects.count() == 1
    assert dmitri.thread.phone == second


@pytest.mark.django_db(transaction=True)
def test_WA14_two_workers_that_meet_the_same_person_make_one(dmitri: Customer, ada: Agent) -> None:
    for place in range(30):
        makers.deliver(dmitri.channel, makers.body(makers.text(f"{place}"), name="Dmitri Sokolov"))
        Delivery.objects.filter(pk=Delivery.objects.latest("pk").pk).update(lane=place % 16)
    _sort_in_parallel()
    assert (Person.objects.count(), Address.objects.count(), Message.objects.count()) == (1, 1, 30)


def test_WA17_no_message_without_its_thread_and_no_thread_without_its_channel(dmitri: Customer, ada: Agent) -> None:
    from django.db.models import ProtectedError

    dmitri.writes("Hola")
    with pytest.raises(ProtectedError):
        dmitri.channel.delete()


def test_WA19_what_staff_typed_on_the_phone_is_our_answer_and_not_sent_again(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("¿Siguen ahí?")
    echo = {"from": "56900000001", "to": dmitri.phone, "id": "wamid.echo", "type": "text"}
    echo["timestamp"] = str(int(now().timestamp()))
    echo["text"] = {"body": "Sí, desde el teléfono"}  # type: ignore[assignment]
    import json

    body = json.loads(makers.body(message_echoes=[echo]))
    body["entry"][0]["changes"][0]["field"] = "smb_message_echoes"
    for _ in range(2):
        makers.deliver(dmitri.channel, json.dumps(body).encode())
    sorting.sort()
    kept = Message.objects.get(provider_id="wamid.echo")
    assert (kept.direction, kept.rung, kept.thread) == ("out", "sent", dmitri.thread)
    assert dmitri.case.state == "waiting_customer"


def test_WA25_a_message_thirty_hours_late_opens_no_window(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("tarde", at=now() - timedelta(hours=30))
    assert not window.is_open(dmitri.thread, now())


def test_F5_the_window_closes_24_hours_after_the_customers_last_word(dmitri: Customer, ada: Agent) -> None:
    message = dmitri.writes("Hola", at=now() - timedelta(hours=3))
    assert window.closes_at(dmitri.thread) == message.at + timedelta(hours=24)


def test_a_message_from_the_future_counts_from_its_arrival(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Hola", at=now() + timedelta(days=30))
    assert window.closes_at(dmitri.thread) <= now() + timedelta(hours=24)  # type: ignore[operator]


def test_a_number_nobody_added_waits_in_quarantine_and_is_filed_once_it_is_added(dmitri: Customer, ada: Agent) -> None:
    from recado.desk.channels import replaying

    makers.deliver(dmitri.channel, makers.body(makers.text("Hola"), makers.text("otra"), number_id="4711"))
    sorting.sort()
    assert Fault.objects.get(place=0).why == reasons.kept("number-unknown", number="4711")
    makers.number(key="postventa", number_id="4711")
    assert replaying.replay(quarantined=True) == 1
    sorting.sort()
    assert Message.objects.filter(channel__key="postventa").count() == 2
    assert not Fault.objects.exists()


def test_bytes_that_postgresql_refuses_are_kept_without_them(dmitri: Customer, ada: Agent) -> None:
    dmitri.posts(makers.text("Hola\x00 \ud800 mundo"))
    assert Message.objects.get().text == "Hola ? mundo"
