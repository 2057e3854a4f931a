"""A mail comes in: kept once, in its conversation, filed in a case, clocked and given to somebody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recado.desk.cases.models import Case, Filing, State
from recado.desk.channels import reasons
from recado.desk.channels.models import Channel, Delivery, DeliveryState
from recado.desk.clock.sections import Promises
from recado.desk.conversations.mails import Mail, Participant
from recado.desk.conversations.models import Message, Thread, ThreadKind
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.journal.models import Entry
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from recado.house import sorting
from tests import letters
from tests.letters import letter

pytestmark = pytest.mark.django_db


def test_a_first_mail_opens_a_case_for_the_one_present(box: Channel, ada: Agent, support: Team) -> None:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    message = letters.kept(box, letters.letter("La lámpara no enciende.", subject="Lámpara rota"))
    case = Filing.objects.get(message=message).case
    assert (case.subject, case.state, case.assignee, case.due_state) == ("Lámpara rota", State.NEW, ada, "fine")
    assert (message.text, message.thread.kind, message.mail.subject) == (
        "La lámpara no enciende.",
        ThreadKind.MAIL,
        "Lámpara rota",
    )
    assert case.person.name == "Dmitri Sokolov"
    names = list(Entry.objects.filter(case=case.pk).order_by("pk").values_list("name", flat=True))
    assert names == ["case.opened", "message.received", "deadline.set", "case.assigned"]


def test_EM1_the_same_mail_twice_is_one_message(box: Channel, ada: Agent) -> None:
    raw = letters.letter()
    letters.deliver(box, raw, raw)
    letters.deliver(box, raw)
    assert (Message.objects.count(), Case.objects.count(), Thread.objects.count()) == (1, 1, 1)
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.READ}


def test_EM8_a_mail_nobody_wrote_waits_in_quarantine_and_holds_up_no_other(box: Channel) -> None:
    letters.deliver(box, b"\x00\xff no mail at all", letter("Hola"), letter("Hola", sender="invalidemail"))
    assert list(Message.objects.values_list("text", flat=True)) == ["Hola"]
    states = sorted(Delivery.objects.values_list("state", "reason"))
    why = reasons.kept("nameless")
    assert states == [(DeliveryState.QUARANTINED, why), (DeliveryState.QUARANTINED, why), (DeliveryState.READ, "")]


def test_two_mails_take_as_many_statements_as_a_hundred(box: Channel, bruno: Agent) -> None:
    def statements(count: int, start: int) -> int:
        for n in range(start, start + count):
            files = (("plano.txt", "text/plain", b"%d" % n),)
            answers = f"{n - 1}@x.example" if n % 2 else ""
            raw = letter(f"n{n}", id_=f"{n}@x.example", sender=f"P <p{n}@x.example>", cc=f"c{n}@x.example",
                         files=files, answers=answers, subject=f"[#{n}] x")  # fmt: skip
            Delivery.objects.create(channel=box, lane=7, body=raw, received_at=now())
        with CaptureQueriesContext(connection) as queries:
            sorting.sort()
        return len([q for q in queries if "SAVEPOINT" not in q["sql"]])

    few, many = statements(2, 1000), statements(100, 2000)
    assert few == many
    assert (Case.objects.count(), Message.objects.count()) == (51, 102)


def test_an_answer_joins_its_conversation(box: Channel, ada: Agent) -> None:
    first = letters.kept(box, letters.letter(id_="a@lumen.example"))
    second = letters.kept(box, letters.letter("¿Y?", subject="otra cosa", answers="a@lumen.example"))
    assert second.thread == first.thread
    assert Case.objects.count() == 1
    assert Mail.objects.count() == 2
    assert [p.unverified for p in Participant.objects.all()] == [False]
