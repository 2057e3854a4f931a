"""How much is worked up to any instant of one year? Prefix sums of its opening hours, asked by bisection."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from recado.desk.worktime import zones
from recado.desk.worktime.instants import year_starts
from recado.desk.worktime.intervals import Stretch, joined
from recado.desk.worktime.wallclock import Hours


class Table:
    """Stretches of work in one year of UTC, in microseconds from its first instant; sorted and apart."""

    __slots__ = ("starts", "stops", "sums", "total")

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        kept = tuple(stretches)
        self.starts = tuple(start for start, _ in kept)
        self.stops = tuple(stop for _, stop in kept)
        self.sums = tuple(accumulate(stop - start for start, stop in kept))
        self.total = self.sums[-1] if kept else 0

    def before(self, at: int) -> int:
        """Work from the year's first instant up to `at`."""
        place = bisect_right(self.starts, at) - 1
        if place < 0:
            return 0
        unworked = self.stops[place] - at
        return self.sums[place] - unworked if unworked > 0 else self.sums[place]

    def reach(self, work: int) -> int:
        """The first instant up to which so much is worked, 0 < work <= total."""
        place = bisect_left(self.sums, work)
        return self.stops[place] - self.sums[place] + work

    def within(self, start: int, stop: int) -> Iterator[Stretch]:
        """The stretches between two instants, cut to them, the last one first."""
        for place in range(bisect_left(self.starts, stop) - 1, -1, -1):
            if self.stops[place] <= start:
                return
            yield max(start, self.starts[place]), min(stop, self.stops[place])


NOTHING = Table(())


def table(zone: str, year: int, weekly: Sequence[Hours], special: Mapping[int, Hours]) -> Table:
    """The year's table from the hours of each local day: by weekday (Monday first), or by its ordinal if it is special.

    Hours are in microseconds of the wall clock.
    """
    start, stop = year_starts(year), year_starts(year + 1)
    stretches = joined(_opened(zone, year, weekly, special))
    cut = ((max(start, opens) - start, min(stop, closes) - start) for opens, closes in stretches)
    return Table((opens, closes) for opens, closes in cut if opens < closes)


def _opened(zone: str, year: int, weekly: Sequence[Hours], special: Mapping[int, Hours]) -> Iterator[Stretch]:
    days = zones.days(zone, year)
    for ordinal, (midnight, plain) in enumerate(zip(days.midnights, days.plain, strict=True), days.first):
        hours = special[ordinal] if ordinal in special else weekly[(ordinal - 1) % 7] if weekly else ()
        if plain:
            for opens, closes in hours:
                yield midnight + opens, midnight + closes
        else:
            yield from zones.resolved(zone, ordinal, hours)
