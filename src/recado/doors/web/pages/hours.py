"""What a team keeps: its week, its closed days, its promise, and a deadline tried out."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import ValidationError

from recado.desk.cases import charges
from recado.desk.clock.sections import Promises
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import changing, reading
from recado.desk.staff.models import Agent
from recado.desk.staff.sections import OpeningHours, scope
from recado.desk.worktime import durations, national, wallclock
from recado.desk.worktime.errors import WorktimeError
from recado.doors.web.pages import answering, settling, teams
from recado.doors.web.pages.guarding import inside, writing

SPAN = re.compile(r"\s*(\d{1,2}(?::\d\d)?)\s*[-–—]\s*(\d{1,2}(?::\d\d)?)\s*")


@inside("GET", "PUT")
@writing
def hours(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """GET opens the week for changing, PUT keeps it."""
    team, said, before = charges.team(agent, key), answering.said(request), settling.newest()
    if request.method == "GET":
        return settling.changed(request, teams.TEAM, editing="hours", **teams.context(team))
    held = reading.read(OpeningHours, scope(team))
    try:
        value = _sound(held, zone=_zone(said), holidays=_country(said), hours=_week(said))
    except Objected as objected:
        return settling.refused(request, teams.TEAM, objected, tried=said, editing="hours", **teams.context(team))
    changing.change(OpeningHours, scope(team), value, by=agent.actor)
    told = _("The hours of %(team)s are saved.") % {"team": team.name}
    return settling.changed(request, teams.TEAM, told, since=before, **teams.context(team))


@inside("POST")
@writing
def days(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """A day that is closed, or has hours of its own."""
    team, said, before = charges.team(agent, key), answering.said(request), settling.newest()
    held = reading.read(OpeningHours, scope(team))
    try:
        value = _with_day(held, _date(said.get("on", "")), said.get("hours", "").strip())
    except Objected as objected:
        return settling.refused(request, teams.TEAM, objected, tried=said, **teams.context(team))
    changing.change(OpeningHours, scope(team), value, by=agent.actor)
    return settling.changed(request, teams.TEAM, _("The day is saved."), since=before, **teams.context(team))


@inside("DELETE")
@writing
def day(request: HttpRequest, agent: Agent, key: str, on: str) -> HttpResponse:
    """The day is like all others again."""
    team, before = charges.team(agent, key), settling.newest()
    held = reading.read(OpeningHours, scope(team))
    exceptions = {one: hours for one, hours in held.exceptions.items() if one != on}
    value = _sound(held, closed=tuple(one for one in held.closed if one != on), exceptions=exceptions)
    changing.change(OpeningHours, scope(team), value, by=agent.actor)
    told = _("The day is like all others again.")
    return settling.changed(request, teams.TEAM, told, since=before, **teams.context(team))


@inside("PUT")
@writing
def promise(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """Within which working time the first answer comes; nothing typed promises nothing (F11)."""
    team, said, before = charges.team(agent, key), answering.said(request), settling.newest()
    try:
        length = _length(said, "promised_hours", "promised_minutes")
    except Objected as objected:
        return settling.refused(request, teams.TEAM, objected, tried=said, **teams.context(team))
    value = Promises(first_answer=durations.iso(length) if length else None)
    changing.change(Promises, scope(team), value, by=agent.actor)
    told = _("The promise is saved.") if length else _("Nothing is promised any more, and no clock is shown.")
    return settling.changed(request, teams.TEAM, told, since=before, **teams.context(team))


@inside("GET")
def trial(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """A deadline for a moment and a length, stretch by stretch."""
    team, said = charges.team(agent, key), answering.said(request)
    zone = ZoneInfo(reading.read(OpeningHours, scope(team)).zone)
    try:
        since = datetime.fromisoformat(said.get("since", "")).replace(tzinfo=zone)
        length = _length(said, "trial_hours", "trial_minutes") or timedelta()
    except ValueError:
        objected = Objected([Objection("since", _("Give a day and a time."), missing=("since",))])
        return settling.refused(request, teams.TEAM, objected, tried=said, **teams.context(team))
    except Objected as objected:
        return settling.refused(request, teams.TEAM, objected, tried=said, **teams.context(team))
    try:
        shown = teams.context(team, since=since, length=length)
    except (OverflowError, WorktimeError):
        beyond = Objected([Objection("since", _("Give a day and a time."), missing=("since",))])
        return settling.refused(request, teams.TEAM, beyond, tried=said, **teams.context(team))
    return settling.changed(request, teams.TEAM, tried=said, **shown)


def _week(said: Any) -> dict[str, tuple[tuple[str, str], ...]]:
    wrong, week = [], {}
    for name in wallclock.DAYS:
        try:
            week[name] = _intervals(said.get(name, ""))
        except WorktimeError:
            text = _("Write it as 9:00-13:00, 14:00-18:00, or leave it empty: closed.")
            wrong.append(Objection("hours-invalid", text, missing=(name,)))
    if wrong:
        raise Objected(wrong)
    if not any(week.values()):
        text = _("A team must be open at some time. Give at least one day some hours.")
        raise Objected([Objection("never-open", text, missing=("mon",))])
    return {name: hours for name, hours in week.items() if hours}


def _intervals(text: str) -> tuple[tuple[str, str], ...]:
    """`9-13, 14:00-18:00` as it is kept. Raises WorktimeError."""
    found = [SPAN.fullmatch(part) for part in text.replace(";", ",").split(",") if part.strip()]
    if None in found:
        raise WorktimeError(text)
    spans = [(_clock(one[1]), _clock(one[2])) for one in found if one]
    joined = wallclock.hours((wallclock.parse(start), wallclock.parse(stop)) for start, stop in spans)
    return tuple((wallclock.show(start), wallclock.show(stop)) for start, stop in joined)


def _clock(text: str) -> str:
    return text if ":" in text else f"{text}:00"


def _zone(said: Any) -> str:
    zone: str = said.get("zone", "").strip()
    if zone not in available_timezones():
        text = _("There is no time zone of that name. Write it as America/Santiago.")
        raise Objected([Objection("zone-unknown", text, missing=("zone",))])
    return zone


def _country(said: Any) -> str | None:
    given: str = said.get("holidays", "").strip()
    try:
        return national.checked(given) if given else None
    except WorktimeError as unknown:
        text = _("No holidays are known for that. Write a country as CL, or a region as ES-MD.")
        raise Objected([Objection("holidays-unknown", text, missing=("holidays",))]) from unknown


def _with_day(held: OpeningHours, on: str, typed: str) -> OpeningHours:
    try:
        intervals = _intervals(typed)
    except WorktimeError as wrong:
        text = _("Write it as 9:00-13:00, 14:00-18:00, or leave it empty: closed.")
        raise Objected([Objection("hours-invalid", text, missing=("hours",))]) from wrong
    closed = {one for one in held.closed if one != on} | (set() if intervals else {on})
    exceptions = {one: hours for one, hours in held.exceptions.items() if one != on}
    exceptions |= {on: intervals} if intervals else {}
    return _sound(held, closed=tuple(sorted(closed)), exceptions=exceptions)


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as wrong:
        raise Objected([Objection("date-invalid", _("Choose a day."), missing=("on",))]) from wrong


def _sound(held: OpeningHours, **changed: Any) -> OpeningHours:
    try:
        return OpeningHours(**{**held.model_dump(), **changed})
    except ValidationError as wrong:
        text = _("With these hours the team would never be open.")
        raise Objected([Objection("never-open", text)]) from wrong


def _length(said: Any, hours: str, minutes: str) -> timedelta | None:
    given = {name: said.get(name, "").strip() or "0" for name in (hours, minutes)}
    wrong = [name for name, value in given.items() if not value.isdecimal() or len(value) > 4]
    if wrong:
        raise Objected([Objection("number-invalid", _("A whole number, please."), missing=tuple(wrong))])
    return timedelta(hours=int(given[hours]), minutes=int(given[minutes])) or None
