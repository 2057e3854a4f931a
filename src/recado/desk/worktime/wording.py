"""How does one type the hours of a week? `mon-fri 09:00-13:00 14:00-18:00; sat 10:00-14:00`, both ways."""

from itertools import groupby

from recado.desk.worktime import wallclock
from recado.desk.worktime.errors import WorktimeError
from recado.desk.worktime.intervals import Stretch
from recado.desk.worktime.wallclock import DAYS, Hours

EXAMPLE = "mon-fri 09:00-13:00 14:00-18:00; sat 10:00-14:00"


def parse(text: str) -> tuple[Hours, ...]:
    """The hours of seven days, Monday first, in parts split by `;`: days (`mon-fri`, `mon,wed`, `fri-mon`), then hours.

    A day that stands in several parts has the hours of all. Raises `WorktimeError`.
    """
    week: list[list[Stretch]] = [[] for _ in DAYS]
    for part in filter(None, map(str.strip, text.lower().split(";"))):
        days, *intervals = part.split()
        if not intervals:
            raise WorktimeError(f"{part!r} has days but no hours, or hours but no days; write {EXAMPLE!r}.")
        for day in _days(days):
            week[day] += map(_interval, intervals)
    if not any(week):
        raise WorktimeError(f"No hours are given; write {EXAMPLE!r}.")
    return tuple(map(wallclock.hours, week))


def show(weekly: tuple[Hours, ...]) -> str:
    """The shortest such text: neighbouring days of the same hours as a range, days without hours left out."""
    parts = []
    for hours, group in groupby(range(len(DAYS)), key=lambda day: weekly[day]):
        if hours:
            days = [DAYS[day] for day in group]
            names = days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}"
            intervals = [f"{wallclock.show(start)}-{wallclock.show(stop)}" for start, stop in hours]
            parts.append(" ".join([names, *intervals]))
    return "; ".join(parts)


def _days(text: str) -> list[int]:
    days: list[int] = []
    for piece in text.split(","):
        first, _, last = piece.partition("-")
        start, stop = _day(first), _day(last or first)
        days += [(start + step) % 7 for step in range((stop - start) % 7 + 1)]
    return days


def _day(name: str) -> int:
    if name not in DAYS:
        raise WorktimeError(f"{name!r} is not a day of the week; they are {', '.join(DAYS)}, as in {EXAMPLE!r}.")
    return DAYS.index(name)


def _interval(text: str) -> Stretch:
    start, dash, stop = text.partition("-")
    if not dash:
        raise WorktimeError(f"{text!r} is not an interval such as 09:00-13:00.")
    return wallclock.parse(start), wallclock.parse(stop)
