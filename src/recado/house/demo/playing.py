"""Play the past: every planned turn in its order, with the clock told what time it was."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta

from recado.desk.clock import watching
from recado.desk.core import doorbells, time
from recado.desk.staff import appearing
from recado.house.demo.answering import Hand
from recado.house.demo.chatting import Visits
from recado.house.demo.corresponding import Correspondence
from recado.house.demo.furnishing import House
from recado.house.demo.hearing import ABOUT_ANOTHER, MANY, Ear
from recado.twins.demo.planning import Step
from recado.twins.whatsapp.world import World

LATELY = timedelta(minutes=12)
"""What came in the last minutes waits: nobody of the house is here until somebody logs in."""


def play(
    steps: Sequence[Step], house: House, world: World, mails: Correspondence | None, *, now: datetime,
    told: Callable[[int], None],
) -> None:  # fmt: skip
    """Let it all happen; `told` hears how many turns there were. Rings for no job: what was sent is so already.

    `mails` where some of the steps are mails.
    """
    visits = Visits(house.site, house.form)
    ear = Ear(world, house.ways, {"sitio": visits.hear, **({"correo": mails.hear} if mails else {})})
    hand = Hand(house, ear, visits, mails)
    with doorbells.muted(), mails.open() if mails else nullcontext():
        for done, step in enumerate(steps):
            told(done)
            if step.turn.who != ">":
                hand.act(step)
                continue
            if step.turn.act in ABOUT_ANOTHER or len(ear.quiet) > MANY:
                ear.flush()
            ear.hear(step, hand.last(step.talk))
        ear.flush()
        watching.watch(now)
        told(len(steps))


def everybody_is_here(house: House, now: datetime) -> None:
    """All agents were here until a while ago."""
    with time.as_of(now - LATELY):
        for agent in house.agents.values():
            appearing.seen(agent.pk)
