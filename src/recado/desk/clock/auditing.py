"""Show of what working intervals a deadline was made (N3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from recado.desk.cases.models import Case
from recado.desk.clock.models import Deadline
from recado.desk.core.statements import Blank, Statement
from recado.desk.core.time import now
from recado.desk.rules import reading
from recado.desk.staff.sections import OpeningHours
from recado.desk.worktime import measuring


@dataclass(frozen=True)
class Stretch:
    """Working time that counted, from and to an instant."""

    from_at: datetime
    to_at: datetime


@dataclass(frozen=True)
class Audit:
    """One promise: since when, by when, the stretches that count, and where it stands now."""

    kind: str
    promised_for: timedelta
    since_at: datetime
    due_at: datetime
    met_at: datetime | None
    state: str
    zone: str
    stretches: tuple[Stretch, ...]
    used_for: timedelta

    @property
    def left_for(self) -> timedelta:
        return self.promised_for - self.used_for


_OF_CASE = Statement(lambda: Deadline.objects.filter(case=Blank("case"), dropped_at=None).order_by("-pk"))


def audit(case: Case, *, at: datetime | None = None) -> list[Audit]:
    """Every promise of the case, newest first, with its stretches of working time in UTC, computed as at the time."""
    return [audited(deadline, at or now()) for deadline in promises(case)]


def promises(case: Case) -> list[Deadline]:
    """All that the house promised on the case and did not drop, newest first."""
    return list(_OF_CASE(case=case.pk))


def audited(deadline: Deadline, at: datetime) -> Audit:
    """One promise, as at the time."""
    hours = reading.as_of(OpeningHours, deadline.hours)
    until = deadline.met_at or at
    counted = measuring.counted(hours.calendar, deadline.since_at, deadline.due_at)
    return Audit(
        kind=deadline.kind,
        promised_for=deadline.promised_for,
        since_at=deadline.since_at,
        due_at=deadline.due_at,
        met_at=deadline.met_at,
        state=_state(deadline, until),
        zone=hours.zone,
        stretches=tuple(Stretch(start, stop) for start, stop in counted),
        used_for=measuring.worked(hours.calendar, deadline.since_at, until),
    )


def _state(deadline: Deadline, until: datetime) -> str:
    if until > deadline.due_at:
        return "late"
    if deadline.met_at:
        return "met"
    return "warning" if until >= deadline.warn_at else "fine"
