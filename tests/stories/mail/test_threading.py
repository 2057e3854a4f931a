"""To which conversation does a mail belong? The failures that other desks are known for, one by one."""

import pytest
from django.conf import settings as house

from recado.desk.cases import resolving
from recado.desk.cases.models import Case, Filing, State
from recado.desk.channels import reasons
from recado.desk.channels.email import identifying
from recado.desk.channels.models import Channel, Delivery, DeliveryState
from recado.desk.conversations.mails import Participant
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Agent, Team
from tests import letters
from tests.letters import VALERIA, kept, letter

pytestmark = pytest.mark.django_db
KEY = house.SECRET_KEY
AWAY = reasons.kept("field", field="Auto-Submitted", value="auto-replied")


def case_of(message: Message) -> Case:
    return Filing.objects.get(message=message).case


def taking_part(thread: Thread) -> dict[str, tuple[str, bool]]:
    found = Participant.objects.filter(thread=thread).select_related("address")
    return {one.address.value.partition("@")[0]: (one.role, one.unverified) for one in found}


def test_EM2_one_mail_to_two_of_our_mailboxes_is_one_message(box: Channel, support: Team) -> None:
    sales = letters.mailbox(support, key="sales", address="sales@hilandera.example")
    raw = letter(cc="sales@hilandera.example")
    letters.deliver(box, b"Delivered-To: help@hilandera.example\r\n" + raw)
    letters.deliver(sales, b"Delivered-To: sales@hilandera.example\r\nReceived: by sales; now\r\n" + raw)
    assert [(m.channel, m.text) for m in Message.objects.all()] == [(box, "Hola, la lámpara no enciende.")]
    assert Case.objects.count() == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.READ}
    assert taking_part(Thread.objects.get()) == {"dmitri": ("writes", False)}


def test_EM3_mails_without_a_message_id_are_kept_each_for_itself(box: Channel) -> None:
    letters.deliver(
        box,
        letter("Uno", id_=""),
        letter("Dos", id_=""),
        letter("Dos", id_="same@x"),
        letter("Tres", id_="same@x", subject="Otra"),
    )
    assert sorted(Message.objects.values_list("text", flat=True)) == ["Dos", "Dos", "Tres", "Uno"]
    assert Case.objects.count() == 4


def test_EM3_an_empty_message_id_names_no_mail(box: Channel) -> None:
    for words in ("Uno", "Dos"):
        raw = letter(words, id_="").replace(b"Subject:", b"Message-ID: <>\nIn-Reply-To: <>\nSubject:", 1)
        letters.deliver(box, raw)
    assert sorted(Message.objects.values_list("text", flat=True)) == ["Dos", "Uno"]
    assert Case.objects.count() == 2


def test_EM10_a_strangers_number_in_the_subject_opens_a_new_case(box: Channel) -> None:
    first = case_of(kept(box, letter()))
    stranger = kept(box, letter("¿Qué dijo?", subject=f"Re: Lámpara [#{first.pk}]", sender="Mal <mal@otra.example>"))
    assert case_of(stranger) != first
    himself = kept(box, letter("Soy yo", subject=f"Re: Lámpara [#{first.pk}]"))
    assert case_of(himself) == first


def test_EM10_equal_subjects_mean_nothing(box: Channel) -> None:
    first, second = kept(box, letter(subject="Pedido")), kept(box, letter(subject="Re: Pedido"))
    assert first.thread != second.thread


def test_EM11_a_changed_subject_stays_by_its_references(box: Channel) -> None:
    first = kept(box, letter(id_="a@lumen.example"))
    third = kept(box, letter("Más", subject="Factura", answers="a@lumen.example lost@elsewhere.example"))
    assert third.thread == first.thread


def test_EM11_what_a_colleague_forwards_is_the_case_of_whoever_wrote_it(box: Channel, bruno: Agent) -> None:
    words = (
        "Para ustedes.\n\n---------- Forwarded message ---------\nFrom: Valeria Montt <valeria@lumen.example>\n"
        "Date: Fri, 20 Nov 2026 at 10:15\nSubject: Lámpara\nTo: <bruno@hilandera.example>\n\nNo enciende.\n"
    )
    message = kept(box, letter(words, subject="Fwd: Lámpara", sender=f"Bruno <{bruno.email}>"))
    case = case_of(message)
    assert (case.person.name, message.author.kind) == ("Valeria Montt", "person")
    assert message.more["forwarded_by"] == bruno.pk
    assert "No enciende." in message.text + message.mail.quoted
    assert taking_part(message.thread) == {"valeria": ("writes", False)}


