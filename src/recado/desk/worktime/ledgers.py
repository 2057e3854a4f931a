"""How much is worked between two instants? Looks into the tables of their years, and the sum of those between."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import MAXYEAR, date
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from recado.desk.worktime import wallclock
from recado.desk.worktime.instants import year_starts
from recado.desk.worktime.intervals import Stretch
from recado.desk.worktime.wallclock import Hours
from recado.desk.worktime.years import Years

YEAR_STARTS = tuple(map(year_starts, range(1, MAXYEAR + 2)))


class Sums(NamedTuple):
    """Work of the years `first` to `last`, added up: `totals[n]` is that of the first n of them."""

    first: int
    last: int
    totals: tuple[int, ...]


class Ledger:
    """Work between instants, by the years it is given. Sums are replaced whole, so that threads may share it."""

    def __init__(self, years: Years) -> None:
        self.years = years
        self._sums: Sums | None = None

    def worked(self, start: int, stop: int) -> int:
        """Work between two instants, start <= stop."""
        first = _year(start)
        zero, table = YEAR_STARTS[first - 1], self.years[first]
        if stop < YEAR_STARTS[first]:
            return table.before(stop - zero) - table.before(start - zero)
        last = _year(stop)
        sums = self._summed(first, last)
        between = sums.totals[last - sums.first] - sums.totals[first - sums.first]
        return between + self.years[last].before(stop - YEAR_STARTS[last - 1]) - table.before(start - zero)

    def reach(self, start: int, work: int) -> int | None:
        """The first instant up to which so much (> 0) is worked from `start`; None if that never comes."""
        year = _year(start)
        zero, table = YEAR_STARTS[year - 1], self.years[year]
        work += table.before(start - zero)
        return zero + table.reach(work) if work <= table.total else self._reach_later(year, work)

    def within(self, start: int, stop: int) -> Iterator[Stretch]:
        """The stretches of work between two instants, cut to them and to the years of UTC, the last one first."""
        for year in range(min(_year(stop), self.years.last), _year(start) - 1, -1):
            zero = YEAR_STARTS[year - 1]
            for opens, closes in self.years[year].within(start - zero, stop - zero):
                yield zero + opens, zero + closes

    def _reach_later(self, year: int, work: int) -> int | None:
        """As `reach`, with work counted from the start of a year that has less: look twice as far ahead each time."""
        last = year
        while last < self.years.last:
            last = min(last + (last - year) + 1, self.years.last)
            first, _, totals = self._summed(year, last)
            goal = totals[year - first] + work
            place = bisect_left(totals, goal)
            if place < len(totals):
                found = first + place - 1
                return YEAR_STARTS[found - 1] + self.years[found].reach(goal - totals[place - 1])
        return None

    def _summed(self, first: int, last: int) -> Sums:
        known = self._sums
        if known and known.first <= first and last <= known.last:
            return known
        if known:
            first, last = min(first, known.first), max(last, known.last)
        totals = accumulate((self.years[year].total for year in range(first, last + 1)), initial=0)
        self._sums = Sums(first, last, tuple(totals))
        return self._sums


@lru_cache(maxsize=64)
def shared(
    zone: str,
    weekly: tuple[Hours, ...],
    closed: frozenset[date],
    exceptions: tuple[tuple[date, Hours], ...],
    holidays: str | None,
) -> Ledger:
    """The ledger of these hours, made once for all calendars that keep them."""
    dated: dict[int, Hours] = {on.toordinal(): () for on in closed}
    dated |= {on.toordinal(): wallclock.micros(hours) for on, hours in exceptions}
    return Ledger(Years(zone, tuple(map(wallclock.micros, weekly)), dated, holidays))


def _year(at: int) -> int:
    """The year of UTC, 1 to 9999; an instant outside counts to the nearest."""
    return bisect_right(YEAR_STARTS, at, 0, MAXYEAR) or 1
