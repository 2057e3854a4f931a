"""Does the arithmetic say what somebody says who walks through the minutes, also where the clocks change?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recado.desk.worktime import measuring, wallclock
from recado.desk.worktime.calendars import Calendar
from tests.desk.worktime import oracle
from tests.desk.worktime.oracle import MINUTE, WALKED

CHANGES = [
    ("America/Santiago", "2026-04-05"),  # back at midnight
    ("America/Santiago", "2026-09-06"),  # a day without a midnight
    ("Europe/Madrid", "2026-03-29"),
    ("Europe/Madrid", "2026-10-25"),
    ("Australia/Lord_Howe", "2026-04-05"),  # by half an hour
    ("Australia/Lord_Howe", "2026-10-04"),
    ("Africa/Casablanca", "2026-02-15"),  # for Ramadan
    ("Africa/Casablanca", "2026-03-22"),
    ("Asia/Beirut", "2026-03-29"),
    ("Asia/Beirut", "2026-10-25"),
    ("America/Havana", "2026-11-01"),  # two midnights in one day
    ("America/St_Johns", "2005-10-30"),  # one minute past midnight, back over it
    ("Pacific/Apia", "2011-12-30"),  # a day that never was
    ("Asia/Kathmandu", "1986-01-01"),  # for good
    ("UTC", "2026-01-01"),
]

five_minutes = st.integers(0, 288).map(lambda count: count * 300)
interval = st.lists(five_minutes, min_size=2, max_size=2, unique=True).map(lambda ends: (min(ends), max(ends)))
hours = st.lists(interval, max_size=3)
steps = st.integers(0, WALKED - 1)


@st.composite
def calendars(draw: st.DrawFn, zone: str, day: str) -> Calendar:
    week = draw(st.lists(hours, min_size=7, max_size=7).filter(any))
    near = st.integers(-4, 6).map(lambda away: datetime.fromisoformat(day).date() + timedelta(days=away))
    return Calendar(
        zone=zone,
        weekly=tuple(map(wallclock.hours, week)),
        closed=draw(st.frozensets(near, max_size=2)),
        exceptions=tuple(draw(st.dictionaries(near, hours.map(wallclock.hours), max_size=2)).items()),
    )


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_deadlines_worked_time_and_openings_are_those_of_the_walk(zone: str, day: str, data: st.DataObject) -> None:
    """DK8: several intervals a day, closed days, exceptions, pauses in any order, both clock changes."""
    calendar, walk = data.draw(calendars(zone, day)), oracle.walk(zone, day)
    since, until, minutes = data.draw(steps), data.draw(steps), data.draw(st.integers(1, 3000))
    paused = data.draw(st.lists(st.tuples(steps, steps), max_size=3))
    pauses = [(walk.at(start), walk.at(stop)) for start, stop in paused]
    opened = walk.open_minutes(calendar)
    counted = [is_open and not any(a <= step < b for a, b in paused) for step, is_open in enumerate(opened)]

    assert measuring.worked(calendar, walk.at(since), walk.at(until), pauses) == MINUTE * sum(counted[since:until])
    assert [measuring.is_open(calendar, walk.at(step)) for step in (since, until)] == [opened[since], opened[until]]
    reached = oracle.due(counted, since, minutes)
    if reached is None:
        return
    due = measuring.due(calendar, walk.at(since), MINUTE * minutes, pauses)
    assert due == walk.at(reached)
    listed = measuring.counted(calendar, walk.at(since), due, pauses)
    told = {step for start, stop in listed for step in range(walk.step(start), walk.step(stop))}
    assert told == {step for step in range(since, reached) if counted[step]}


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_the_next_opening_is_that_of_the_walk(zone: str, day: str, data: st.DataObject) -> None:
    calendar, walk, since = data.draw(calendars(zone, day)), oracle.walk(zone, day), data.draw(steps)
    opened = walk.open_minutes(calendar)
    if True in opened[since:]:
        assert measuring.next_opening(calendar, walk.at(since)) == walk.at(opened.index(True, since))


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_fraction_of_a_second_counts(zone: str, day: str, data: st.DataObject) -> None:
    calendar, walk = data.draw(calendars(zone, day)), oracle.walk(zone, day)
    since = walk.at(data.draw(steps)) + timedelta(microseconds=data.draw(st.integers(0, 59_999_999)))
    promise = timedelta(microseconds=data.draw(st.integers(1, 10**11)))
    due = measuring.due(calendar, since, promise)
    assert measuring.worked(calendar, since, due) == promise
    assert measuring.worked(calendar, since, due - timedelta(microseconds=1)) == promise - timedelta(microseconds=1)
    assert due.tzinfo is UTC
