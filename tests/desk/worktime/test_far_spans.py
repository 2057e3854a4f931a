"""Does a thousand years cost no more than a day, and is the answer still exact?"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recado.desk.worktime import likeness, measuring, tables, wallclock, zones
from recado.desk.worktime.errors import WorktimeError
from recado.desk.worktime.instants import year_starts
from tests.desk.worktime.makers import ROUND_THE_CLOCK, SHOP, at, calendar, due

SANTIAGO = calendar(SHOP, zone="America/Santiago", closed=["2026-12-25", "4711-06-01"])
moments = st.datetimes(timezones=st.just(UTC))
CHANGING = ["America/Santiago", "Europe/Madrid", "Australia/Lord_Howe", "Africa/Casablanca", "America/Scoresbysund"]


@settings(deadline=None)
@given(edges=st.tuples(moments, moments, moments).map(sorted))
def test_parts_of_a_span_add_up_to_it(edges: list[datetime]) -> None:
    first, middle, last = edges
    parts = measuring.worked(SANTIAGO, first, middle) + measuring.worked(SANTIAGO, middle, last)
    assert parts == measuring.worked(SANTIAGO, first, last)


@settings(deadline=None)
@given(since=moments, promise=st.timedeltas(timedelta(microseconds=1), timedelta(days=365 * 1000)))
def test_a_deadline_is_the_first_instant_at_which_all_is_worked(since: datetime, promise: timedelta) -> None:
    try:
        reached = measuring.due(SANTIAGO, since, promise)
    except WorktimeError:
        assert measuring.worked(SANTIAGO, since, datetime.max.replace(tzinfo=UTC)) < promise
        return
    before = reached - timedelta(microseconds=1)
    assert measuring.worked(SANTIAGO, since, reached) == promise
    assert measuring.worked(SANTIAGO, since, before) == promise - timedelta(microseconds=1)


def test_a_thousand_years_of_work_without_a_break_can_be_reckoned_by_hand() -> None:
    since, until = at("2026-03-02 09:00"), at("3026-03-02 09:00")
    assert measuring.due(calendar(ROUND_THE_CLOCK), since, until - since) == until


def test_one_hour_a_week_for_two_years_of_seconds() -> None:
    weekly = calendar("mon 09:00-10:00")
    expected = datetime(2026, 3, 2, 10, tzinfo=UTC) + timedelta(weeks=17_519)
    assert measuring.due(weekly, at("2026-03-02 09:00"), timedelta(seconds=63_072_000)) == expected


def test_past_the_year_9999_is_an_error_in_words() -> None:
    with pytest.raises(WorktimeError, match="beyond the year 9999"):
        due(calendar("mon 09:00-09:01"), "2026-03-02 00:00", "PT63072000S")
    assert measuring.next_opening(calendar("mon 09:00-09:01"), at("9999-12-31 23:59")) is None


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Midway", "Asia/Manila", "America/Santiago"])
def test_the_ends_of_time_are_no_edge_to_fall_off(zone: str) -> None:
    hours = calendar(ROUND_THE_CLOCK, zone=zone, exceptions={"0001-01-01": [], "9999-12-31": [["00:00", "24:00"]]})
    whole = measuring.worked(hours, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
    assert timedelta(days=3_652_059 - 3) <= whole <= timedelta(days=3_652_059)


def test_an_only_opening_decades_away_is_found_and_none_after_it() -> None:
    """DK8: decided without walking through the days between."""
    jubilee = calendar("", exceptions={"2090-05-01": [["09:00", "12:00"]]}, closed=["2026-01-01"])
    assert due(jubilee, "2026-03-02 09:00", "PT2H") == "Mon 2090-05-01 11:00"
    assert measuring.next_opening(jubilee, at("2090-05-01 12:00")) is None
    with pytest.raises(WorktimeError, match="no weekly hours"):
        due(jubilee, "2026-03-02 09:00", "PT4H")
    with pytest.raises(WorktimeError, match="no weekly hours"):
        due(jubilee, "2095-03-02 09:00", "PT1H")


@settings(deadline=None, max_examples=25)
@given(year=st.integers(2, 9998).filter(lambda year: year not in likeness.RECORDED), zone=st.sampled_from(CHANGING))
def test_a_year_is_what_its_pattern_says(year: int, zone: str) -> None:
    weekly = [wallclock.micros(hours) for hours in SANTIAGO.weekly]
    own, alike = tables.table(zone, year, weekly, {}), tables.table(zone, likeness.pattern(year), weekly, {})
    assert (own.starts, own.stops) == (alike.starts, alike.stops)


@pytest.mark.parametrize("zone", sorted(available_timezones())[::25])
def test_no_zone_changes_its_clocks_but_by_rule_outside_the_recorded_years(zone: str) -> None:
    for year in (1500, 1769, 2101, 2108):
        own, alike = zones.days(zone, year), zones.days(zone, likeness.pattern(year))
        assert own.plain == alike.plain
        away = year_starts(likeness.pattern(year)) - year_starts(year)
        assert [midnight + away for midnight in own.midnights] == list(alike.midnights)


@pytest.mark.parametrize("zone", ["Europe/Madrid", "Asia/Gaza"])
@pytest.mark.parametrize("year", [1920, 1945, 2026, 2080])
def test_within_the_recorded_years_noon_is_noon_whatever_was_decreed(zone: str, year: int) -> None:
    """Gaza writes out its changes around each Ramadan until 2086."""
    noons = [datetime(year, month, 10, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC) for month in range(1, 13)]
    hours = calendar("mon-sun 12:00-13:00", zone=zone)
    assert [measuring.next_opening(hours, noon - timedelta(hours=6)) for noon in noons] == noons


def test_what_ends_with_the_last_day_of_a_later_year_is_due_at_its_closing() -> None:
    office, since, closing = calendar("mon-fri 09:00-17:00"), at("2026-11-02 09:00"), at("2027-12-31 17:00")
    assert measuring.due(office, since, measuring.worked(office, since, closing)) == closing


def test_a_date_named_in_a_pattern_year_is_closed_in_that_year_only() -> None:
    pattern = likeness.pattern(3000)
    first = date(pattern, 6, 1).isoformat()
    named = calendar(ROUND_THE_CLOCK, closed=[first])
    day = timedelta(days=1)
    assert measuring.worked(named, at("3000-01-01 00:00"), at("3001-01-01 00:00")) == 365 * day
    assert measuring.worked(named, at(f"{first} 00:00"), at(f"{first} 00:00") + 2 * day) == day


def test_a_far_new_year_that_is_closed_is_so_on_both_sides_of_it_in_utc() -> None:
    island = calendar(ROUND_THE_CLOCK, zone="Pacific/Kiritimati", closed=["3001-01-01"])
    assert measuring.next_opening(island, at("3000-12-31 12:00")) == at("3001-01-01 10:00")
    midway = calendar(ROUND_THE_CLOCK, zone="Pacific/Midway", closed=["3000-12-31"])
    assert measuring.next_opening(midway, at("3001-01-01 03:00")) == at("3001-01-01 11:00")
