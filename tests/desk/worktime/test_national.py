"""Do national holidays close the desk?"""

import pytest

from recado.desk.worktime import measuring, national
from recado.desk.worktime.errors import WorktimeError
from tests.desk.worktime.makers import ROUND_THE_CLOCK, SHOP, at, calendar, due, worked


def test_a_national_holiday_is_a_closed_day() -> None:
    """C4, C13: the Chilean days of independence, a Friday and a Saturday in 2026."""
    lumen = calendar(SHOP, zone="America/Santiago", holidays="cl")
    assert due(lumen, "2026-09-17T17:30-03:00", "PT1H") == "Mon 2026-09-21 12:30"
    assert lumen.holidays == "CL"


def test_the_house_may_open_on_a_holiday_by_an_exception() -> None:
    lumen = calendar(SHOP, holidays="CL", exceptions={"2026-09-18": [["10:00", "12:00"]]})
    assert worked(lumen, "2026-09-18 00:00", "2026-09-19 00:00") == "PT2H"


def test_a_region_has_its_own() -> None:
    assert worked(calendar(ROUND_THE_CLOCK, holidays="ES-MD"), "2026-05-02 00:00", "2026-05-03 00:00") == "PT0S"
    assert worked(calendar(ROUND_THE_CLOCK, holidays="ES"), "2026-05-02 00:00", "2026-05-03 00:00") == "PT24H"


def test_new_year_closes_on_both_sides_of_it_in_any_zone() -> None:
    """Half of 1 January in Kiritimati is still the old year in UTC."""
    island = calendar(ROUND_THE_CLOCK, zone="Pacific/Kiritimati", holidays="CL")
    assert measuring.next_opening(island, at("2026-12-31 12:00")) == at("2027-01-01 10:00")


def test_beyond_the_years_that_are_known_there_are_none() -> None:
    assert national.days("CL", 2500) == frozenset()


@pytest.mark.parametrize("code", ["ZZ", "Chile!", "CL-", "ES-ZZ", "-", "HolidayBase", "NYSE"])
def test_a_country_that_is_not_known_is_refused(code: str) -> None:
    with pytest.raises(WorktimeError, match="No national holidays"):
        calendar(SHOP, holidays=code)
