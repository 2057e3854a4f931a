"""What does a written calendar say? The JSON shape of settings and of `recado explain deadline`, both ways."""

from collections.abc import Callable, Mapping
from datetime import date

from recado.desk.worktime import wallclock
from recado.desk.worktime.calendars import Calendar
from recado.desk.worktime.errors import WorktimeError
from recado.desk.worktime.wallclock import DAYS, Hours

KEYS = ("zone", "hours", "closed", "exceptions", "holidays")


def parse(document: object) -> Calendar:
    """`{"zone", "hours": {"mon": [["09:00", "13:00"], …], …}, "closed": [date, …], "exceptions": {date: [[…], …]}}`.

    And, if wanted, `"holidays": "CL"`. Only `zone` and some hours are needed. Raises `WorktimeError` in words, also for
    a key it does not know: a mistyped "exceptions" would else be lost without a sound.
    """
    given = known(document, "The calendar", KEYS)
    zone, holidays = given.get("zone"), given.get("holidays")
    if not isinstance(zone, str):
        raise WorktimeError('The calendar needs a "zone", such as America/Santiago.')
    if not isinstance(holidays, str | None):
        raise WorktimeError('"holidays" must be the code of a country, such as CL.')
    hours = _keyed(given.get("hours"), "hours", _day)
    return Calendar(
        zone=zone,
        weekly=tuple(hours.get(day, ()) for day in DAYS),
        closed=frozenset(_date(on) for on in items(given.get("closed"), "closed")),
        exceptions=tuple(_keyed(given.get("exceptions"), "exceptions", _date).items()),
        holidays=holidays,
    )


def dump(calendar: Calendar) -> dict[str, object]:
    """The same shape, with the hours as they are kept: sorted, and joined where they touched."""
    document: dict[str, object] = {
        "zone": calendar.zone,
        "hours": {day: _texts(hours) for day, hours in zip(DAYS, calendar.weekly, strict=True) if hours},
        "closed": [on.isoformat() for on in sorted(calendar.closed)],
        "exceptions": {on.isoformat(): _texts(hours) for on, hours in calendar.exceptions},
    }
    return document | ({"holidays": calendar.holidays} if calendar.holidays else {})


def known(document: object, what: str, keys: tuple[str, ...]) -> Mapping[str, object]:
    """A JSON object that has no other keys than these."""
    if not isinstance(document, dict):
        raise WorktimeError(f"{what} must be a JSON object.")
    for key in document:
        if key not in keys:
            raise WorktimeError(f"{what} has an unknown key {key!r}; it knows {', '.join(keys)}.")
    return document


def items(value: object, what: str) -> list[object]:
    """A JSON array; none at all is an empty one."""
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise WorktimeError(f'"{what}" must be a list.')
    return list(value)


def _keyed[Key](value: object, what: str, read: Callable[[object], Key]) -> dict[Key, Hours]:
    if not isinstance(value, dict | None):
        raise WorktimeError(f'"{what}" must be a JSON object of lists.')
    found: dict[Key, Hours] = {}
    for name, intervals in (value or {}).items():
        key = read(name)
        if key in found:
            raise WorktimeError(f'"{what}" names {name} twice.')
        found[key] = _hours(name, intervals)
    return found


def _day(name: object) -> str:
    if not isinstance(name, str) or name.lower() not in DAYS:
        raise WorktimeError(f"{name!r} is not a day of the week; they are {', '.join(DAYS)}.")
    return name.lower()


def _date(text: object) -> date:
    try:
        return date.fromisoformat(text if isinstance(text, str) else "")
    except ValueError:
        raise WorktimeError(f"{text!r} is not a date such as 2026-12-24.") from None


def _hours(name: str, intervals: object) -> Hours:
    pairs = [items(pair, name) for pair in items(intervals, name)]
    if any(len(pair) != 2 for pair in pairs):
        raise WorktimeError(f'{name}: an interval has a start and an end, as ["09:00", "13:00"].')
    try:
        return wallclock.hours((wallclock.parse(start), wallclock.parse(stop)) for start, stop in pairs)
    except WorktimeError as wrong:
        raise WorktimeError(f"{name}: {wrong}") from None


def _texts(hours: Hours) -> list[list[str]]:
    return [[wallclock.show(start), wallclock.show(stop)] for start, stop in hours]
