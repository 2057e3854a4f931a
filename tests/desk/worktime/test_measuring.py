"""By when must Ada answer, and what was counted for it?"""

from datetime import UTC, datetime, timedelta

import pytest

from recado.desk.worktime import measuring
from recado.desk.worktime.errors import WorktimeError
from tests.desk.worktime.makers import ROUND_THE_CLOCK, SHOP, at, calendar, due, length, worked

LUMEN = calendar(SHOP)
OFFICE = calendar("mon-fri 09:00-17:00")


def test_a_promise_runs_over_the_midday_break_and_the_night() -> None:
    """C12: several intervals a day."""
    assert due(LUMEN, "2026-03-02 12:30", "PT1H") == "Mon 2026-03-02 14:30"
    assert due(LUMEN, "2026-03-02 17:30", "PT1H") == "Tue 2026-03-03 09:30"
    assert due(LUMEN, "2026-03-07 13:59", "PT2M") == "Mon 2026-03-09 09:01"


def test_a_24_hour_promise_counts_24_working_hours() -> None:
    """C4."""
    assert due(OFFICE, "2026-03-05 12:00", "PT24H") == due(OFFICE, "2026-03-05 12:00", "P1D") == "Tue 2026-03-10 12:00"


def test_what_ends_with_the_working_day_is_due_at_closing() -> None:
    assert due(OFFICE, "2026-03-06 16:00", "PT1H") == "Fri 2026-03-06 17:00"


def test_before_hours_the_clock_starts_at_opening() -> None:
    assert due(OFFICE, "2026-03-08 03:00", "PT30M") == "Mon 2026-03-09 09:30"


@pytest.mark.parametrize("promise", ["PT0S", "-PT5M"])
def test_nothing_or_less_is_due_at_once(promise: str) -> None:
    assert due(OFFICE, "2026-03-08 03:00", promise) == "Sun 2026-03-08 03:00"
    assert measuring.counted(OFFICE, at("2026-03-08 03:00"), at("2026-03-08 03:00")) == []


def test_a_month_of_holidays_does_not_eat_a_promise_of_half_an_hour() -> None:
    """DK8: a closure of thirty days with a promise of thirty minutes."""
    february = [f"2026-02-{day:02}" for day in range(1, 29)] + ["2026-03-01", "2026-03-02"]
    assert due(calendar(SHOP, closed=february), "2026-01-31 13:50", "PT30M") == "Tue 2026-03-03 09:20"


def test_a_pause_over_the_weekend_costs_only_working_time() -> None:
    """DK8."""
    weekend = ("2026-03-06 16:00", "2026-03-09 10:00")
    assert due(OFFICE, "2026-03-06 15:00", "PT3H", weekend) == "Mon 2026-03-09 12:00"
    assert worked(OFFICE, "2026-03-06 15:00", "2026-03-09 12:00", weekend) == "PT3H"


def test_pauses_may_overlap_come_in_any_order_and_be_none() -> None:
    """DK8."""
    noon, long = ("2026-03-02 11:30", "2026-03-02 13:00"), ("2026-03-02 10:00", "2026-03-02 12:00")
    none, backwards = ("2026-03-02 15:00", "2026-03-02 15:00"), ("2026-03-02 16:00", "2026-03-02 09:00")
    assert due(OFFICE, "2026-03-02 09:00", "PT2H", noon, backwards, none, long) == "Mon 2026-03-02 14:00"


def test_a_promise_used_up_as_the_pause_begins_is_due_then() -> None:
    assert due(OFFICE, "2026-03-02 09:00", "PT1H", ("2026-03-02 10:00", "2026-03-02 12:00")) == "Mon 2026-03-02 10:00"


def test_a_clock_that_stands_still_names_no_deadline() -> None:
    lasting = ("2026-03-02 10:00", None)
    assert due(OFFICE, "2026-03-02 09:00", "PT30M", lasting) == "Mon 2026-03-02 09:30"
    with pytest.raises(WorktimeError, match="pause without an end"):
        due(OFFICE, "2026-03-02 09:00", "PT2H", lasting)


def test_the_audit_lists_what_was_counted() -> None:
    """N3: the intervals add up to the promise, and the pauses are what is missing."""
    pause = (at("2026-03-02 10:00"), at("2026-03-02 11:00"))
    listed = measuring.counted(LUMEN, at("2026-03-02 09:30"), at("2026-03-02 14:30"), [pause])
    assert [f"{start:%H:%M}-{stop:%H:%M}" for start, stop in listed] == ["09:30-10:00", "11:00-13:00", "14:00-14:30"]
    assert sum((stop - start for start, stop in listed), timedelta()) == timedelta(hours=3)


def test_the_audit_keeps_the_newest_of_too_many() -> None:
    listed = measuring.counted(LUMEN, at("2026-03-02 09:30"), at("2026-03-04 10:00"), most=2)
    assert [f"{start:%d %H}-{stop:%H}" for start, stop in listed] == ["03 14-18", "04 09-10"]


def test_round_the_clock_is_one_interval_over_new_year() -> None:
    edges = at("2026-12-30 22:00"), at("2027-01-03 01:00")
    assert measuring.counted(calendar(ROUND_THE_CLOCK), *edges) == [edges]


def test_the_desk_is_open_from_opening_until_just_before_closing() -> None:
    assert measuring.is_open(LUMEN, at("2026-03-02 09:00"))
    assert measuring.is_open(LUMEN, at("2026-03-02 12:59:59.999999"))
    assert not measuring.is_open(LUMEN, at("2026-03-02 13:00"))
    assert measuring.next_opening(LUMEN, at("2026-03-02 13:00")) == at("2026-03-02 14:00")
    assert measuring.next_opening(LUMEN, at("2026-03-02 14:20")) == at("2026-03-02 14:20")


def test_an_exception_replaces_the_day_even_a_closed_one() -> None:
    """C13."""
    eve = calendar(SHOP, closed=["2026-12-24", "2026-12-25"], exceptions={"2026-12-24": [["09:00", "12:00"]]})
    assert due(eve, "2026-12-24 11:00", "PT2H") == "Sat 2026-12-26 11:00"


def test_each_team_has_its_own_zone() -> None:
    """C16: nine in Santiago in winter is one in the afternoon in UTC; times are told in any zone."""
    santiago = calendar(SHOP, zone="America/Santiago")
    assert due(santiago, "2026-06-01 00:00", "PT1H") == "Mon 2026-06-01 14:00"
    assert due(santiago, "2026-06-01T09:00-04:00", "PT1H") == "Mon 2026-06-01 14:00"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(WorktimeError, match="names no zone"):
        measuring.due(OFFICE, at("2026-03-02 09:00").replace(tzinfo=None), length("PT1H"))


def test_nothing_is_worked_backwards() -> None:
    assert worked(OFFICE, "2026-03-09 09:00", "2026-03-02 09:00") == "PT0S"
    assert measuring.counted(OFFICE, at("2026-03-09 09:00"), at("2026-03-02 09:00")) == []


def test_answers_are_in_utc() -> None:
    tokyo = datetime.fromisoformat("2026-03-02T18:00+09:00")
    assert measuring.due(OFFICE, tokyo, timedelta()).tzinfo is UTC
