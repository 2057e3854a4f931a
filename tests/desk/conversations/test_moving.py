"""A message of ours climbs its ladder, whatever the order of the news."""

import itertools
from datetime import timedelta

import pytest

from recado.desk.conversations import replying
from recado.desk.conversations.models import DeliveryRung, Message, Parked
from recado.desk.core.time import now
from recado.desk.staff.models import Agent
from recado.house import road
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(dmitri: Customer, ada: Agent) -> Message:
    """Ada's answer, which the provider accepted as wamid.answer."""
    dmitri.writes("Hola")
    [message] = replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    Message.objects.filter(pk=message.pk).update(rung=DeliveryRung.ACCEPTED, provider_id="wamid.answer")
    return message


def _report(dmitri: Customer, *what: str) -> None:
    dmitri.posts(statuses=tuple(makers.status("wamid.answer", one) for one in what))


@pytest.mark.parametrize("order", list(itertools.permutations(["sent", "delivered", "read"])))
def test_WA5_late_news_never_takes_a_message_down(dmitri: Customer, answer: Message, order: tuple[str, ...]) -> None:
    for what in order:
        _report(dmitri, what)
    answer.refresh_from_db()
    assert answer.rung == DeliveryRung.READ


def test_WA6_news_that_come_before_the_id_is_known_are_applied_later(dmitri: Customer, answer: Message) -> None:
    Message.objects.filter(pk=answer.pk).update(provider_id=None)
    _report(dmitri, "delivered")
    assert Parked.objects.count() == 1
    Message.objects.filter(pk=answer.pk).update(provider_id="wamid.answer")
    road.sweep()
    answer.refresh_from_db()
    assert (answer.rung, Parked.objects.count()) == (DeliveryRung.DELIVERED, 0)


def test_WA7_a_failure_keeps_code_and_words(dmitri: Customer, answer: Message) -> None:
    errors = [{"code": 131026, "title": "Undeliverable", "error_data": {"details": "No WhatsApp there"}}]
    dmitri.posts(statuses=(makers.status("wamid.answer", "failed", errors=errors),))
    answer.refresh_from_db()
    assert (answer.rung, answer.failure) == ("failed", {"code": "131026", "detail": "No WhatsApp there"})


def test_what_arrived_is_not_taken_back_by_a_late_failure(dmitri: Customer, answer: Message) -> None:
    _report(dmitri, "delivered", "failed")
    answer.refresh_from_db()
    assert answer.rung == DeliveryRung.DELIVERED


def test_a_message_that_left_in_an_unknown_way_is_found_by_our_own_reference(dmitri: Customer, answer: Message) -> None:
    Message.objects.filter(pk=answer.pk).update(provider_id=None, rung=DeliveryRung.UNKNOWN)
    mark = f"recado:{answer.pk}"
    dmitri.posts(statuses=(makers.status("wamid.lost", "sent", biz_opaque_callback_data=mark),))
    answer.refresh_from_db()
    assert (answer.rung, answer.provider_id) == (DeliveryRung.SENT, "wamid.lost")


def test_two_reports_at_once_about_a_message_in_flight_are_both_heard(dmitri: Customer, answer: Message) -> None:
    Message.objects.filter(pk=answer.pk).update(provider_id=None, rung=DeliveryRung.SENDING)
    mark = {"biz_opaque_callback_data": f"recado:{answer.pk}"}
    reports = tuple(makers.status("wamid.early", what, **mark) for what in ("sent", "delivered"))
    dmitri.posts(statuses=reports)
    answer.refresh_from_db()
    assert (answer.rung, answer.provider_id) == (DeliveryRung.DELIVERED, "wamid.early")


def test_a_reaction_an_edit_and_a_taking_back_reach_their_message_however_early(dmitri: Customer, ada: Agent) -> None:
    said = makers.text("Hoal")
    reaction = makers.text("") | {"type": "reaction", "reaction": {"message_id": said["id"], "emoji": "👍"}}
    edit = makers.text("") | {"type": "edit", "edit": {"original_message_id": said["id"]}}
    edit["edit"]["message"] = {"type": "text", "text": {"body": "Hola"}}
    dmitri.posts(reaction)
    dmitri.posts(edit)
    dmitri.posts(said)
    road.sweep()
    message = Message.objects.get(provider_id=said["id"])
    assert (message.text, message.versions.get().text) == ("Hola", "Hoal")
    assert message.reactions.get().emoji == "👍"
    dmitri.posts(makers.text("") | {"type": "revoke", "revoke": {"original_message_id": said["id"]}})
    message.refresh_from_db()
    assert message.revoked_at


def test_an_older_reaction_that_comes_late_does_not_cover_the_newer(dmitri: Customer, ada: Agent) -> None:
    said = dmitri.writes("Hola")
    at = now() - timedelta(minutes=1)

    def reacts(emoji: str, second: int) -> dict[str, object]:
        reaction = {"message_id": said.provider_id, "emoji": emoji}
        return makers.text("", at=at + timedelta(seconds=second)) | {"type": "reaction", "reaction": reaction}

    dmitri.posts(reacts("👍", 2))
    dmitri.posts(reacts("👎", 1))
    assert said.reactions.get().emoji == "👍"
    dmitri.posts(reacts("🙏", 3))
    assert said.reactions.get().emoji == "🙏"
