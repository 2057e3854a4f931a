"""Can the hours of a week be typed in one line, and are they shown as one would type them?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.desk.worktime import wallclock, wording
from recado.desk.worktime.errors import WorktimeError

SAID = [
    ("mon-fri 09:00-13:00 14:00-18:00; sat 10:00-14:00", "mon-fri 09:00-13:00 14:00-18:00; sat 10:00-14:00"),
    ("Mon,wed,FRI 9:00-17:00", "mon 09:00-17:00; wed 09:00-17:00; fri 09:00-17:00"),
    ("fri-mon 22:00-24:00;", "mon 22:00-24:00; fri-sun 22:00-24:00"),
    ("mon-sun 00:00-24:00", "mon-sun 00:00-24:00"),
    ("mon-fri 09:00-12:00; wed 11:00-15:00:30", "mon-tue 09:00-12:00; wed 09:00-15:00:30; thu-fri 09:00-12:00"),
]
REFUSED = [
    ("", "No hours are given"),
    (" ; ", "No hours are given"),
    ("mon-fri", "days but no hours"),
    ("09:00-17:00", "hours but no days"),
    ("mon-fry 09:00-17:00", "'fry' is not a day"),
    ("09:00-13:00 14:00-18:00", "'09:00' is not a day"),
    ("mon 09:00", "'09:00' is not an interval"),
    ("mon 09:00-25:00", "25:00 is no time of day"),
    ("mon 18:00-02:00", "does not end after it begins"),
]


@pytest.mark.parametrize(("typed", "shown"), SAID)
def test_hours_are_typed_by_day(typed: str, shown: str) -> None:
    """C12."""
    assert wording.show(wording.parse(typed)) == shown


@pytest.mark.parametrize(("typed", "words"), REFUSED)
def test_what_cannot_be_read_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(WorktimeError, match=words):
        wording.parse(typed)


hours = st.lists(st.lists(st.integers(0, 86_400), min_size=2, max_size=2, unique=True).map(sorted), max_size=3)


@given(st.lists(hours, min_size=7, max_size=7).filter(any))
def test_what_is_shown_is_read_again(week: list[list[list[int]]]) -> None:
    weekly = tuple(wallclock.hours((start, stop) for start, stop in day) for day in week)
    assert wording.parse(wording.show(weekly)) == weekly
