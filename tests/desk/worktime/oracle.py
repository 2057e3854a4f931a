"""What would somebody say who walks through the days minute by minute, looking at the clock on the wall?

Only ever asks which local time an instant has, never the way back, so that it shares no reasoning with the product.
"""

from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from recado.desk.worktime.calendars import Calendar

MINUTE = timedelta(minutes=1)
WALKED = 12 * 24 * 60


class Walk:
    """Twelve days of one zone, in minutes from `start`."""

    def __init__(self, zone: str, start: datetime) -> None:
        self.start = start
        self._midnight = start.replace(tzinfo=None)
        clock = ZoneInfo(zone)
        instants = (start + MINUTE * step for step in range(WALKED))
        read = [(at.astimezone(clock).replace(tzinfo=None) - self._midnight) // MINUTE for at in instants]
        self._latest = list(accumulate(read, max))
        self._earliest = list(accumulate(reversed(read), min))[::-1]

    def open_minutes(self, calendar: Calendar) -> list[bool]:
        """Open from the first minute that reads a start or later to the last that reads less than an end."""
        found = [False] * WALKED
        for day in range(-2, WALKED // 1440 + 2):
            on = (self._midnight + timedelta(days=day)).date()
            hours = calendar.weekly[on.weekday()] if on not in calendar.closed else ()
            for opens, closes in dict(calendar.exceptions).get(on, hours):
                first = bisect_left(self._latest, day * 1440 + opens // 60)
                last = bisect_left(self._earliest, day * 1440 + closes // 60)
                found[first:last] = [True] * max(last - first, 0)
        return found

    def at(self, step: int) -> datetime:
        return self.start + MINUTE * step

    def step(self, at: datetime) -> int:
        return (at - self.start) // MINUTE


@lru_cache(maxsize=32)
def walk(zone: str, day: str) -> Walk:
    """From five days before a date."""
    return Walk(zone, datetime.fromisoformat(day).replace(tzinfo=UTC) - timedelta(days=5))


def due(counted: list[bool], since: int, minutes: int) -> int | None:
    """The minute at whose start so many have passed; None if they do not within the walk."""
    passed = 0
    for step in range(since, WALKED):
        if passed == minutes:
            return step
        passed += counted[step]
    return WALKED if passed == minutes else None
