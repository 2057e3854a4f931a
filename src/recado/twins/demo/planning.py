"""Who held which talk when? The written dialogues laid out over six weeks, the same for the same day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from recado.twins.demo.people import WITHOUT_PHONE, Cast, Someone
from recado.twins.demo.reading import Dialogue, Turn

WEEKS = timedelta(weeks=6)
ZONE = ZoneInfo("America/Santiago")
OPENS, CLOSES = 9, 18
AROUND_THE_CLOCK = "soporte"  # the number on which somebody answers at any hour, in shifts
WINDOW = timedelta(hours=23)
TRIES = 60


@dataclass(frozen=True, slots=True)
class Step:
    """One turn at its moment; `first` where it begins the talk."""

    at: datetime
    talk: "Talk"
    turn: Turn
    first: bool


@dataclass(frozen=True, slots=True, eq=False)
class Talk:
    """A dialogue as one customer held it."""

    dialogue: Dialogue
    person: Someone


def plan(dialogues: Sequence[Dialogue], cast: Cast, *, now: datetime) -> list[Step]:
    """Every turn of every talk in the order of time, none after `now`."""
    dice = Random(now.toordinal())
    steps = [step for dialogue in dialogues for step in _held(dialogue, cast, now, dice)]
    return sorted(steps, key=lambda step: step.at)


def _held(dialogue: Dialogue, cast: Cast, now: datetime, dice: Random) -> Iterator[Step]:
    if dialogue.fresh is not None:
        waits = list(_waits(dialogue, dice))
        lately = [now - timedelta(minutes=dialogue.fresh) - (waits[-1] - one) for one in waits]
        yield from _steps(Talk(dialogue, cast.newcomer(dialogue, lately[0], now, dice)), lately)
        return
    for place in range(dialogue.times):
        part = WEEKS / dialogue.times
        for _ in range(TRIES):
            moments = _laid_out(dialogue, now - WEEKS + part * place + part * dice.random(), dice)
            if moments[-1] < now - timedelta(hours=3) and _allowed(dialogue, moments):
                someone = cast.regular(dialogue, moments[0], moments[-1], dice)
                yield from _steps(Talk(dialogue, someone), moments)
                break


def _steps(talk: Talk, moments: Sequence[datetime]) -> Iterator[Step]:
    for place, (at, turn) in enumerate(zip(moments, talk.dialogue.turns, strict=True)):
        yield Step(at, talk, turn, first=place == 0)


def _waits(dialogue: Dialogue, dice: Random) -> Iterator[timedelta]:
    """The moments of the turns since the first one; some seconds are added, as people do."""
    at = timedelta()
    for place, turn in enumerate(dialogue.turns):
        at += timedelta(minutes=turn.wait if place else 0, seconds=dice.randint(8, 51))
        yield at


def _laid_out(dialogue: Dialogue, about: datetime, dice: Random) -> list[datetime]:
    """The moments of a talk that begins on that day in the daytime; the house acts in the hours of the number."""
    local = about.astimezone(ZONE)
    start = local.replace(hour=dice.randint(8, 17), minute=dice.randint(0, 59), second=0, microsecond=0)
    moments: list[datetime] = []
    late, delay = timedelta(0), list(_waits(dialogue, dice))
    for turn, since in zip(dialogue.turns, delay, strict=True):
        at = start + since + late
        sleeps = turn.who != ">" and dialogue.number != AROUND_THE_CLOCK
        if sleeps and (opening := _opening(at)) > at:
            late += (opening - at) + timedelta(minutes=dice.randint(3, 40))
            at = start + since + late
        moments.append(at.astimezone(about.tzinfo))
    return moments


def _opening(at: datetime) -> datetime:
    """The moment itself, or when the house opens next after it."""
    while at.weekday() > 4 or not OPENS <= at.hour < CLOSES:
        after = at.hour >= CLOSES or at.weekday() > 4
        at = (at + timedelta(days=1 if after else 0)).replace(hour=OPENS, minute=0, second=0)
    return at


def _allowed(dialogue: Dialogue, moments: Sequence[datetime]) -> bool:
    """Whether the house answers only while the provider lets it, and nobody writes in the small hours."""
    heard = moments[0]
    for at, turn in zip(moments, dialogue.turns, strict=True):
        if turn.who == ">":
            heard = at if turn.act not in ("reacciona", "edita", "borra") else heard
            if not 7 <= at.astimezone(ZONE).hour < 23:
                return False
        elif turn.who == "<" and at - heard > WINDOW and dialogue.number not in WITHOUT_PHONE:
            return False
    return True
