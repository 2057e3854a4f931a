"""What becomes of opening hours on the two days a year when the clocks change?"""

from datetime import timedelta

import pytest

from recado.desk.worktime import durations, measuring
from tests.desk.worktime.makers import ROUND_THE_CLOCK, at, calendar, due, worked

SUNDAYS_IN_MADRID = [  # forward at 02:00 on 29 March, back at 03:00 on 25 October
    ("sun 02:15-02:45", "2026-03-29", "PT0S"),
    ("sun 02:30-04:00", "2026-03-29", "PT1H"),
    ("sun 01:00-02:30", "2026-03-29", "PT1H"),
    ("sun 01:00-04:00", "2026-03-29", "PT2H"),
    ("sun 00:00-24:00", "2026-03-29", "PT23H"),
    ("sun 00:00-24:00", "2026-10-25", "PT25H"),
    ("sun 01:00-02:00", "2026-10-25", "PT1H"),
    ("sun 01:00-02:30", "2026-10-25", "PT2H30M"),
    ("sun 02:15-02:45", "2026-10-25", "PT1H30M"),
    ("sun 02:30-04:00", "2026-10-25", "PT2H30M"),
    ("sun 03:00-04:00", "2026-10-25", "PT1H"),
    ("sun 01:00-02:15 02:30-04:00", "2026-10-25", "PT4H"),
]


@pytest.mark.parametrize(("hours", "day", "expected"), SUNDAYS_IN_MADRID)
def test_a_skipped_hour_is_cut_out_and_a_repeated_one_is_worked_twice(hours: str, day: str, expected: str) -> None:
    """DK8: both ways; hours that begin in the repeated one begin the first time and end the second."""
    madrid = calendar(hours, zone="Europe/Madrid")
    sunday = at(f"{day} 00:00")
    counted = measuring.worked(madrid, sunday - timedelta(hours=12), sunday + timedelta(hours=36))
    assert durations.iso(counted) == expected


def test_a_promise_over_the_night_of_the_change_is_an_hour_of_the_sun_longer_or_shorter() -> None:
    madrid = calendar(ROUND_THE_CLOCK, zone="Europe/Madrid")
    assert due(madrid, "2026-03-28T20:00+01:00", "PT12H") == "Sun 2026-03-29 07:00"
    assert due(madrid, "2026-10-24T20:00+02:00", "PT12H") == "Sun 2026-10-25 06:00"


def test_a_day_whose_midnight_is_skipped_opens_with_the_change() -> None:
    """Santiago goes from 24:00 of Saturday to 01:00 of Sunday, at 04:00 in UTC."""
    santiago = calendar("sat 22:00-24:00; sun 00:00-02:00", zone="America/Santiago")
    assert due(santiago, "2026-09-06T03:30Z", "PT1H30M") == "Sun 2026-09-06 05:00"


def test_the_hour_before_a_repeated_midnight_is_worked_twice() -> None:
    """Santiago goes from 24:00 of Saturday back to 23:00, at 03:00 in UTC."""
    santiago = calendar("sat 22:00-24:00", zone="America/Santiago")
    assert worked(santiago, "2026-04-04 12:00", "2026-04-05 12:00") == "PT3H"


def test_where_midnight_comes_twice_the_day_before_ends_at_the_first() -> None:
    """Havana goes from 01:00 of Sunday back to 00:00: that hour is Sunday's, both times."""
    assert worked(calendar("sat 00:00-24:00", zone="America/Havana"), "2026-10-30 12:00", "2026-11-03 12:00") == "PT24H"
    assert worked(calendar("sun 00:00-24:00", zone="America/Havana"), "2026-10-30 12:00", "2026-11-03 12:00") == "PT25H"


def test_a_change_that_reaches_back_over_midnight_belongs_to_the_evening_before() -> None:
    """St. John's went from 00:01 of Sunday back to 23:01 of Saturday."""
    assert (
        worked(calendar("sat 22:00-24:00", zone="America/St_Johns"), "2005-10-29 12:00", "2005-10-31 12:00") == "PT3H"
    )


def test_lord_howe_changes_by_half_an_hour() -> None:
    howe = calendar("sun 00:00-24:00", zone="Australia/Lord_Howe")
    assert worked(howe, "2026-04-03 00:00", "2026-04-07 00:00") == "PT24H30M"
    assert worked(howe, "2026-10-02 00:00", "2026-10-06 00:00") == "PT23H30M"


def test_a_day_that_never_was_is_not_worked() -> None:
    """Samoa went over the date line from Thursday to Saturday."""
    apia = calendar("fri 09:00-17:00", zone="Pacific/Apia")
    assert worked(apia, "2011-12-27 00:00", "2012-01-03 00:00") == "PT0S"


def test_casablanca_turns_back_for_ramadan() -> None:
    casablanca = calendar("mon-fri 09:00-17:00", zone="Africa/Casablanca")
    assert due(casablanca, "2026-02-13 00:00", "PT1H") == "Fri 2026-02-13 09:00"
    assert due(casablanca, "2026-02-16 00:00", "PT1H") == "Mon 2026-02-16 10:00"
    assert due(casablanca, "2026-03-23 00:00", "PT1H") == "Mon 2026-03-23 09:00"
