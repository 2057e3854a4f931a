"""The clock chip: every state of a promise at one glance, in working time."""

from datetime import UTC, datetime, timedelta

import pytest

from recado.desk.clock.models import Deadline
from recado.desk.core.actors import HOUSE
from recado.desk.rules import changing
from recado.desk.staff.sections import OpeningHours
from recado.doors.web.sight import clocks

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday
MINUTE = timedelta(minutes=1)


def promise(*, met: timedelta | None = None, hours: int | None = None) -> Deadline:
    """A first answer within fifteen minutes from noon."""
    return Deadline(
        promised_for=15 * MINUTE,
        since_at=NOON,
        warn_at=NOON + 10 * MINUTE,
        due_at=NOON + 15 * MINUTE,
        met_at=NOON + met if met else None,
        hours=hours,
    )


@pytest.mark.parametrize(
    ("minutes", "state", "words", "left", "share"),
    [
        (2, "fine", "13 min", 780, 87),
        (10, "warning", "5 min", 300, 33),
        (15, "late", "now", 0, 0),
        (27, "late", "+12 min", -720, 0),
    ],
)
def test_a_running_promise(minutes: int, state: str, words: str, left: int, share: int) -> None:
    chip = clocks.chip(promise(), NOON + minutes * MINUTE)
    assert (chip.state, chip.words, chip.left, chip.share) == (state, words, left, share)


def test_a_kept_and_a_broken_promise_stand_still() -> None:
    kept, broken = (clocks.chip(promise(met=after * MINUTE), NOON + timedelta(days=9)) for after in (6, 65))
    assert [(chip.state, chip.words, chip.icon) for chip in (kept, broken)] == [
        ("met", "6 min", "check"),
        ("missed", "1 h 5 min", "alarm-clock"),
    ]


@pytest.mark.django_db
def test_at_night_it_says_when_it_goes_on() -> None:
    day = (("09:00", "12:10"),)
    week = OpeningHours(hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), day))
    hours = changing.change(OpeningHours, "team:1", week, by=HOUSE).pk
    open_, closed = (clocks.chip(promise(hours=hours), NOON + timedelta(minutes=after)) for after in (4, 12))
    assert (open_.state, open_.ticks_until) == ("fine", NOON + 10 * MINUTE)
    assert (closed.state, closed.left, closed.words.endswith("9:00")) == ("night", None, True)
