"""What does the clock on the wall read? Times of day, and the opening hours of one day."""

import re
from collections.abc import Iterable

from recado.desk.worktime.errors import WorktimeError
from recado.desk.worktime.instants import SECOND
from recado.desk.worktime.intervals import Stretch, joined

type Hours = tuple[Stretch, ...]
"""Opening hours of one day: sorted, apart, half-open, in seconds of the wall clock from 0 to 86,400."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_ENDS = 86_400
SHAPE = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")


def parse(text: object) -> int:
    """Seconds since midnight of `9:00`, `09:00` or `09:00:30`; `24:00` is the end of the day."""
    found = SHAPE.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        raise WorktimeError(f"{text!r} is not a time of day; write it as 09:00.")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > DAY_ENDS:
        raise WorktimeError(f"{text} is no time of day; the last one is 24:00, the end of the day.")
    return total


def show(seconds: int) -> str:
    """`09:00`, with seconds only where there are some."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")


def hours(intervals: Iterable[Stretch]) -> Hours:
    """The hours of one day: intervals that overlap or touch become one; one not ending after it begins is refused."""
    given = list(intervals)
    for start, stop in given:
        if not 0 <= start < stop <= DAY_ENDS:
            raise WorktimeError(
                f"{show(start)}-{show(stop)} does not end after it begins; hours over midnight are written as two, "
                f"up to 24:00 and from 00:00 of the next day."
            )
    return tuple(joined(given))


def micros(hours: Hours) -> Hours:
    """The same hours in microseconds."""
    return tuple((opens * SECOND, closes * SECOND) for opens, closes in hours)
