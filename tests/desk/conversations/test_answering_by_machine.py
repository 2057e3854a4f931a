"""A channel answers by itself where it may, says in the case why not, and never starts a loop (C6, C22, EM18)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pydantic import ValidationError

from recado.desk.cases import timeline
from recado.desk.cases.models import Case
from recado.desk.channels.models import Channel, Delivery
from recado.desk.conversations import auto_replying, sections, sending
from recado.desk.conversations.mail_events import AutoReplyWithheld
from recado.desk.conversations.models import Message
from recado.desk.conversations.sections import AutoReply
from recado.desk.core import doorbells
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.people import listing_addresses
from recado.desk.people.listed import AddressList
from recado.desk.rules import changing
from recado.desk.staff.models import Team
from recado.desk.staff.sections import OpeningHours
from recado.house import sorting
from tests import makers
from tests.desk.channels.email import postbox
from tests.desk.channels.email.postbox import USER, Postbox
from tests.desk.conversations import letters

pytestmark = pytest.mark.django_db

TEXTS = {"es": "Hola {name}: su caso es el {number} ({subject}). {house}", "en": "Hello {name}, case {number}."}


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox.running() as running:
        yield running


@pytest.fixture
def soporte(box: Postbox, support: Team) -> Channel:
    channel = letters.mailbox(box, support)
    changing.change(AutoReply, sections.scope(channel.pk), AutoReply(on=True, in_hours=TEXTS), by=HOUSE)
    return channel


def _answered(came: Message) -> list[Message]:
    """What the job that was rung for does, and what leaves by it."""
    case = Case.objects.filter(thread=came.thread_id).latest("pk")
    auto_replying.answer(came.thread_id, case.pk)
    written = list(Message.objects.filter(thread=came.thread_id, direction="out").order_by("pk"))
    for one in written:
        sending.send(one.pk)
    return written


def _why(came: Message) -> list[str]:
    case = Case.objects.filter(thread=came.thread_id).latest("pk")
    said = [one.event for one in timeline.timeline(case)]
    return [one.why for one in said if isinstance(one, AutoReplyWithheld)]


SPANISH = "Buenos días, la lámpara que compré no enciende y necesito ayuda con ella, por favor."


def test_C22_a_new_case_is_answered_in_its_language_and_marked_as_a_machines(soporte: Channel, box: Postbox) -> None:
    came = letters.comes(soporte, SPANISH)
    [message] = _answered(came)
    case = Case.objects.get(thread=came.thread_id)
    assert message.text == f"Hola Dmitri Sokolov: su caso es el {case.pk} (La lámpara). Recado"
    [taken] = box.taken
    told = [taken.message[name] for name in ("Auto-Submitted", "X-Auto-Response-Suppress", "Precedence", "In-Reply-To")]
    assert told[:3] == ["auto-replied", "All", "auto_reply"]
    assert told[3]
    assert (taken.sender, taken.to) == ("", ["dmitri@lumen.example"])
    assert (case.state, case.last_direction) == ("new", "in")
    assert _answered(came) == [message], "the bell may ring twice"


def test_EM1_the_same_mail_fetched_again_is_not_answered_again(soporte: Channel, box: Postbox) -> None:
    came = letters.comes(soporte, SPANISH)
    [answer] = _answered(came)
    rung = ProcrastinateJob.objects.filter(task_name=doorbells.AUTO_REPLY).count()
    makers.deliver(soporte, bytes(Delivery.objects.get().body))
    while sorting.sort():
        pass
    assert ProcrastinateJob.objects.filter(task_name=doorbells.AUTO_REPLY).count() == rung == 1
    assert _answered(came) == [answer]
    assert (len(box.taken), Case.objects.count()) == (1, 1)


def test_C22_nothing_is_said_until_somebody_switches_it_on(support: Team, box: Postbox) -> None:
    assert _answered(letters.comes(letters.mailbox(box, support), SPANISH)) == []


def test_C22_by_opening_hours(soporte: Channel, support: Team) -> None:
    rule = AutoReply(on=True, in_hours=TEXTS, out_of_hours={"es": "Estamos cerrados."})
    changing.change(AutoReply, sections.scope(soporte.pk), rule, by=HOUSE)
    days = tuple((now() + timedelta(days=n)).date().isoformat() for n in (-1, 0, 1))
    changing.change(OpeningHours, f"team:{support.pk}", OpeningHours(closed=days), by=HOUSE)
    assert [one.text for one in _answered(letters.comes(soporte, SPANISH))] == ["Estamos cerrados."]


def test_C22_a_place_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError, match="surname"):
        AutoReply(in_hours={"es": "Hola {surname}"})


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ({"auto_submitted": "auto-replied"}, "automatic"),
        ({"precedence": "bulk"}, "automatic"),
        ({"list_id": "<talk.lumen.example>"}, "automatic"),
        ({"x_auto_response_suppress": "All"}, "automatic"),
        ({"return_path": "<>"}, "automatic"),
        ({"from": "noreply@lumen.example", "return_path": "<noreply@lumen.example>"}, "automatic"),
        ({"subject": "Respuesta automática: ausente"}, "automatic"),
    ],
)
def test_EM18_machines_get_no_answer_and_the_case_says_why(
    soporte: Channel, box: Postbox, head: dict[str, str], why: str
) -> None:
    came = letters.comes(soporte, SPANISH, **head)
    assert _answered(came) == []
    assert _why(came) == [why]
    assert not box.taken


def test_a_person_who_says_so_is_no_machine(soporte: Channel) -> None:
    assert len(_answered(letters.comes(soporte, SPANISH, auto_submitted="no"))) == 1


@pytest.mark.parametrize("pattern", ["dmitri@LUMEN.example", "lumen.example", "*@*umen.example"])
def test_C6_the_list_holds_it_back_counts_and_says_so(soporte: Channel, pattern: str) -> None:
    line = listing_addresses.add(AddressList.NO_AUTO_REPLY, pattern, by=HOUSE)
    came = letters.comes(soporte, SPANISH)
    assert (_answered(came), _why(came)) == ([], ["no_auto_reply"])
    line.refresh_from_db()
    assert line.hits == 1
    listing_addresses.retire(line, by=HOUSE)
    assert len(_answered(letters.comes(soporte, SPANISH, subject="Otra"))) == 1


def test_EM18_the_second_with_the_same_subject_is_one_too_many(soporte: Channel) -> None:
    assert len(_answered(letters.comes(soporte, SPANISH))) == 1
    again = letters.comes(soporte, SPANISH)
    assert (_answered(again), _why(again)) == ([], ["same-subject"])


def test_EM18_ten_in_three_hours_are_enough(soporte: Channel) -> None:
    for number in range(10):
        assert len(_answered(letters.comes(soporte, SPANISH, subject=f"Lámpara {number}"))) == 1
    last = letters.comes(soporte, SPANISH, subject="Lámpara 10")
    assert (_answered(last), _why(last)) == ([], ["too-many"])


def test_EM18_two_desks_do_not_answer_each_other_for_ever(soporte: Channel, box: Postbox) -> None:
    """What ours said comes back as the other desk's automatic reply: it ends there."""
    _answered(letters.comes(soporte, SPANISH))
    ours: Any = box.taken[-1].message
    other = {"in_reply_to": str(ours["Message-ID"]), "auto_submitted": "auto-replied", "subject": "Re: Re: La lámpara"}
    came = letters.comes(soporte, "Gracias por su mensaje.", **other)
    before = len(box.taken)
    case = Case.objects.get(thread=came.thread_id)
    auto_replying.answer(came.thread_id, case.pk)
    assert (len(box.taken), _why(came)) == (before, ["automatic"])


def test_EM18_without_any_mark_the_caps_end_it(soporte: Channel, box: Postbox) -> None:
    """A desk that hides what it is gets one answer for each subject."""
    first = letters.comes(soporte, SPANISH)
    _answered(first)
    for _turn in range(5):
        subject = str(box.taken[-1].message["Subject"])
        _answered(letters.comes(soporte, SPANISH, subject=subject))
    assert len(box.taken) == 1


def test_our_own_address_is_never_answered(soporte: Channel, support: Team, box: Postbox) -> None:
    letters.mailbox(box, support, key="ventas", address="ventas@hilandera.example")
    came = letters.comes(soporte, SPANISH, reply_to=f"ventas@hilandera.example, {USER}")
    assert _answered(came) == []