def test_EM11_what_a_customer_forwards_is_his_own(box: Channel) -> None:
    words = (
        "Vean.\n\n---------- Forwarded message ---------\nFrom: Otro <otro@x.example>\n"
        "Date: hoy 1\nSubject: s\nTo: d@x.example\n\nHola\n"
    )
    assert case_of(kept(box, letter(words, subject="Fwd: s"))).person.name == "Dmitri Sokolov"


def test_EM13_a_reply_to_another_mailbox_still_joins(box: Channel, support: Team) -> None:
    sales = letters.mailbox(support, key="sales", address="sales@hilandera.example")
    first = kept(box, letter(id_="a@lumen.example"))
    second = kept(sales, letter("¿Y?", answers="a@lumen.example", to="sales@hilandera.example"))
    assert (second.thread, case_of(second)) == (first.thread, case_of(first))


def test_EM14_several_ids_in_folded_fields_and_outlook_without_references(box: Channel) -> None:
    first = kept(box, letter(id_="a@lumen.example"))
    raw = letter("¿Y?").replace(b"\n\n", b"\nIn-Reply-To: Message of today\n <x@y.example>\n  <a@lumen.example>\n\n", 1)
    assert kept(box, raw).thread == first.thread
    outlook = letter("¿Qué tal?", In_Reply_To="<a@lumen.example>", Thread_Topic="Lámpara")
    assert kept(box, outlook).thread == first.thread


def test_our_own_message_id_and_reply_address_are_known_even_unstored(box: Channel) -> None:
    first = kept(box, letter())
    ours = identifying.message_id(first.thread_id, 999, letters.HELP, KEY).strip("<>")
    assert kept(box, letter("¿Y?", answers=ours)).thread == first.thread
    address = identifying.token(letters.HELP, first.thread_id, KEY).upper()
    assert kept(box, letter("Otra vez", to=address)).thread == first.thread
    false = address.replace("-", "-a", 2)[: len(address)]
    assert kept(box, letter("Adivino", to=false)).thread != first.thread


def test_a_conversation_is_found_within_one_batch(box: Channel) -> None:
    letters.deliver(
        box,
        letter("Uno", id_="1@x.example"),
        letter("Dos", id_="2@x.example", answers="1@x.example"),
        letter("Tres", id_="3@x.example", answers="1@x.example 2@x.example", sender=VALERIA),
    )
    assert Thread.objects.count() == Case.objects.count() == 1
    assert list(Message.objects.order_by("pk").values_list("text", flat=True)) == ["Uno", "Dos", "Tres"]


def test_who_comes_in_unnamed_is_unverified_and_who_was_copied_is_not(box: Channel) -> None:
    first = kept(box, letter(id_="a@x.example", cc=f"{VALERIA}, Otra <help+x@hilandera.example>"))
    kept(box, letter("Yo también", sender=VALERIA, answers="a@x.example"))
    kept(box, letter("Y yo", sender="Eva <eva@otra.example>", answers="a@x.example"))
    assert taking_part(first.thread) == {
        "dmitri": ("writes", False),
        "valeria": ("writes", False),
        "eva": ("writes", True),
    }
    assert case_of(first).person.name == "Dmitri Sokolov"


def test_EM17_a_thread_of_two_hundred_mails_stays_one(box: Channel) -> None:
    names = [f"{n}@x.example" for n in range(200)]
    letters.deliver(box, *(letter(f"n{n}", id_=id_, answers=" ".join(names[:n])) for n, id_ in enumerate(names)))
    assert Thread.objects.count() == Case.objects.count() == 1
    assert Message.objects.count() == 200


def test_EM23_a_colleague_who_answers_from_his_own_program_answers_for_the_house(box: Channel, ada: Agent) -> None:
    first = kept(box, letter(id_="a@x.example"))
    answer = kept(
        box,
        letter(
            "Ya lo miro.",
            sender=f"Ada <{ada.email.upper()}>",
            answers="a@x.example",
            to=letters.DMITRI,
            cc=letters.HELP,
        ),
    )
    case = case_of(first)
    assert (answer.direction, answer.author, case_of(answer)) == ("out", ada.actor, case)
    assert (case.state, case.last_direction) == (State.WAITING_CUSTOMER, "out")


def test_a_reply_to_a_resolved_case_reopens_it_unless_a_machine_wrote_it(box: Channel) -> None:
    case = case_of(kept(box, letter(id_="a@x.example")))
    resolving.resolve(case, by=HOUSE, reason="ok")
    away = kept(box, letter("Estoy fuera", answers="a@x.example", Auto_Submitted="auto-replied"))
    case.refresh_from_db()
    assert (case.state, case_of(away), away.mail.automatic) == (State.RESOLVED, case, AWAY)
    kept(box, letter("No funciona", answers="a@x.example"))
    case.refresh_from_db()
    assert case.state == State.OPEN
