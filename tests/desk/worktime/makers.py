"""How does a scene get its calendar and its times in few words?"""

from datetime import UTC, datetime, timedelta

from recado.desk.worktime import durations, measuring, parsing, wording
from recado.desk.worktime.calendars import Calendar

SHOP = "mon-fri 09:00-13:00 14:00-18:00; sat 10:00-14:00"
ROUND_THE_CLOCK = "mon-sun 00:00-24:00"


def calendar(hours: str, zone: str = "UTC", **rest: object) -> Calendar:
    """Hours as one types them; `closed`, `exceptions` and `holidays` as in the JSON shape."""
    week = parsing.dump(Calendar(zone=zone, weekly=wording.parse(hours)))["hours"] if hours else {}
    return parsing.parse({"zone": zone, "hours": week, **rest})


def at(text: str) -> datetime:
    """`2026-03-02 09:00` in UTC, or with an offset of its own."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def length(text: str) -> timedelta:
    return durations.parse(text)


def due(hours: Calendar, since: str, promise: str, *pauses: tuple[str, str | None]) -> str:
    """The deadline as it is read aloud, in UTC."""
    read = [(at(start), None if stop is None else at(stop)) for start, stop in pauses]
    return measuring.due(hours, at(since), length(promise), read).strftime("%a %Y-%m-%d %H:%M")


def worked(hours: Calendar, since: str, until: str, *pauses: tuple[str, str]) -> str:
    read = [(at(start), at(stop)) for start, stop in pauses]
    return durations.iso(measuring.worked(hours, at(since), at(until), read))
