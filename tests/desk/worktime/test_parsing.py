"""Is a calendar refused in words, when it is saved and not when the first deadline hangs?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.desk.worktime import parsing, wallclock
from recado.desk.worktime.calendars import Calendar
from recado.desk.worktime.errors import WorktimeError

DAY = {"mon": [["09:00", "17:00"]]}
REFUSED = [
    ([], "must be a JSON object"),
    ({"hours": DAY}, 'needs a "zone"'),
    ({"zone": "Mars/Olympus", "hours": DAY}, "no time zone 'Mars/Olympus'"),
    ({"zone": "America", "hours": DAY}, "no time zone 'America'"),
    ({"zone": "../etc/passwd", "hours": DAY}, "no time zone"),
    ({"zone": "", "hours": DAY}, "no time zone"),
    ({"zone": "UTC"}, "never opens"),
    ({"zone": "UTC", "hours": {"mon": []}}, "never opens"),
    ({"zone": "UTC", "hours": {}, "exceptions": {"2026-01-01": []}}, "never opens"),
    ({"zone": "Pacific/Apia", "hours": {}, "exceptions": {"2011-12-30": [["09:00", "17:00"]]}}, "never opens"),
    ({"zone": "UTC", "hours": {"mon": [["25:00", "26:00"]]}}, "mon: 25:00 is no time of day"),
    ({"zone": "UTC", "hours": {"mon": [["09:00", "24:01"]]}}, "24:00, the end of the day"),
    ({"zone": "UTC", "hours": {"mon": [["09:60", "10:00"]]}}, "09:60"),
    ({"zone": "UTC", "hours": {"mon": [["nine", "ten"]]}}, "'nine' is not a time of day"),
    ({"zone": "UTC", "hours": {"mon": [[9, 17]]}}, "9 is not a time of day"),
    ({"zone": "UTC", "hours": {"mon": [["22:00", "06:00"]]}}, "mon: 22:00-06:00 does not end after it begins"),
    ({"zone": "UTC", "hours": {"mon": [["09:00", "09:00"]]}}, "does not end after it begins"),
    ({"zone": "UTC", "hours": {"mon": [["09:00"]]}}, "a start and an end"),
    ({"zone": "UTC", "hours": {"mon": ["09:00", "17:00"]}}, '"mon" must be a list'),
    ({"zone": "UTC", "hours": {"mon": "09:00-17:00"}}, '"mon" must be a list'),
    ({"zone": "UTC", "hours": {"lunes": []}}, "'lunes' is not a day of the week"),
    ({"zone": "UTC", "hours": {"mon": [], "MON": []}}, "twice"),
    ({"zone": "UTC", "hours": [["09:00", "17:00"]]}, '"hours" must be a JSON object'),
    ({"zone": "UTC", "hours": DAY, "closed": ["2026-02-29"]}, "'2026-02-29' is not a date"),
    ({"zone": "UTC", "hours": DAY, "closed": "2026-02-28"}, '"closed" must be a list'),
    ({"zone": "UTC", "hours": DAY, "closed": [20260228]}, "20260228 is not a date"),
    ({"zone": "UTC", "hours": DAY, "exceptions": {"yesterday": []}}, "'yesterday' is not a date"),
    ({"zone": "UTC", "hours": DAY, "exeptions": {}}, "unknown key 'exeptions'"),
    ({"zone": "UTC", "hours": DAY, "holidays": "ZZ"}, "No national holidays are known for 'ZZ'"),
    ({"zone": "UTC", "hours": DAY, "holidays": ["CL"]}, "must be the code of a country"),
]


@pytest.mark.parametrize(("document", "words"), REFUSED)
def test_what_makes_no_sense_is_refused_in_words(document: object, words: str) -> None:
    """DK8: no working day is an error at save."""
    with pytest.raises(WorktimeError) as refused:
        parsing.parse(document)
    assert words in str(refused.value)


def test_hours_that_overlap_or_touch_become_one_and_the_day_may_end_at_24() -> None:
    hours = {"sat": [["14:00", "24:00"], ["09:00", "12:00"], ["11:00", "13:00"], ["13:00", "13:30"]]}
    calendar = parsing.parse({"zone": "UTC", "hours": hours})
    assert parsing.dump(calendar)["hours"] == {"sat": [["09:00", "13:30"], ["14:00", "24:00"]]}


def test_what_is_null_or_left_out_is_nothing() -> None:
    bare = parsing.parse({"zone": "UTC", "hours": DAY})
    assert bare == parsing.parse({"zone": "UTC", "hours": DAY, "closed": None, "exceptions": None, "holidays": None})


def test_days_that_were_opened_for_once_are_enough() -> None:
    assert parsing.parse({"zone": "UTC", "exceptions": {"2026-05-01": [["09:00", "12:00"]]}})


def test_the_same_hours_share_their_tables() -> None:
    written = {"zone": "UTC", "hours": DAY, "closed": ["2026-12-25"]}
    assert parsing.parse(written).ledger is parsing.parse(written).ledger


def test_a_date_has_one_exception() -> None:
    day = parsing.parse({"zone": "UTC", "hours": DAY, "exceptions": {"2026-05-01": []}}).exceptions
    with pytest.raises(WorktimeError, match="two exceptions for 2026-05-01"):
        Calendar(zone="UTC", weekly=(((0, 60),),) + ((),) * 6, exceptions=day + day)


hours = st.lists(st.lists(st.integers(0, 86_400), min_size=2, max_size=2, unique=True).map(sorted), max_size=4).map(
    lambda pairs: wallclock.hours((start, stop) for start, stop in pairs)
)


@given(
    week=st.tuples(*[hours] * 7).filter(any),
    closed=st.frozensets(st.dates()),
    exceptions=st.dictionaries(st.dates(), hours, max_size=3),
    holidays=st.sampled_from([None, "CL", "ES-MD"]),
)
def test_what_is_dumped_is_read_again(week, closed, exceptions, holidays) -> None:  # type: ignore[no-untyped-def]
    calendar = Calendar("Europe/Madrid", week, closed, tuple(exceptions.items()), holidays)
    assert parsing.parse(parsing.dump(calendar)) == calendar
