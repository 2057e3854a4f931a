"""When a team works: its opening hours as a section of the house rules."""

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from pydantic import model_validator

from recado.desk.core.actors import Actor
from recado.desk.journal.events import Event
from recado.desk.rules.sections import Section
from recado.desk.staff.events import HoursChanged
from recado.desk.staff.models import Team
from recado.desk.worktime import parsing, wording
from recado.desk.worktime.calendars import Calendar
from recado.desk.worktime.wallclock import DAYS

type Intervals = tuple[tuple[str, str], ...]

DAY: Intervals = (("00:00", "24:00"),)
ROUND_THE_CLOCK: dict[str, Intervals] = dict.fromkeys(DAYS, DAY)


class OpeningHours(Section):
    """A team's calendar as `worktime.parsing` writes it (scope ``team:<id>``); round the clock until somebody says."""

    section: ClassVar[str] = "opening_hours"
    zone: str = "UTC"
    hours: dict[str, Intervals] = ROUND_THE_CLOCK
    closed: tuple[str, ...] = ()
    exceptions: dict[str, Intervals] = {}
    holidays: str | None = None

    @model_validator(mode="after")
    def _sound(self) -> "OpeningHours":
        parsing.parse(self.model_dump(mode="json"))
        return self

    @classmethod
    def of(cls, calendar: Calendar) -> "OpeningHours":
        """The section that says what the calendar says."""
        document: dict[str, Any] = parsing.dump(calendar)
        return cls(**document)

    @cached_property
    def calendar(self) -> Calendar:
        return parsing.parse(self.model_dump(mode="json"))

    @property
    def week(self) -> str:
        """The week in the shortest words: ``mon-fri 09:00-18:00``."""
        return wording.show(self.calendar.weekly)

    def changed(self, *, scope: str, number: int, at: datetime, by: Actor) -> Event:
        return HoursChanged(at=at, by=by, scope=scope, number=number, hours=self.week, zone=self.zone)


def scope(team: Team | int) -> str:
    """Under which scope a team's own rules stand."""
    return f"team:{team.pk if isinstance(team, Team) else team}"
