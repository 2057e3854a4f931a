"""Is a duration read as ISO 8601 writes it, and told in working hours?"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.desk.worktime import durations
from recado.desk.worktime.errors import WorktimeError

READ = [
    ("PT8H", timedelta(hours=8)),
    ("PT1H30M15S", timedelta(hours=1, minutes=30, seconds=15)),
    ("pt63072000s", timedelta(seconds=63_072_000)),
    ("PT0.5S", timedelta(milliseconds=500)),
    ("PT1,5H", timedelta(minutes=90)),
    ("PT0.0000004S", timedelta()),
    ("+PT5M", timedelta(minutes=5)),
    ("-PT5M", timedelta(minutes=-5)),
    ("P1D", timedelta(hours=24)),
    ("P2W", timedelta(hours=2 * 7 * 24)),
    ("P1DT12H", timedelta(hours=36)),
]
SHOWN = [("PT90M", "PT1H30M"), ("P1D", "PT24H"), ("PT0S", "PT0S"), ("-PT61S", "-PT1M1S"), ("PT1.250S", "PT1.25S")]
REFUSED = [
    "",
    "P",
    "PT",
    "P1DT",
    "8H",
    "PT8",
    "PT-8H",
    "T8H",
    "PT1M1H",
    "PT٨H",
    "8 hours",
    None,
    8,
    f"PT{'9' * 5000}S",
]


@pytest.mark.parametrize(("text", "length"), READ)
def test_durations_are_read(text: str, length: timedelta) -> None:
    """C4: a day is 24 working hours."""
    assert durations.parse(text) == length


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_durations_are_shown_in_hours_never_in_days(text: str, shown: str) -> None:
    assert durations.iso(durations.parse(text)) == shown


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_none_is_refused(text: object) -> None:
    with pytest.raises(WorktimeError, match="is not a duration"):
        durations.parse(text)


@pytest.mark.parametrize("text", ["P1Y", "P3M", "P1Y2DT3H"])
def test_years_and_months_have_no_fixed_length(text: str) -> None:
    with pytest.raises(WorktimeError, match="years or months"):
        durations.parse(text)


def test_a_duration_may_be_too_long_for_any_calendar() -> None:
    with pytest.raises(WorktimeError, match="longer than any calendar"):
        durations.parse("PT999999999999999999H")


@given(st.timedeltas())
def test_what_is_shown_is_read_again(length: timedelta) -> None:
    assert durations.parse(durations.iso(length)) == length
