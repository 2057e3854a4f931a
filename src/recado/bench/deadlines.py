"""How many deadlines can one core reckon in a second, beside another library and beside the bare least of work?

The limit is what no such arithmetic can do without: a time made an integer, one search in a sorted table, and the
integer found made a time again.
"""

import random
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from time import perf_counter_ns, thread_time_ns
from typing import NamedTuple

from recado.bench.figures import Figures, Run
from recado.desk.worktime import measuring, wording
from recado.desk.worktime.calendars import Calendar
from recado.desk.worktime.instants import micros, moment

SIZE = 40_000
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
SHOP = "mon-fri 09:00-13:00 14:00-18:00; sat 10:00-14:00"
WEEK, SATURDAY = (0, 1, 2, 3, 4), (5,)
PARTS = ((time(9), time(13), WEEK), (time(14), time(18), WEEK), (time(10), time(14), SATURDAY))
LONG = timedelta(hours=20_000)


class Task(NamedTuple):
    """What is measured: a call for each moment that a case may begin."""

    what: str
    call: Callable[[datetime], object]


def measure() -> list[Run]:
    """One run per calendar, as `recado bench` tells it; figures are of one core, times of one deadline."""
    since = _moments(SIZE)
    bare = _measured(_bare(since), since, None)
    limit = float(bare["per_second"])
    runs = [_measured(task, since, limit) for task in _tasks()]
    beside = [_measured(task, since[:size], limit) for task, size in others()]
    return [bare | {"limit": limit, "ratio": 1.0}, *runs, *beside]


def left_out() -> str | None:
    """What is not measured here, and why."""
    return None if others() else "businesstimedelta is not installed, so no other library stands beside these figures."


def others() -> list[tuple[Task, int]]:
    """The same questions to another library from PyPI, in UTC, with the number of times it can be asked in a second."""
    try:
        import businesstimedelta as other
    except ImportError:
        return []
    rules = [other.WorkDayRule(start_time=start, end_time=stop, working_days=days) for start, stop, days in PARTS]
    short, long = (other.BusinessTimeDelta(other.Rules(rules), timedelta=span) for span in (timedelta(hours=8), LONG))
    return [
        (Task("businesstimedelta: 8 h, two intervals a day", lambda at: at + short), SIZE // 10),
        (Task("businesstimedelta: 20,000 h, two intervals a day", lambda at: at + long), SIZE // 1000),
    ]


def _moments(count: int) -> list[datetime]:
    drawn = random.Random(24)
    return [FIRST + timedelta(seconds=drawn.randrange(360 * 86_400)) for _ in range(count)]


def _bare(since: Sequence[datetime]) -> Task:
    table = tuple(sorted(map(micros, since)))[::64]
    return Task(
        "limit: time to integer, one search, integer to time",
        lambda at: moment(table[bisect_right(table, micros(at)) - 1]),
    )


def _tasks() -> list[Task]:
    shop = Calendar("America/Santiago", wording.parse(SHOP))
    closed = frozenset((FIRST + timedelta(days=11 * step)).date() for step in range(30))
    holed = Calendar("Europe/Madrid", wording.parse(SHOP), closed=closed)
    round_the_clock = Calendar("Africa/Casablanca", wording.parse("mon-sun 00:00-24:00"))
    return [
        _promise("8 h, two intervals a day", shop, timedelta(hours=8)),
        _paused("8 h, two intervals a day, one pause", shop, timedelta(hours=8)),
        _promise("15 min, thirty closed days", holed, timedelta(minutes=15)),
        _promise("24 h, round the clock", round_the_clock, timedelta(hours=24)),
        _promise("20,000 h, two intervals a day", shop, LONG),
        Task("worked in ten days, two intervals a day", lambda at: measuring.worked(shop, at, at + timedelta(days=10))),
    ]


def _promise(what: str, calendar: Calendar, length: timedelta) -> Task:
    return Task(what, lambda at: measuring.due(calendar, at, length))


def _paused(what: str, calendar: Calendar, length: timedelta) -> Task:
    after, until = timedelta(hours=1), timedelta(hours=5)
    return Task(what, lambda at: measuring.due(calendar, at, length, ((at + after, at + until),)))


def _measured(task: Task, since: Sequence[datetime], limit: float | None) -> Run:
    """Twice over: in one go for the rate, by this core's own time; call by call for the spread, by the clock."""
    task.call(since[0])
    begun = thread_time_ns()
    for at in since:
        task.call(at)
    seconds = (thread_time_ns() - begun) / 1e9
    figures = Figures([_timed(task.call, at) for at in since], seconds)
    run = figures.run(task.what, size=len(since), limit=limit)
    # A deadline takes microseconds, for which two places of a millisecond are too few.
    exact = {"median_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99}
    return run | {name: round(figures.percentile(share), 6) for name, share in exact.items()}


def _timed(call: Callable[[datetime], object], at: datetime) -> float:
    begun = perf_counter_ns()
    call(at)
    return (perf_counter_ns() - begun) / 1e6
