"""When did the wall clock of a zone read that? Local days and times as instants, right on both clock changes."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from recado.desk.worktime.errors import WorktimeError
from recado.desk.worktime.instants import DAY, EPOCH, EPOCH_ORDINAL, MICROSECOND, moment
from recado.desk.worktime.intervals import Stretch
from recado.desk.worktime.wallclock import Hours

NAIVE_EPOCH = EPOCH.replace(tzinfo=None)


class Days(NamedTuple):
    """The local days that a year of UTC touches: from three before 1 January to three after 31 December."""

    first: int
    """Ordinal (`date.toordinal`) of the first."""
    midnights: tuple[int, ...]
    """First instant of each day, in microseconds since 1970."""
    plain: tuple[bool, ...]
    """Whether the day and its neighbours last 24 hours each, so that its wall clock is midnight plus time of day."""


@lru_cache(maxsize=1024)
def find(name: str) -> ZoneInfo:
    """The zone by its IANA name."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise WorktimeError(f"There is no time zone {name!r}; write one as America/Santiago or UTC.") from None


@lru_cache(maxsize=256)
def days(name: str, year: int) -> Days:
    """Where each local day begins around one year of UTC."""
    zone = find(name)
    first = max(date(year, 1, 1).toordinal() - 3, 1)
    last = min(date(year, 12, 31).toordinal() + 4, date.max.toordinal())
    midnights = tuple(opening(zone, (day - EPOCH_ORDINAL) * DAY) for day in range(first, last + 1))
    even = [False, *(after - start == DAY for start, after in pairwise(midnights)), False, False]
    plain = tuple(all(even[place : place + 3]) for place in range(len(midnights)))
    return Days(first, midnights, plain)


def resolved(name: str, ordinal: int, hours: Hours) -> Iterator[Stretch]:
    """Opening hours of one local day, given in microseconds of its wall clock, as instants.

    What lies within a skipped hour has no length, or a negative one, and what reaches into it is cut.
    """
    zone, midnight = find(name), (ordinal - EPOCH_ORDINAL) * DAY
    for opens, closes in hours:
        yield opening(zone, midnight + opens), closing(zone, midnight + closes)


def opening(zone: ZoneInfo, wall: int) -> int:
    """The first instant at which the wall clock reads `wall` or later, in microseconds of naive local time.

    What would begin in a skipped hour begins at the change.
    """
    before, after = _offsets(zone, wall)
    return wall - before if after <= before else _change(zone, wall - after, wall - before)


def closing(zone: ZoneInfo, wall: int) -> int:
    """The end of the last instant at which the wall clock reads less than `wall`.

    Where 02:00 to 03:00 comes twice, hours until 02:00 end the first time and hours until 02:30 the second; what would
    end in a skipped hour ends at the change.
    """
    last = wall - 1
    before, after = _offsets(zone, last)
    return wall - after if after <= before else _change(zone, last - after, last - before)


def _offsets(zone: ZoneInfo, wall: int) -> tuple[int, int]:
    """Offsets from UTC before and after the change in which `wall` lies (PEP 495), else twice the same."""
    local = NAIVE_EPOCH + MICROSECOND * wall
    return _count(zone.utcoffset(local)), _count(zone.utcoffset(local.replace(fold=1)))


def _change(zone: ZoneInfo, low: int, high: int) -> int:
    """The one instant after `low`, up to `high`, at which the offset changes."""
    old = moment(low).astimezone(zone).utcoffset()
    return low + bisect_left(range(low, high + 1), True, key=lambda at: moment(at).astimezone(zone).utcoffset() != old)


def _count(offset: timedelta | None) -> int:
    return offset // MICROSECOND if offset else 0
