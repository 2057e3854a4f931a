"""An answer by mail: to whom, in which chain, known before it leaves, once, and with patience (C7, C17, EM16)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as house

from recado.desk.channels.email import identifying
from recado.desk.channels.models import Channel, Delivery
from recado.desk.channels.port import Mailbox
from recado.desk.conversations import letters as letters_
from recado.desk.conversations import replying, sending
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Message, Thread
from recado.desk.conversations.sections import Letterhead
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.journal.telling import Objected
from recado.desk.people.listed import Listed
from recado.desk.rules import changing
from recado.desk.staff import preferring
from recado.desk.staff.models import Agent, Team
from tests.desk.channels.email import postbox
from tests.desk.channels.email.postbox import USER, Postbox
from tests.desk.conversations import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox.running() as running:
        yield running


@pytest.fixture
def soporte(box: Postbox, support: Team) -> Channel:
    return letters.mailbox(box, support)


def _answers(thread: Thread, by: Agent, text: str = "Ya lo miro.", **more: Any) -> Message:
    [message] = replying.reply(thread, by=by.actor, text=text, **more)
    return message


def _leaves(message: Message) -> Message:
    sending.send(message.pk)
    message.refresh_from_db()
    return message


def test_an_answer_goes_back_in_its_chain_and_is_known_before_it_leaves(
    soporte: Channel, ada: Agent, box: Postbox
) -> None:
    came = letters.comes(soporte, message_id="<two@lumen.example>", references="<one@lumen.example>")
    message = _answers(letters.thread(came), ada)
    mail = Mail.objects.get(message=message)
    assert identifying.ours(mail.mail_id, house.SECRET_KEY) == (came.thread_id, message.pk)
    assert _leaves(message).rung == "accepted"
    assert message.provider_id == mail.mail_id
    [taken] = box.taken
    head = taken.message
    assert (taken.sender, taken.to) == (USER, ["dmitri@lumen.example"])
    assert (head["Message-ID"], head["In-Reply-To"]) == (f"<{mail.mail_id}>", "<two@lumen.example>")
    assert (head["References"], head["Subject"]) == ("<one@lumen.example> <two@lumen.example>", "Re: La lámpara")
    assert identifying.token_of(head["Reply-To"].addresses[0].addr_spec, house.SECRET_KEY) == came.thread_id
    assert head["Auto-Submitted"] is None


def test_C17_team_and_agent_sign_and_the_line_stands_above(soporte: Channel, ada: Agent, box: Postbox) -> None:
    came = letters.comes(soporte)
    head = Letterhead(name="Taller", separator="## Responda por encima ##", signature="Hilandera, taller")
    changing.change(Letterhead, f"channel:{soporte.pk}", head, by=HOUSE)
    preferring.prefer(ada, "signature", "Ada, de la mesa")
    _leaves(_answers(letters.thread(came), ada))
    message = box.taken[0].message
    assert str(message["From"]) == f"Taller <{USER}>"
    lines = message.get_body(("plain",)).get_content().splitlines()  # type: ignore[union-attr]
    assert lines[:3] == ["## Responda por encima ##", "", "Ya lo miro."]
    assert lines[4:7] == ["-- ", "Ada, de la mesa", "Hilandera, taller"]
    assert lines[-1] == "> La lámpara no enciende."
    assert "Dmitri Sokolov" in lines[-2]


def test_where_a_server_takes_no_plus_answers_go_to_the_address_itself(
    soporte: Channel, ada: Agent, box: Postbox
) -> None:
    came = letters.comes(soporte)
    changing.change(Letterhead, f"channel:{soporte.pk}", Letterhead(answers="plain"), by=HOUSE)
    _leaves(_answers(letters.thread(came), ada))
    message = box.taken[0].message
    assert str(message["Reply-To"].addresses[0].addr_spec) == USER
    assert identifying.ours(str(message["Message-ID"]).strip("<>"), house.SECRET_KEY)  # by which an answer is known


def test_C17_a_sender_that_the_channel_may_not_use_is_not_used(soporte: Channel, ada: Agent) -> None:
    came = letters.comes(soporte)
    changing.change(Letterhead, "", Letterhead(address="jefe@other.example"), by=HOUSE)
    assert Mail.objects.get(message=_answers(letters.thread(came), ada)).writer["address"] == USER


def test_C7_who_was_copied_stays_but_for_the_ignored_and_ourselves(soporte: Channel, ada: Agent) -> None:
    Listed.objects.create(list="ignore_cc", pattern="hilandera.example", kind="domain", by=HOUSE, made_at=now())
    cc = "Valeria <valeria@lumen.example>, jefe@hilandera.example"
    came = letters.comes(soporte, cc=cc)
    usual = letters_.usual(letters.thread(came))
    assert [one.address for one in usual.to] == ["dmitri@lumen.example"]
    assert [one.address for one in usual.cc] == ["valeria@lumen.example"]
    assert Listed.objects.get().hits == 1
    by_hand = Letter(to=usual.to, cc=(Mailbox("", "jefe@hilandera.example"),), subject="Re: La lámpara")
    message = _answers(letters.thread(came), ada, letter=by_hand)
    assert [one["address"] for one in Mail.objects.get(message=message).cc] == ["jefe@hilandera.example"]


def test_C7_the_cases_own_person_is_answered_though_he_is_on_the_list(soporte: Channel) -> None:
    Listed.objects.create(list="ignore_cc", pattern="lumen.example", kind="domain", by=HOUSE, made_at=now())
    usual = letters_.usual(letters.thread(letters.comes(soporte, cc="Valeria <valeria@lumen.example>")))
    assert ([one.address for one in usual.to], usual.cc) == (["dmitri@lumen.example"], ())


def test_EM18_our_own_mail_that_a_relay_gave_another_id_opens_nothing(soporte: Channel, ada: Agent) -> None:
    came = letters.comes(soporte)
    again = {"message_id": "<other@relay.example>", "x_desk_loop": identifying.house(house.SECRET_KEY)}
    with pytest.raises(Message.DoesNotExist):
        letters.comes(soporte, "Ya lo miro.", **again)
    assert list(Message.objects.all()) == [came]
    assert Delivery.objects.filter(state="aside").count() == 1


def test_who_came_in_from_outside_gets_no_copy_by_himself(soporte: Channel, ada: Agent) -> None:
    came = letters.comes(soporte, message_id="<one@lumen.example>")
    other = {"from": "eva@stranger.example", "return_path": "<eva@stranger.example>"}
    letters.comes(soporte, "¿Y a mí?", in_reply_to="<one@lumen.example>", **other)
    letters.comes(soporte, "¿Entonces?", in_reply_to="<one@lumen.example>", message_id="<three@lumen.example>")
    usual = letters_.usual(letters.thread(came))
    assert ([one.address for one in usual.to], usual.cc) == (["dmitri@lumen.example"], ())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Letter(to=()), "no-recipient"),
        (Letter(to=(Mailbox("", "dmitri"),)), "address-invalid"),
        (Letter(to=(Mailbox("", "a@b.example\r\nBcc: c@d.example"),)), "address-invalid"),
        (Letter(to=(Mailbox("", "a@b.example"),), subject="x\nBcc: c@d.example"), "subject-invalid"),
        (Letter(to=(Mailbox("A\nBcc: x", "a@b.example"),)), "name-invalid"),
        (Letter(to=tuple(Mailbox("", f"a{n}@b.example") for n in range(101))), "too-many-recipients"),
    ],
)
def test_an_envelope_that_cannot_be_is_refused_before_anything_is_written(
    soporte: Channel, ada: Agent, wrong: Letter, code: str
) -> None:
    thread = letters.thread(letters.comes(soporte))
    with pytest.raises(Objected) as refused:
        _answers(thread, ada, letter=wrong)
    assert code in [objection.code for objection in refused.value.objections]
    assert not Message.objects.filter(direction="out").exists()


def test_no_window_closes_on_mail(soporte: Channel, ada: Agent, box: Postbox) -> None:
    came = letters.comes(soporte)
    Thread.objects.update(last_inbound_at=now() - timedelta(days=90))
    assert _leaves(_answers(letters.thread(came), ada)).rung == "accepted"
    assert len(box.taken) == 1


def test_a_mail_waits_a_week_and_then_fails_in_words(soporte: Channel, ada: Agent, box: Postbox) -> None:
    message = _answers(letters.thread(letters.comes(soporte)), ada)
    box.after = "451 4.3.0 try later"
    with pytest.raises(sending.Later) as later:
        sending.send(message.pk)
    assert timedelta(minutes=4) < later.value.at - now() < timedelta(minutes=6)
    Message.objects.filter(pk=message.pk).update(kept_at=now() - timedelta(hours=25))
    with pytest.raises(sending.Later):
        sending.send(message.pk)
    Message.objects.filter(pk=message.pk).update(kept_at=now() - timedelta(days=7, minutes=1))
    assert _leaves(message).rung == "failed"
    assert message.failure == {"code": "451 4.3.0", "detail": "4.3.0 try later"}


def test_a_channel_that_cannot_log_in_says_so_and_loses_nothing(soporte: Channel, ada: Agent, box: Postbox) -> None:
    message = _answers(letters.thread(letters.comes(soporte)), ada)
    box.mail_says = "530 5.7.0 log in first"
    with pytest.raises(sending.Later):
        sending.send(message.pk)
    soporte.refresh_from_db()
    message.refresh_from_db()
    assert (message.rung, soporte.state) == ("queued", "stopped")
    assert "530 5.7.0" in soporte.state_reason
    box.mail_says = ""
    Channel.objects.update(paused_until=None)
    assert _leaves(message).rung == "accepted"
    soporte.refresh_from_db()
    assert (soporte.state, soporte.state_reason) == ("working", "")


def test_a_permanent_refusal_is_shown_at_once(soporte: Channel, ada: Agent, box: Postbox) -> None:
    box.says = {"dmitri@lumen.example": "550 5.1.1 no such user"}
    message = _leaves(_answers(letters.thread(letters.comes(soporte)), ada))
    assert (message.rung, message.failure) == ("failed", {"code": "550 5.1.1", "detail": "5.1.1 no such user"})


def test_one_of_several_who_is_turned_away_is_named(soporte: Channel, ada: Agent, box: Postbox) -> None:
    box.says = {"valeria@lumen.example": "550 5.1.1 no such user"}
    came = letters.comes(soporte, cc="valeria@lumen.example")
    message = _leaves(_answers(letters.thread(came), ada))
    assert message.rung == "accepted"
    assert [one["address"] for one in message.more["turned"]] == ["valeria@lumen.example"]
