"""A promise begins where there is one, is kept by the first answer, and follows the case to another team."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from recado.desk.cases import resolving
from recado.desk.cases.models import Case
from recado.desk.clock.models import Deadline
from recado.desk.conversations import replying
from recado.desk.core.time import now
from recado.desk.journal.models import Entry
from recado.desk.routing import assigning
from recado.desk.staff.models import Agent, Team
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db

type Promise = Callable[..., None]


@pytest.fixture
def sales(db: None) -> Team:
    return makers.team("sales", "Sales")


def running(case: Case) -> Deadline | None:
    return Deadline.objects.filter(case=case, met_at=None, dropped_at=None).first()


def shown(case: Case) -> tuple[bool, str]:
    case.refresh_from_db()
    return case.due_at is not None, case.due_state


def test_F11_no_promise_no_clock(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Hola")
    assert shown(dmitri.case) == (False, "")
    assert not Deadline.objects.exists()


def test_F11_a_promise_counts_from_the_customers_word(dmitri: Customer, ada: Agent, promise: Promise) -> None:
    promise("PT15M")
    message = dmitri.writes("Hola", at=now() - timedelta(minutes=5))
    deadline = running(dmitri.case)
    assert deadline
    assert deadline.since_at == message.at
    assert (deadline.due_at - message.at, deadline.warn_at - message.at) == (
        timedelta(minutes=15),
        timedelta(minutes=10),
    )
    assert shown(dmitri.case) == (True, "fine")


def test_F11_a_promise_withdrawn_binds_only_what_it_was_given_for(
    dmitri: Customer, valeria: Customer, ada: Agent, promise: Promise
) -> None:
    promise("PT15M")
    dmitri.writes("Hola")
    promise(None)
    valeria.posts(makers.text("Hola", sender=valeria.phone))
    assert (shown(dmitri.case), shown(valeria.case)) == ((True, "fine"), (False, ""))


def test_an_answer_in_time_keeps_it_and_a_second_one_changes_nothing(
    dmitri: Customer, ada: Agent, promise: Promise
) -> None:
    promise("PT15M")
    dmitri.writes("Hola")
    [answer] = replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    replying.reply(dmitri.thread, by=ada.actor, text="Listo")
    assert Deadline.objects.get().met_at == answer.at
    assert shown(dmitri.case) == (False, "met")
    assert Entry.objects.filter(name="deadline.met").count() == 1


def test_a_late_answer_keeps_the_promise_late(
    dmitri: Customer, ada: Agent, promise: Promise, pass_by: Callable[[timedelta], None]
) -> None:
    promise("PT15M")
    dmitri.writes("Hola")
    pass_by(timedelta(minutes=16))
    replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    assert shown(dmitri.case) == (False, "late")
    assert Entry.objects.get(name="deadline.met").data["late"] is True


def test_a_note_is_no_answer(dmitri: Customer, ada: Agent, promise: Promise) -> None:
    promise("PT15M")
    dmitri.writes("Hola")
    replying.note(dmitri.thread, case=dmitri.case.pk, by=ada.actor, text="Es el de la lámpara")
    assert shown(dmitri.case) == (True, "fine")


def test_DK13_a_case_that_was_answered_owes_no_first_answer_when_it_is_opened_again(
    dmitri: Customer, ada: Agent, promise: Promise
) -> None:
    promise("PT15M")
    dmitri.writes("Hola")
    replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    met_at = Deadline.objects.get().met_at
    resolving.resolve(dmitri.case, by=ada.actor, reason="Delivered")
    dmitri.writes("Está rota")
    assert Deadline.objects.get().met_at == met_at
    assert running(dmitri.case) is None


def test_DK13_not_even_after_it_had_moved_between_teams(
    dmitri: Customer, ada: Agent, support: Team, sales: Team, promise: Promise
) -> None:
    promise("PT15M")
    promise("PT30M", sales)
    dmitri.writes("Hola")
    assigning.move(dmitri.case, team=sales, by=ada.actor)
    replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    resolving.resolve(dmitri.case, by=ada.actor, reason="Delivered")
    dmitri.writes("Está rota")
    assert running(dmitri.case) is None


def test_a_case_resolved_without_an_answer_owes_it_anew_when_it_is_opened_again(
    dmitri: Customer, ada: Agent, promise: Promise
) -> None:
    promise("PT15M")
    dmitri.writes("Hola")
    resolving.resolve(dmitri.case, by=ada.actor, reason="Spam")
    assert shown(dmitri.case) == (False, "")
    message = dmitri.writes("No es spam")
    deadline = running(dmitri.case)
    assert deadline
    assert deadline.since_at == message.at


def test_DK5_a_case_that_moves_has_the_new_teams_promise_since_the_same_word(
    dmitri: Customer, ada: Agent, sales: Team, promise: Promise
) -> None:
    promise("PT15M")
    promise("PT2H", sales)
    message = dmitri.writes("Hola")
    assigning.move(dmitri.case, team=sales, by=ada.actor)
    deadline = running(dmitri.case)
    assert deadline
    assert (deadline.promised_for, deadline.since_at) == (timedelta(hours=2), message.at)
    assert dmitri.case.due_at == deadline.due_at
    assert Deadline.objects.count() == 2


def test_DK5_by_way_of_a_team_that_promises_nothing_the_promise_is_not_lost(
    dmitri: Customer, ada: Agent, support: Team, sales: Team, promise: Promise
) -> None:
    promise("PT15M")
    message = dmitri.writes("Hola")
    assigning.move(dmitri.case, team=sales, by=ada.actor)
    assert (running(dmitri.case), shown(dmitri.case)) == (None, (False, ""))
    assigning.move(dmitri.case, team=support, by=ada.actor)
    deadline = running(dmitri.case)
    assert deadline
    assert deadline.since_at == message.at


def test_DK5_a_case_from_a_team_that_promises_nothing_gets_the_new_teams_promise(
    dmitri: Customer, ada: Agent, sales: Team, promise: Promise
) -> None:
    promise("PT2H", sales)
    message = dmitri.writes("Hola")
    assigning.move(dmitri.case, team=sales, by=ada.actor)
    deadline = running(dmitri.case)
    assert deadline
    assert deadline.since_at == message.at


def test_DK5_an_answered_or_ended_case_gets_no_promise_by_moving(
    dmitri: Customer, valeria: Customer, ada: Agent, sales: Team, promise: Promise
) -> None:
    promise("PT2H", sales)
    dmitri.writes("Hola")
    valeria.posts(makers.text("Hola", sender=valeria.phone))
    replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    resolving.resolve(valeria.case, by=ada.actor, reason="Spam")
    for case in (dmitri.case, valeria.case):
        assigning.move(case, team=sales, by=ada.actor)
        assert running(case) is None


def test_old_words_read_again_promise_nothing(dmitri: Customer, ada: Agent, promise: Promise) -> None:
    from recado.desk.channels.models import Delivery

    promise("PT15M")
    at = now() - timedelta(days=2)
    delivery = makers.deliver(dmitri.channel, makers.body(makers.text("perdido", at=at)))
    Delivery.objects.filter(pk=delivery.pk).update(received_at=at, replayed=True)
    dmitri.posts()
    assert (shown(dmitri.case), dmitri.case.unseen) == ((False, ""), False)
