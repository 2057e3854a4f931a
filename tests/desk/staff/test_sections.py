"""Opening hours as a section of the house rules."""

import pytest
from pydantic import ValidationError

from recado.desk.core.actors import HOUSE
from recado.desk.journal.models import Entry
from recado.desk.rules import changing, reading
from recado.desk.staff import sections
from recado.desk.staff.sections import OpeningHours
from recado.desk.worktime import parsing


def test_a_team_is_open_round_the_clock_until_somebody_says() -> None:
    assert OpeningHours().calendar.weekly == (((0, 86_400),),) * 7


def test_hours_say_what_their_calendar_says() -> None:
    calendar = parsing.parse({"zone": "America/Santiago", "hours": {"mon": [["09:00", "13:00"]]}, "holidays": "CL"})
    assert OpeningHours.of(calendar).calendar == calendar


def test_hours_that_never_open_are_refused_when_they_are_made() -> None:
    """DK8."""
    with pytest.raises(ValidationError, match="never opens"):
        OpeningHours(hours={})


@pytest.mark.django_db
def test_a_team_changes_its_hours_and_it_is_told() -> None:
    hours = OpeningHours(zone="America/Santiago", hours={"mon": (("09:00", "13:00"),)})
    changing.change(OpeningHours, sections.scope(3), hours, by=HOUSE)
    assert reading.read(OpeningHours, "team:3") == hours
    entry = Entry.objects.get()
    assert (entry.name, entry.data["hours"], entry.data["zone"]) == (
        "hours.changed",
        "mon 09:00-13:00",
        "America/Santiago",
    )
