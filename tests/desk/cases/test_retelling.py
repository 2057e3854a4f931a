"""A case says what its messages say now, also when they are edited, taken back, or never arrive."""

import pytest

from recado.desk.cases import retelling
from recado.desk.cases.models import Case, State
from recado.desk.clock.sections import Promises
from recado.desk.conversations import replying, retrying
from recado.desk.conversations.models import DeliveryRung, Message
from recado.desk.core.actors import HOUSE
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised(support: Team) -> None:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)


def _fails(message: Message, dmitri: Customer) -> None:
    Message.objects.filter(pk=message.pk).update(rung=DeliveryRung.ACCEPTED, provider_id=f"wamid.out{message.pk}")
    dmitri.posts(statuses=(makers.status(f"wamid.out{message.pk}", "failed", errors=[{"code": 131026}]),))
    retelling.take_back(message.pk)


def test_words_that_were_edited_or_taken_back_do_not_stay_on_the_case(dmitri: Customer, ada: Agent) -> None:
    said = makers.text("Mi clave es 1234")
    dmitri.posts(said)
    edit = makers.text("") | {"type": "edit", "edit": {"original_message_id": said["id"]}}
    edit["edit"]["message"] = {"type": "text", "text": {"body": "Hola"}}
    dmitri.posts(edit)
    assert (dmitri.case.subject, dmitri.case.last_words) == ("Hola", "Hola")
    dmitri.posts(makers.text("") | {"type": "revoke", "revoke": {"original_message_id": said["id"]}})
    assert (dmitri.case.subject, dmitri.case.last_words, dmitri.case.last_type) == ("", "", "revoked")


def test_an_answer_that_never_arrived_keeps_no_promise(dmitri: Customer, ada: Agent, promised: None) -> None:
    dmitri.writes("Hola")
    [message] = replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    assert (dmitri.case.state, dmitri.case.due_state) == (State.WAITING_CUSTOMER, "met")
    _fails(message, dmitri)
    case = dmitri.case
    assert (case.state, case.due_state, case.due_at) == (State.OPEN, "fine", case.deadlines.get().due_at)


def test_WA8_the_second_try_answers_anew(dmitri: Customer, ada: Agent, promised: None) -> None:
    dmitri.writes("Hola")
    [message] = replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    _fails(message, dmitri)
    retrying.retry(message, by=ada.actor)
    assert (dmitri.case.state, dmitri.case.due_state) == (State.WAITING_CUSTOMER, "met")
    assert Case.objects.count() == 1


def test_taking_back_twice_is_once(dmitri: Customer, ada: Agent, promised: None) -> None:
    dmitri.writes("Hola")
    [message] = replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    _fails(message, dmitri)
    retelling.take_back(message.pk)
    assert dmitri.case.state == State.OPEN
