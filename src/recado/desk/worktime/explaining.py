"""How was this deadline reckoned? One JSON document in, one out: the answer of `recado explain deadline` (N3)."""

from datetime import datetime, timedelta

from recado.desk.worktime import durations, instants, measuring, parsing
from recado.desk.worktime.calendars import Calendar
from recado.desk.worktime.errors import WorktimeError
from recado.desk.worktime.measuring import Pause

KEYS = ("calendar", "since", "for", "until", "pauses")


def explain(document: object) -> dict[str, object]:
    """`{calendar, since, for, pauses}` → `{due, counted}`, or with `until` for `for` → `{worked}`; all times in UTC.

    `counted` lists the newest 50,000 intervals; if there are more, `omitted` is the work of the older ones, so that the
    sum can still be checked. A pause whose end is null still lasts. Raises only `WorktimeError`, whose text is plain.
    """
    given = parsing.known(document, "The question", KEYS)
    if "calendar" not in given:
        raise WorktimeError('The question needs a "calendar".')
    if ("for" in given) == ("until" in given):
        raise WorktimeError('The question needs either "for", as PT8H, or "until", a date and time.')
    calendar = parsing.parse(given["calendar"])
    since = instants.parse(given.get("since"), "since")
    pauses = [_pause(pair) for pair in parsing.items(given.get("pauses"), "pauses")]
    if "for" in given:
        return _deadline(calendar, since, durations.parse(given["for"]), pauses)
    until = instants.parse(given["until"], "until")
    return {"worked": durations.iso(measuring.worked(calendar, since, until, pauses))}


def _deadline(calendar: Calendar, since: datetime, length: timedelta, pauses: list[Pause]) -> dict[str, object]:
    due = measuring.due(calendar, since, length, pauses)
    counted = measuring.counted(calendar, since, due, pauses)
    intervals = [[instants.iso(start), instants.iso(stop)] for start, stop in counted]
    answer: dict[str, object] = {"due": instants.iso(due), "counted": intervals}
    omitted = max(length, timedelta()) - sum((stop - start for start, stop in counted), timedelta())
    return answer | ({"omitted": durations.iso(omitted)} if omitted else {})


def _pause(pair: object) -> Pause:
    edges = parsing.items(pair, "pauses")
    if len(edges) != 2:
        raise WorktimeError('A pause is a pair of times: ["2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"].')
    start, stop = edges
    return instants.parse(start, "pauses"), None if stop is None else instants.parse(stop, "pauses")
