"""Scenes in which other desks threaten to lose or to mix mails, acted out one by one (the threading family)."""

import time

import pytest

from recado.desk.cases import resolving
from recado.desk.cases.models import Case, Filing, State
from recado.desk.channels.models import Channel, Delivery, DeliveryState
from recado.desk.conversations.models import Message
from recado.desk.core.actors import HOUSE
from tests import letters
from tests.letters import kept, letter

pytestmark = pytest.mark.django_db


def case_of(message: Message) -> Case:
    return Filing.objects.get(message=message).case


@pytest.fixture
def first(box: Channel) -> Case:
    return case_of(kept(box, letter(id_="a@x.example")))


def test_a_number_inside_the_text_is_no_address(box: Channel, first: Case) -> None:
    """Body search, for which other desks have a setting, is not offered: what is quoted or told would join."""
    again = kept(box, letter(f"foo[#{first.pk}]bar <a@x.example>"))
    assert (case_of(again) != first, Case.objects.count()) == (True, 2)


def test_nor_is_one_in_a_page_s_attribute(box: Channel, first: Case) -> None:
    again = kept(box, letter("text", html=f'<b data-x="[#{first.pk}]">text</b>'))
    assert (case_of(again) != first, Case.objects.count()) == (True, 2)


def test_nor_is_one_among_the_bytes_of_a_picture(box: Channel, first: Case) -> None:
    picture = b"\xff\xd8\xff\xe0" + f"[#{first.pk}] a@x.example".encode() + b"\xff\xd9"
    again = kept(box, letter("Una foto", files=(("lamp.jpg", "image/jpeg", picture),)))
    assert (case_of(again) != first, Case.objects.count()) == (True, 2)


def test_an_answer_joins_by_in_reply_to_whatever_its_subject(box: Channel, first: Case) -> None:
    again = kept(box, letter("Sigue igual", subject="Otra cosa", In_Reply_To="<a@x.example>"))
    assert case_of(again) == first


def test_an_automatic_answer_joins_by_references_and_opens_nothing(box: Channel, first: Case) -> None:
    resolving.resolve(first, by=HOUSE, reason="ok")
    away = kept(box, letter("Fuera", References="<a@x.example>", Auto_Submitted="auto-replied"))
    first.refresh_from_db()
    assert (case_of(away), first.state) == (first, State.RESOLVED)


def test_whoever_was_known_by_his_address_alone_gets_his_name_with_the_next_mail(box: Channel) -> None:
    nameless = case_of(kept(box, letter(sender="max@lumen.example")))
    kept(box, letter(sender="Max Smith <max@lumen.example>"))
    nameless.person.refresh_from_db()
    assert nameless.person.name == "Max Smith"


def test_a_mail_whose_sender_has_no_address_is_kept_aside_and_raises_nothing(box: Channel) -> None:
    raw = letter().replace(letters.DMITRI.encode(), b"invalidemail")
    letters.deliver(box, raw, letter("Y yo"))
    assert [one.text for one in Message.objects.all()] == ["Y yo"]
    assert sorted(Delivery.objects.values_list("state", flat=True)) == [DeliveryState.QUARANTINED, DeliveryState.READ]


def test_a_page_of_very_many_links_is_kept_whole_and_soon(box: Channel) -> None:
    """Others put a notice in its place; here it is cleaned within its time, and all is there."""
    links = "".join(f"<a href='https://x.example/{number}'>uno {number}</a><br>" for number in range(5001))
    began = time.process_time()
    message = kept(box, letter("Texto", html=f"<p>{links}</p>"))
    assert time.process_time() - began < 5
    assert (message.text, message.mail.html.count("<a ")) == ("Texto", 5001)
