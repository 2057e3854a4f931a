"""Every deadline shows the working time it was made of (N3)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from recado.desk.cases.models import Case
from recado.desk.clock import auditing
from recado.desk.clock.auditing import Audit
from recado.desk.clock.models import Deadline
from recado.desk.conversations import replying
from recado.desk.core.time import now
from recado.desk.staff.models import Agent
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def _audit(case: Case, at: datetime | None = None) -> Audit:
    [audit] = auditing.audit(case, at=at)
    return audit


@pytest.fixture
def lamp_case(dmitri: Customer, ada: Agent, promise: Callable[..., None], hours: Callable[..., None]) -> Case:
    """Eight hours promised by a shop that shuts for lunch, in Santiago."""
    promise("PT8H")
    hours(("09:00", "13:00"), ("14:00", "18:00"), zone="America/Santiago")
    dmitri.writes("Hola")
    return dmitri.case


def test_N3_the_stretches_add_up_to_the_promise(lamp_case: Case) -> None:
    audit = _audit(lamp_case)
    assert sum((stretch.to_at - stretch.from_at for stretch in audit.stretches), timedelta()) == audit.promised_for
    assert audit.promised_for == timedelta(hours=8)
    assert audit.stretches[-1].to_at == audit.due_at == lamp_case.due_at
    assert (audit.zone, audit.met_at) == ("America/Santiago", None)
    assert all(stretch.from_at >= audit.since_at for stretch in audit.stretches)


def test_N3_hours_changed_afterwards_do_not_change_what_was_promised(
    lamp_case: Case, hours: Callable[..., None]
) -> None:
    before = _audit(lamp_case, now())
    hours(("10:00", "11:00"), zone="Asia/Tokyo")
    after = _audit(lamp_case, now())
    assert (after.zone, after.stretches, after.due_at) == (before.zone, before.stretches, before.due_at)


def test_N3_what_is_used_and_what_is_left_are_the_whole(lamp_case: Case) -> None:
    whole = _audit(lamp_case)
    due, left = whole.due_at, (whole.stretches[-1].to_at - whole.stretches[-1].from_at) / 2
    late_on = _audit(lamp_case, due - left)
    assert (late_on.used_for, late_on.left_for) == (timedelta(hours=8) - left, left)
    assert [_audit(lamp_case, due + timedelta(seconds=second)).state for second in (-9000, 0, 1)] == [
        "warning",
        "warning",
        "late",
    ]


def test_N3_an_answer_ends_the_counting(lamp_case: Case, dmitri: Customer, ada: Agent) -> None:
    replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    audit = _audit(lamp_case, now() + timedelta(days=30))
    assert (audit.state, audit.met_at is not None) == ("met", True)
    assert audit.left_for > timedelta()


def test_N3_an_answer_after_the_time_shows_as_late_with_what_was_used(
    lamp_case: Case, dmitri: Customer, ada: Agent, pass_by: Callable[[timedelta], None]
) -> None:
    pass_by(timedelta(days=7))
    replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    audit = _audit(lamp_case)
    assert (audit.state, audit.left_for < timedelta()) == ("late", True)


def test_N3_a_wait_over_the_clock_change_is_counted_in_working_time(lamp_case: Case) -> None:
    """Santiago springs forward on the night to 6 September 2026."""
    since = datetime(2026, 9, 5, 20, 0, tzinfo=UTC)
    Deadline.objects.update(since_at=since, due_at=datetime(2026, 9, 6, 20, 0, tzinfo=UTC))
    audit = _audit(lamp_case, since)
    lengths = [stretch.to_at - stretch.from_at for stretch in audit.stretches]
    assert lengths == [timedelta(hours=2), timedelta(hours=4), timedelta(hours=3)]
