"""Which hours does a team keep? One frozen value, always sound: zone, week, closed days, exceptions, holidays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from recado.desk.worktime import ledgers, national, wallclock, zones
from recado.desk.worktime.errors import WorktimeError
from recado.desk.worktime.ledgers import Ledger
from recado.desk.worktime.wallclock import Hours


@dataclass(frozen=True)
class Calendar:
    """A team's working hours (C12, C13, C16), made only if it opens at all: else it raises `WorktimeError` (DK8).

    On its date an exception replaces everything else: the week, a closed day and a holiday.
    """

    zone: str
    """IANA name."""
    weekly: tuple[Hours, ...]
    """Seven, Monday first."""
    closed: frozenset[date] = frozenset()
    exceptions: tuple[tuple[date, Hours], ...] = ()
    holidays: str | None = None
    """ISO 3166 country, or country and region: `CL`, `ES-MD`."""

    def __post_init__(self) -> None:
        if len(self.weekly) != 7:
            raise WorktimeError("A week has seven days, Monday first.")
        zones.find(self.zone)
        self._keep("weekly", tuple(map(wallclock.hours, self.weekly)))
        self._keep("closed", frozenset(self.closed))
        self._keep("exceptions", _by_date(self.exceptions))
        self._keep("holidays", national.checked(self.holidays) if self.holidays else None)
        if not any(self.weekly) and not any(_opens(self.zone, *exception) for exception in self.exceptions):
            raise WorktimeError("This calendar never opens; give at least one day of the week some hours.")

    @cached_property
    def ledger(self) -> Ledger:
        """What its arithmetic looks up, shared by all calendars that are equal."""
        return ledgers.shared(self.zone, self.weekly, self.closed, self.exceptions, self.holidays)

    def _keep(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)


def _by_date(exceptions: Iterable[tuple[date, Hours]]) -> tuple[tuple[date, Hours], ...]:
    ordered = sorted((on, wallclock.hours(hours)) for on, hours in exceptions)
    for (on, _), (following, _) in pairwise(ordered):
        if on == following:
            raise WorktimeError(f"There are two exceptions for {on}.")
    return tuple(ordered)


def _opens(zone: str, on: date, hours: Hours) -> bool:
    return any(opens < closes for opens, closes in zones.resolved(zone, on.toordinal(), wallclock.micros(hours)))
