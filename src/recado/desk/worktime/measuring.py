"""By when, and how much? Working time added, counted and listed; arithmetic on instants in UTC, half-open intervals."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from recado.desk.worktime.calendars import Calendar
from recado.desk.worktime.errors import WorktimeError
from recado.desk.worktime.instants import MICROSECOND, micros, moment
from recado.desk.worktime.intervals import Stretch, joined
from recado.desk.worktime.ledgers import Ledger

type Pause = tuple[datetime, datetime | None]
"""From and to; None: it still lasts. They may come in any order and overlap; what ends before it begins is none."""

NEVER = micros(datetime.max.replace(tzinfo=UTC)) + 1
LISTED = 50_000


def due(calendar: Calendar, since: datetime, for_: timedelta, pauses: Iterable[Pause] = ()) -> datetime:
    """The first instant, in UTC, up to which `for_` is worked from `since` outside the pauses, to the microsecond.

    So a day's end is due at closing, not at the next opening, and nothing or less at once. `WorktimeError` if never.
    """
    ledger = calendar.ledger
    at, left = micros(since), for_ // MICROSECOND
    if left <= 0:
        return moment(at)
    for start, stop in _merged(pauses) if pauses else ():
        if start > at:
            done = ledger.worked(at, start)
            if done >= left:
                break
            left -= done
        at = max(at, stop)
    reached = ledger.reach(at, left) if at < NEVER else None
    if reached is None:
        raise WorktimeError(_why_never(at, ledger))
    return moment(reached)


def worked(calendar: Calendar, since: datetime, until: datetime, pauses: Iterable[Pause] = ()) -> timedelta:
    """Working time from `since` to `until` outside the pauses; none if `until` comes first."""
    start, stop = micros(since), micros(until)
    free = _free(start, stop, _merged(pauses)) if pauses else ((start, max(start, stop)),)
    return MICROSECOND * sum([calendar.ledger.worked(opens, closes) for opens, closes in free])


def counted(
    calendar: Calendar, since: datetime, until: datetime, pauses: Iterable[Pause] = (), most: int = LISTED
) -> list[tuple[datetime, datetime]]:
    """The intervals that `worked` adds up, sorted and apart: the audit of a deadline (N3). The newest `most`."""
    ledger = calendar.ledger
    listed: list[Stretch] = []
    for free in reversed(list(_free(micros(since), micros(until), _merged(pauses)))):
        for start, stop in ledger.within(*free):
            if listed and listed[-1][0] == stop:
                listed[-1] = (start, listed[-1][1])
            elif len(listed) == most:
                break
            else:
                listed.append((start, stop))
    return [(moment(start), moment(stop)) for start, stop in reversed(listed)]


def next_opening(calendar: Calendar, at: datetime) -> datetime | None:
    """The first instant from `at` on, in UTC, at which it is open: `at` itself if it is; None if it never is again."""
    reached = calendar.ledger.reach(micros(at), 1)
    return None if reached is None else moment(reached - 1)


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether the calendar is open; it is at opening, it is not at closing."""
    return calendar.ledger.worked(micros(at), micros(at) + 1) == 1


def _merged(pauses: Iterable[Pause]) -> list[Stretch]:
    return joined([(micros(start), NEVER if stop is None else micros(stop)) for start, stop in pauses])


def _free(start: int, stop: int, pauses: list[Stretch]) -> Iterator[Stretch]:
    """What the pauses leave of a stretch, in order."""
    edges = [start, *(min(max(edge, start), stop) for pause in pauses for edge in pause), stop]
    return ((opens, closes) for opens, closes in list(pairwise(edges))[::2] if opens < closes)


def _why_never(at: int, ledger: Ledger) -> str:
    if at >= NEVER:
        return "A pause without an end comes before the time is up, so no deadline can be named."
    if ledger.years.last < moment(NEVER - 1).year:
        return f"This calendar does not open often enough after {moment(at):%Y-%m-%d}: it has no weekly hours."
    return "The deadline lies beyond the year 9999."
