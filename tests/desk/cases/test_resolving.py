"""A case ends with its reason, once, and the ending can be undone."""

from datetime import timedelta

import pytest

from recado.desk.cases import resolving
from recado.desk.cases.models import Case, Resolution, State
from recado.desk.channels.models import Template
from recado.desk.conversations import replying
from recado.desk.conversations.models import Message, Thread
from recado.desk.conversations.permitting import Wanted
from recado.desk.core.time import now
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected
from recado.desk.staff import appearing
from recado.desk.staff.models import Agent
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamp_case(dmitri: Customer, ada: Agent) -> Case:
    dmitri.writes("¿Llegó mi lámpara?")
    return dmitri.case


def _objected(case: Case, by: Agent, reason: str) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(Objected) as refused:
        resolving.resolve(case, by=by.actor, reason=reason)
    [objection] = refused.value.objections
    return objection.code, objection.missing


@pytest.mark.parametrize("reason", ["", "  \n", "\x00", "x" * 501])
def test_no_case_ends_without_a_reason_that_can_be_kept(lamp_case: Case, ada: Agent, reason: str) -> None:
    assert _objected(lamp_case, ada, reason) == ("resolution-incomplete", ("reason",))
    lamp_case.refresh_from_db()
    assert (lamp_case.state, lamp_case.resolved_at) == (State.NEW, None)


def test_resolved_twice_is_resolved_once_and_keeps_the_first_reason(lamp_case: Case, ada: Agent, bruno: Agent) -> None:
    first = resolving.resolve(lamp_case, by=ada.actor, reason="Delivered")
    again = resolving.resolve(lamp_case, by=bruno.actor, reason="Something else")
    assert first == again
    lamp_case.refresh_from_db()
    assert (lamp_case.state, lamp_case.closing_reason, lamp_case.unseen) == (State.RESOLVED, "Delivered", True)
    assert Entry.objects.filter(name="case.resolved").count() == 1


def test_an_ending_is_undone_and_leaves_its_trace(lamp_case: Case, ada: Agent) -> None:
    resolving.resolve(lamp_case, by=ada.actor, reason="Delivered")
    resolving.reopen(lamp_case, by=ada.actor)
    resolving.reopen(lamp_case, by=ada.actor)
    lamp_case.refresh_from_db()
    assert (lamp_case.state, lamp_case.resolved_at, lamp_case.closing_reason) == (State.OPEN, None, "")
    kept = Resolution.objects.get()
    assert (kept.reason, kept.undone_by) == ("Delivered", ada.actor)
    assert Entry.objects.filter(name="case.reopened").count() == 1


def test_an_ending_undone_by_hand_leaves_the_case_whose_it_was(lamp_case: Case, ada: Agent, bruno: Agent) -> None:
    assert lamp_case.assignee == ada
    appearing.switch(ada, False, ada.actor)
    resolving.resolve(lamp_case, by=ada.actor, reason="Delivered")
    resolving.reopen(lamp_case, by=ada.actor)
    lamp_case.refresh_from_db()
    assert lamp_case.assignee == ada


def test_a_case_whose_thread_went_on_in_a_newer_one_stays_resolved(
    lamp_case: Case, dmitri: Customer, ada: Agent
) -> None:
    from datetime import timedelta

    resolving.resolve(lamp_case, by=ada.actor, reason="Delivered")
    Case.objects.filter(pk=lamp_case.pk).update(resolved_at=now() - timedelta(days=8))
    dmitri.writes("Otra cosa")
    with pytest.raises(Objected) as refused:
        resolving.reopen(lamp_case, by=ada.actor)
    assert [objection.code for objection in refused.value.objections] == ["superseded"]
    lamp_case.refresh_from_db()
    assert lamp_case.state == State.RESOLVED


def test_resolved_again_after_an_undo_is_an_ending_of_its_own(lamp_case: Case, ada: Agent, bruno: Agent) -> None:
    resolving.resolve(lamp_case, by=ada.actor, reason="Delivered")
    resolving.reopen(lamp_case, by=ada.actor)
    second = resolving.resolve(lamp_case, by=bruno.actor, reason="Refunded")
    assert (second.reason, second.by, lamp_case.resolutions.count()) == ("Refunded", bruno.actor, 2)


def test_F5_outside_the_window_no_hand_opens_a_case_again_but_a_fresh_ending_is_undone(
    lamp_case: Case, ada: Agent
) -> None:
    resolving.resolve(lamp_case, by=ada.actor, reason="Delivered")
    Thread.objects.update(last_inbound_at=now() - timedelta(hours=25))
    resolving.reopen(lamp_case, by=ada.actor)
    resolving.resolve(lamp_case, by=ada.actor, reason="Delivered")
    Case.objects.update(resolved_at=now() - timedelta(hours=1))
    with pytest.raises(Objected) as refused:
        resolving.reopen(lamp_case, by=ada.actor)
    assert [objection.code for objection in refused.value.objections] == ["window-closed"]


def test_F5_a_template_that_left_since_the_ending_begins_anew(lamp_case: Case, ada: Agent) -> None:
    assert lamp_case.thread
    resolving.resolve(lamp_case, by=ada.actor, reason="Delivered")
    Thread.objects.update(last_inbound_at=now() - timedelta(hours=25))
    Template.objects.create(
        channel=lamp_case.thread.channel,
        name="hola",
        language="es",
        body="Hola",
        placeholders=0,
        state="APPROVED",
        listed_at=now(),
    )
    [sent] = replying.reply(lamp_case.thread, by=ada.actor, template=Wanted("hola", "es", ()))
    Case.objects.update(resolved_at=now() - timedelta(hours=1))
    Message.objects.filter(pk=sent.pk).update(rung="failed")
    with pytest.raises(Objected):
        resolving.reopen(lamp_case, by=ada.actor)
    Message.objects.filter(pk=sent.pk).update(rung="sent")
    resolving.reopen(lamp_case, by=ada.actor)
    lamp_case.refresh_from_db()
    assert lamp_case.state != State.RESOLVED


def test_a_word_that_came_unseen_stays_unseen_when_the_case_ends(lamp_case: Case, ada: Agent) -> None:
    resolving.resolve(lamp_case, by=ada.actor, reason="Delivered")
    lamp_case.refresh_from_db()
    assert lamp_case.unseen
