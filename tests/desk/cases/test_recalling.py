"""A reply is taken back before it leaves: nothing left the house, and the case is as if it had not been written."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from recado.desk.cases.models import Case, State
from recado.desk.clock.sections import Promises
from recado.desk.conversations import drafted_files, drafting, recalling, replying, sending, uploading
from recado.desk.conversations.models import DeliveryRung, Message
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import as_of, now
from recado.desk.journal.telling import Objected
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from tests.cast import Customer

DELAY = timedelta(seconds=5)


@pytest.fixture
def promised(support: Team) -> None:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)


@pytest.fixture
def case(dmitri: Customer, ada: Agent, promised: None) -> Case:
    dmitri.writes("Hola")
    return dmitri.case


def written(case: Case, by: Agent, text: str, **more: object) -> Message:
    assert case.thread
    return replying.reply(case.thread, by=by.actor, text=text, leaves_in=DELAY, **more)[0]  # type: ignore[arg-type]


def standing(case: Case) -> tuple[str, str, str, str]:
    case.refresh_from_db()
    return case.state, case.due_state, case.last_words, case.last_direction


def names(case: Case) -> list[str]:
    from recado.desk.journal.models import Entry

    return list(Entry.objects.filter(case=case.pk).order_by("pk").values_list("name", flat=True))


@pytest.mark.django_db
def test_it_waits_and_leaves_only_when_its_time_is_over(case: Case, ada: Agent) -> None:
    message = written(case, ada, "Ya lo miro")
    job = ProcrastinateJob.objects.get(args={"message": message.pk})
    assert job.scheduled_at == message.leaves_at
    with pytest.raises(sending.Later) as later:
        sending.send(message.pk)
    assert later.value.at == message.leaves_at
    message.refresh_from_db()
    assert (message.rung, standing(case)[:2]) == (DeliveryRung.QUEUED, (State.WAITING_CUSTOMER, "met"))


@pytest.mark.django_db
def test_taken_back_its_words_are_a_draft_and_nobody_has_answered(case: Case, ada: Agent) -> None:
    message = written(case, ada, "Ya lo miro", reply_to="wamid.1")
    kept = recalling.recall(message, by=ada)
    assert (kept.text, kept.reply_to) == ("Ya lo miro", "wamid.1")
    assert standing(case) == (State.NEW, "fine", "Hola", "in")
    assert case.deadlines.get().met_at is None
    assert names(case)[-1] == "case.unanswered"
    sending.send(message.pk)
    assert list(Message.objects.filter(direction="out")) == []
    assert case.thread
    assert case.thread.last_message_at


@pytest.mark.django_db
def test_files_of_one_sending_come_back_together_and_before_what_was_begun(case: Case, ada: Agent) -> None:
    files = [uploading.upload([b"x"], name=name, mime="application/pdf", by=ada.actor) for name in ("a.pdf", "b.pdf")]
    message = written(case, ada, "Los dos", attachments=files)
    assert case.thread
    drafting.keep(ada, case.thread, drafting.Words("Además"), seen=0)
    kept = recalling.recall(message, by=ada)
    assert (kept.text, drafted_files.files(kept)) == ("Los dos\n\nAdemás", files)
    assert Message.objects.filter(direction="out").count() == 0


@pytest.mark.django_db
def test_an_answer_that_stands_still_keeps_the_promise(case: Case, ada: Agent) -> None:
    first, second = written(case, ada, "uno"), written(case, ada, "dos")
    recalling.recall(first, by=ada)
    assert standing(case) == (State.WAITING_CUSTOMER, "met", "dos", "out")
    assert case.deadlines.get().met_by == second.pk
    third = written(case, ada, "tres")
    recalling.recall(third, by=ada)
    assert standing(case) == (State.WAITING_CUSTOMER, "met", "dos", "out")


@pytest.mark.django_db
def test_what_the_customer_wrote_meanwhile_stands_last(case: Case, ada: Agent, dmitri: Customer) -> None:
    message = written(case, ada, "Ya lo miro")
    dmitri.writes("Ya funciona")
    recalling.recall(message, by=ada)
    assert standing(case)[2:] == ("Ya funciona", "in")


@pytest.mark.django_db
def test_only_its_writer_takes_it_back_and_only_what_is_still_here(case: Case, ada: Agent, bruno: Agent) -> None:
    message = written(case, ada, "Ya lo miro")
    with pytest.raises(Objected, match="Only who wrote it"):
        recalling.recall(message, by=bruno)
    Message.objects.filter(pk=message.pk).update(rung=DeliveryRung.SENDING)
    with pytest.raises(Objected, match="Too late"):
        recalling.recall(message, by=ada)
    assert case.thread
    [at_once] = replying.reply(case.thread, by=ada.actor, text="sin espera")
    with pytest.raises(Objected, match="Too late"):
        recalling.recall(at_once, by=ada)


@pytest.mark.django_db(transaction=True)
def test_recall_and_sending_at_once_have_one_winner(case: Case, ada: Agent) -> None:
    """Whoever holds the row first: the sender has marked it, or there is nothing left to send."""
    for place in range(4):
        with as_of(now() - DELAY):
            message = written(case, ada, f"número {place}")
        outcome = _race(message, ada)
        message_left = Message.objects.filter(pk=message.pk, rung=DeliveryRung.SENDING).exists()
        assert sorted(outcome) == (["sent", "too late"] if message_left else ["nothing", "taken back"])
        Message.objects.filter(rung=DeliveryRung.SENDING).update(rung=DeliveryRung.SENT)


def _race(message: Message, ada: Agent) -> list[str]:
    start, outcome = threading.Barrier(2), []

    def sends() -> None:
        start.wait()
        outcome.append("sent" if sending._begin(message.pk) else "nothing")
        connection.close()

    def recalls() -> None:
        start.wait()
        try:
            with transaction.atomic():
                recalling.recall(message, by=ada)
            outcome.append("taken back")
        except Objected:
            outcome.append("too late")
        connection.close()

    both = [threading.Thread(target=sends), threading.Thread(target=recalls)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    return outcome
