"""`recado team add`: a team with its hours and, if there is one, its promise."""

from typing import Annotated, Any

import typer

from recado.doors.shell import speaking
from recado.doors.shell.speaking import DataOption, JsonOption


def register(app: typer.Typer) -> None:
    """Add `team` to the commands."""
    speaking.room(app, "team", "Teams: who answers together.").command("add")(add)


def add(
    context: typer.Context,
    key: Annotated[str, typer.Argument(help="Its key, as support.")],
    name: Annotated[str, typer.Option("--name", help="What people call it.")],
    zone: Annotated[str, typer.Option("--zone", help="Its time zone, as America/Santiago.")] = "UTC",
    hours: Annotated[str | None, typer.Option("--hours", help='As "mon-fri 09:00-13:00 14:00-18:00".')] = None,
    holidays: Annotated[str | None, typer.Option("--holidays", help="Whose holidays it keeps, as CL.")] = None,
    first_answer: Annotated[str | None, typer.Option("--first-answer", help="Its promise, as PT15M.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Form a team. Without --hours it works round the clock, without --first-answer it promises nothing."""
    with speaking.inside(context, data):
        _form(key, name, {"zone": zone, "hours": hours, "holidays": holidays}, first_answer)
    speaking.answer({"key": key}, f"The team {name} is there; its key is {key}.", as_json)


def _form(key: str, name: str, hours: dict[str, str | None], first_answer: str | None) -> None:
    from django.db import transaction

    from recado.desk.clock.sections import Promises
    from recado.desk.core.actors import HOUSE
    from recado.desk.rules import changing
    from recado.desk.staff import sections, teaming
    from recado.desk.staff.sections import OpeningHours

    opening, promises = _opening(hours), _promises(first_answer)
    with transaction.atomic():
        team = teaming.form(key=key, name=name, by=HOUSE)
        changing.change(OpeningHours, sections.scope(team), opening, by=HOUSE)
        if promises.first_answer is not None:
            changing.change(Promises, sections.scope(team), promises, by=HOUSE)


def _opening(given: dict[str, str | None]) -> Any:
    from recado.desk.staff.sections import OpeningHours
    from recado.desk.worktime import wallclock, wording
    from recado.desk.worktime.calendars import Calendar

    whole = wallclock.hours([(0, wallclock.DAY_ENDS)])
    weekly = wording.parse(given["hours"]) if given["hours"] is not None else (whole,) * len(wallclock.DAYS)
    return OpeningHours.of(Calendar(zone=given["zone"] or "UTC", weekly=weekly, holidays=given["holidays"]))


def _promises(first_answer: str | None) -> Any:
    from recado.desk.clock.sections import Promises
    from recado.desk.worktime import durations

    if first_answer is None:
        return Promises()
    length = durations.parse(first_answer)
    if length.total_seconds() <= 0:
        speaking.refuse(f"{first_answer} promises nothing; write a duration such as PT15M, or leave it out.")
    return Promises(first_answer=durations.iso(length))
