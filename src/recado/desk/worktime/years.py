"""Which table holds for which year? All years of one calendar, each reckoned when it is first asked for."""

from collections.abc import Sequence
from datetime import MAXYEAR, date

from recado.desk.worktime import likeness, national, tables
from recado.desk.worktime.tables import Table
from recado.desk.worktime.wallclock import Hours


class Years(dict[int, Table]):
    """The tables of a calendar by year of UTC, each made when it is first asked for."""

    def __init__(self, zone: str, weekly: Sequence[Hours], dated: dict[int, Hours], holidays: str | None) -> None:
        self._zone = zone
        self._weekly = weekly if any(weekly) else ()
        self._dated = dated
        self._holidays = holidays
        self._marked = {date.fromordinal(near).year for day in dated for near in _around(day)}
        self._patterns: dict[int, Table] = {}
        self.last = MAXYEAR if self._weekly else max(self._marked)
        """After it nothing opens, so that no search goes on for ever (DK8)."""

    def __missing__(self, year: int) -> Table:
        self[year] = self._make(year)
        return self[year]

    def _make(self, year: int) -> Table:
        if year in self._marked or (year in likeness.RECORDED and self._weekly):
            return tables.table(self._zone, year, self._weekly, self._special(year))
        if not self._weekly:
            return tables.NOTHING
        alike = likeness.pattern(year)
        if alike not in self._patterns:
            self._patterns[alike] = tables.table(self._zone, alike, self._weekly, {})
        return self._patterns[alike]

    def _special(self, year: int) -> dict[int, Hours]:
        if self._holidays is None or year not in likeness.RECORDED:
            return self._dated
        free = {day for near in range(year - 1, year + 2) for day in national.days(self._holidays, near)}
        return dict.fromkeys(free, ()) | self._dated


def _around(ordinal: int) -> tuple[int, int]:
    """Two days before and after: the years of UTC that the local day may touch."""
    return max(ordinal - 2, 1), min(ordinal + 2, date.max.toordinal())
