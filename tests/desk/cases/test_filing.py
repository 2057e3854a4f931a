"""Which case a message goes to: the one that receives, the one that ended lately, or a new one."""

from datetime import timedelta

import pytest

from recado.desk.cases import resolving
from recado.desk.cases.models import Case, Filing, State
from recado.desk.conversations import replying
from recado.desk.conversations.models import Message
from recado.desk.core.time import now
from recado.desk.journal.models import Entry
from recado.desk.routing.models import Assignment
from recado.desk.rules import changing
from recado.desk.staff import appearing
from recado.desk.staff.models import Agent
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamp_case(dmitri: Customer, ada: Agent) -> Case:
    """Dmitri asked about his lamp, Ada answered and resolved."""
    dmitri.writes("¿Llegó mi lámpara?")
    replying.reply(dmitri.thread, by=ada.actor, text="Sí, llegó.")
    resolving.resolve(dmitri.case, by=ada.actor, reason="Delivered")
    return dmitri.case


def ended(case: Case, days: float) -> None:
    """Let the ending lie so many days back."""
    Case.objects.filter(pk=case.pk).update(resolved_at=now() - timedelta(days=days))


def verdict(case: Case) -> tuple[str, str]:
    last = Assignment.objects.filter(case=case).latest("pk").because[-1]
    return last["step"], last["verdict"]


def test_a_word_within_seven_days_opens_the_case_again_for_its_agent(
    dmitri: Customer, ada: Agent, bruno: Agent, lamp_case: Case
) -> None:
    ended(lamp_case, 6.9)
    message = dmitri.writes("Está rota", at=now() + timedelta(seconds=2))
    assert Filing.objects.get(message=message).case == lamp_case == dmitri.case
    case = dmitri.case
    assert (case.state, case.assignee, case.resolved_at, case.closing_reason) == (State.OPEN, ada, None, "")
    assert (case.unseen, case.last_words, case.last_direction) == (True, "Está rota", "in")
    assert verdict(case) == ("former", "chosen")
    assert case.resolutions.get().undone_at


def test_its_agent_is_away_so_the_case_goes_to_the_next_in_turn(
    dmitri: Customer, ada: Agent, bruno: Agent, lamp_case: Case
) -> None:
    appearing.switch(ada, False, ada.actor)
    dmitri.writes("Está rota")
    assert dmitri.case == lamp_case
    assert (dmitri.case.assignee, verdict(lamp_case)) == (bruno, ("turn", "only"))


def test_nobody_is_here_so_the_case_waits_in_the_queue_and_not_for_somebody_away(
    dmitri: Customer, ada: Agent, lamp_case: Case
) -> None:
    appearing.switch(ada, False, ada.actor)
    dmitri.writes("Está rota")
    assert (dmitri.case.assignee, verdict(lamp_case)) == (None, ("turn", "nobody"))


def test_a_later_word_opens_a_new_case_and_the_old_one_keeps_its_ending(
    dmitri: Customer, ada: Agent, lamp_case: Case
) -> None:
    ended(lamp_case, 7.1)
    message = dmitri.writes("Quiero otra lámpara")
    assert dmitri.case != lamp_case
    assert Filing.objects.get(message=message).case == dmitri.case
    assert (dmitri.case.state, dmitri.case.receives, dmitri.case.subject) == (State.NEW, True, "Quiero otra lámpara")
    lamp_case.refresh_from_db()
    assert (lamp_case.state, lamp_case.receives, lamp_case.last_words) == (State.RESOLVED, False, "Sí, llegó.")
    assert lamp_case.resolutions.get().undone_at is None


def test_the_house_may_agree_on_other_days(dmitri: Customer, ada: Agent, lamp_case: Case) -> None:
    from recado.desk.cases.sections import Reopening

    changing.change(Reopening, "", Reopening(days=0), by=ada.actor)
    ended(lamp_case, 0.01)
    dmitri.writes("Quiero otra lámpara")
    assert dmitri.case != lamp_case


def test_WA10_a_file_on_a_resolved_case_is_not_lost(dmitri: Customer, ada: Agent, lamp_case: Case) -> None:
    picture = makers.text("") | {"type": "image", "image": {"id": "771", "mime_type": "image/jpeg", "sha256": "x"}}
    del picture["text"]
    dmitri.posts(picture)
    kept = Message.objects.get(provider_id=picture["id"])
    assert Filing.objects.get(message=kept).case == lamp_case == dmitri.case
    assert (dmitri.case.state, kept.attachments.get().source["id"]) == (State.OPEN, "771")


def test_words_of_before_and_after_the_patience_in_one_post_lie_in_one_case(
    dmitri: Customer, ada: Agent, lamp_case: Case
) -> None:
    dmitri.posts(makers.text("una"), makers.text("otra"), makers.text("y otra"))
    assert Filing.objects.filter(case=lamp_case).count() == 5
    assert Entry.objects.filter(name="case.reopened").count() == 1


def test_N2_old_words_read_again_reopen_nothing_and_alarm_nobody(dmitri: Customer, ada: Agent, lamp_case: Case) -> None:
    from recado.desk.channels import replaying
    from recado.desk.channels.models import Delivery

    delivery = makers.deliver(dmitri.channel, makers.body(makers.text("perdido", at=now() - timedelta(days=3))))
    Delivery.objects.filter(pk=delivery.pk).update(
        received_at=now() - timedelta(days=3), state="quarantined", reason="once"
    )
    replaying.replay(quarantined=True)
    dmitri.posts()
    lamp_case.refresh_from_db()
    assert Filing.objects.filter(case=lamp_case).count() == 3
    assert (lamp_case.state, lamp_case.unseen, lamp_case.last_words) == (State.RESOLVED, False, "Sí, llegó.")


def test_an_answer_on_the_phone_that_was_said_before_the_question_answers_nothing(dmitri: Customer, ada: Agent) -> None:
    import json

    dmitri.writes("¿Siguen ahí?")
    before = str(int((now() - timedelta(hours=2)).timestamp()))
    echo = {"from": "56900000001", "to": dmitri.phone, "id": "wamid.echo", "timestamp": before, "type": "text"}
    body = json.loads(makers.body(message_echoes=[{**echo, "text": {"body": "Cerramos a las seis"}}]))
    body["entry"][0]["changes"][0]["field"] = "smb_message_echoes"
    makers.deliver(dmitri.channel, json.dumps(body).encode())
    dmitri.posts()
    case = dmitri.case
    assert (case.state, case.unseen, case.last_words) == (State.NEW, True, "¿Siguen ahí?")


def test_what_the_house_says_on_a_resolved_case_leaves_it_resolved(
    dmitri: Customer, ada: Agent, lamp_case: Case
) -> None:
    replying.reply(dmitri.thread, by=ada.actor, text="Gracias a usted")
    lamp_case.refresh_from_db()
    assert (lamp_case.state, lamp_case.last_words) == (State.RESOLVED, "Gracias a usted")
    assert Filing.objects.filter(case=lamp_case).count() == 3


def test_W8_what_is_said_in_a_group_is_kept_and_opens_no_case(dmitri: Customer, ada: Agent) -> None:
    dmitri.posts(makers.text("Hola a todos") | {"group_id": "G.17"})
    kept = Message.objects.get()
    assert (kept.thread.kind, kept.thread.group, Case.objects.count()) == ("group", "G.17", 0)
    assert Entry.objects.get(name="message.received").thread == kept.thread_id
