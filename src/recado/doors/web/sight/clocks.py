"""How long is left, at one glance? The clock chip of a case, in working time, as of now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.utils.translation import gettext as _

from recado.desk.cases.models import Case
from recado.desk.clock.models import Deadline
from recado.desk.core import time
from recado.desk.core.statements import AnyOf, Statement
from recado.desk.rules import reading
from recado.desk.staff.sections import OpeningHours
from recado.desk.worktime import measuring
from recado.desk.worktime.calendars import Calendar
from recado.doors.web.sight import wording


@dataclass(frozen=True)
class Chip:
    """`state` is fine, warning, late, met, missed or night; `hidden` is for those who listen.

    `left` in seconds (below zero: late) is what remains until `ends_at` as long as the desk is open, that is until
    `ticks_until`; `share` of the promise, `promised` seconds, is left, in per cent.
    """

    state: str
    words: str
    hidden: str
    left: int | None = None
    ticks_until: datetime | None = None
    share: int = 0
    ends_at: datetime | None = None
    promised: int = 0

    @property
    def icon(self) -> str:
        return {"late": "alarm-clock", "missed": "alarm-clock", "met": "check", "night": "moon"}.get(self.state, "")


_NEWEST = Statement(
    lambda: Deadline.objects.filter(case=AnyOf("cases"), dropped_at=None).order_by("case", "-pk").distinct("case")
)


def chips(cases: Iterable[Case]) -> dict[int, Chip]:
    """The chip of each case that has a promise, by its number: one statement for all."""
    numbers = [case.pk for case in cases]
    calendar, at = cache(_calendar), time.now()
    return {
        deadline.case_id: _chip(deadline, at, calendar(deadline.hours)) for deadline in _NEWEST.looked_at(cases=numbers)
    }


def newest(promises: Sequence[Deadline]) -> Chip | None:
    """The chip of a case of which all promises are known, the newest first."""
    return chip(promises[0], time.now()) if promises else None


def chip(deadline: Deadline, at: datetime) -> Chip:
    return _chip(deadline, at, _calendar(deadline.hours))


def _calendar(revision: int | None) -> Calendar:
    """The opening hours that a deadline was counted with; read once for all rows of a list."""
    return reading.as_of(OpeningHours, revision).calendar


def _chip(deadline: Deadline, at: datetime, calendar: Calendar) -> Chip:
    if deadline.met_at:
        return _ended(deadline, deadline.met_at, calendar)
    if at >= deadline.due_at:
        return _late(deadline.due_at, at, calendar)
    if not measuring.is_open(calendar, at):
        return _closed(at, calendar)
    return _running(deadline, at, calendar)


def _ended(deadline: Deadline, met_at: datetime, calendar: Calendar) -> Chip:
    after = wording.span(measuring.worked(calendar, deadline.since_at, met_at))
    if met_at > deadline.due_at:
        return Chip("missed", after, _("Answered late, after "))
    return Chip("met", after, _("Answered in time, after "))


def _late(due_at: datetime, at: datetime, calendar: Calendar) -> Chip:
    over = measuring.worked(calendar, due_at, at)
    said = "+" + wording.span(over) if over >= wording.MINUTE else _("now")
    until = _closing(calendar, at, (at + timedelta(days=1)).replace(minute=0, second=0, microsecond=0))
    return Chip("late", said, _("Late "), -_seconds(over), until, ends_at=at - over)


def _closed(at: datetime, calendar: Calendar) -> Chip:
    opens = measuring.next_opening(calendar, at)
    return Chip("night", wording.moment(opens) if opens else _("closed"), _("Out of hours, goes on "))


def _running(deadline: Deadline, at: datetime, calendar: Calendar) -> Chip:
    left = measuring.worked(calendar, at, deadline.due_at)
    share = round(100 * left / deadline.promised_for) if deadline.promised_for else 0
    until = _closing(calendar, at, deadline.due_at)
    state, hidden = ("warning", _("Due soon, left ")) if at >= deadline.warn_at else ("fine", _("Left "))
    promised = _seconds(deadline.promised_for)
    return Chip(state, wording.span(left), hidden, _seconds(left), until, share, at + left, promised)


def _closing(calendar: Calendar, since: datetime, until: datetime) -> datetime | None:
    """When the stretch that is open at `since` ends."""
    stretches = measuring.counted(calendar, since, until)
    return stretches[0][1] if stretches and stretches[0][0] == since else None


def _seconds(length: timedelta) -> int:
    return int(length.total_seconds())
