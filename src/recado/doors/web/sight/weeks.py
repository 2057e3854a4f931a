"""When does a team work? Its week drawn and in words, its closed days, and a deadline tried out stretch by stretch."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recado.desk.clock.wording import spoken
from recado.desk.core import time
from recado.desk.staff.sections import OpeningHours
from recado.desk.worktime import measuring, national
from recado.desk.worktime.wallclock import DAYS, Hours
from recado.doors.web.sight import manners, wording

AHEAD = timedelta(days=365)  # national holidays are shown for so long


@dataclass(frozen=True)
class Day:
    """A day of the week: its key, name, hours in words, as typed, and as bars of 288 units."""

    key: str
    name: str
    words: str
    typed: str
    bars: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Closed:
    """A day that is not like the others, and why: `own` closed, `hours` of its own, or a `national` holiday."""

    on: date
    kind: str
    words: str

    @property
    def iso(self) -> str:
        return self.on.isoformat()


@dataclass(frozen=True)
class Trial:
    """The stretches of a deadline in words, each with its length, and when it is due."""

    stretches: list[tuple[str, str]]
    due: str


def week(hours: OpeningHours) -> list[Day]:
    weekly = hours.calendar.weekly
    return [_day(DAYS[place], place, weekly[place]) for place in manners.week()]


def total(hours: OpeningHours) -> str:
    """How long the team works in a week."""
    seconds = sum(stop - start for day in hours.calendar.weekly for start, stop in day)
    return spoken(timedelta(seconds=seconds)) if seconds < 7 * 86_400 else _("round the clock")


def closed(hours: OpeningHours) -> list[Closed]:
    """Closed days, days of their own hours and the next national holidays, from today on in their order."""
    today = time.now().astimezone(ZoneInfo(hours.zone)).date()
    exceptions = {on: _hours(one) for on, one in hours.calendar.exceptions}
    found = [Closed(on, "hours", words) for on, words in exceptions.items()]
    found += [Closed(on, "own", _("closed")) for on in hours.calendar.closed if on not in exceptions]
    taken = {one.on for one in found}
    found += [Closed(on, "national", name) for on, name in _national(hours, today) if on not in taken]
    return sorted((one for one in found if one.on >= today), key=lambda one: one.on)


def trial(hours: OpeningHours, since: datetime, length: timedelta) -> Trial:
    """Raises WorktimeError where it would never be due."""
    zone = ZoneInfo(hours.zone)
    due = measuring.due(hours.calendar, since, length)
    counted = [
        (start.astimezone(zone), stop.astimezone(zone)) for start, stop in measuring.counted(hours.calendar, since, due)
    ]
    days = [(on, list(parts)) for on, parts in groupby(counted, key=lambda one: one[0].date())]
    stretches = [(_stretch(on, parts), wording.span(sum((b - a for a, b in parts), timedelta()))) for on, parts in days]
    return Trial(stretches, date_format(due.astimezone(zone), _("l j F, G:i")))


def _stretch(on: date, parts: list[tuple[datetime, datetime]]) -> str:
    spans = [f"{date_format(a, 'G:i')}–{date_format(b, 'G:i')}" for a, b in parts]
    return f"{date_format(on, 'D j')}, {', '.join(spans)}"


def _day(key: str, place: int, hours: Hours) -> Day:
    bars = tuple((f"{start / 300:.0f}", f"{(stop - start) / 300:.0f}") for start, stop in hours)
    typed = ", ".join(f"{_clock(start)}-{_clock(stop)}" for start, stop in hours)
    return Day(key, str(WEEKDAYS[place]).capitalize(), _hours(hours), typed, bars)


def _hours(hours: Hours) -> str:
    return ", ".join(f"{_clock(start)}–{_clock(stop)}" for start, stop in hours) or _("closed")


def _clock(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}"


def _national(hours: OpeningHours, today: date) -> list[tuple[date, str]]:
    """Holidays of the next twelve months with their names."""
    if not hours.holidays:
        return []
    language = get_language() or ""
    years = (national.names(hours.holidays, year, language) for year in (today.year, today.year + 1))
    days = ((date.fromordinal(one), name) for year in years for one, name in year.items())
    return [(on, name) for on, name in days if today <= on <= today + AHEAD]
