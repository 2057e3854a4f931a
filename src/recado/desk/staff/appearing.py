"""Note that an agent was here, and let him switch his presence on or off."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.staff.events import PresenceSwitched
from recado.desk.staff.models import Agent

NOTED_EVERY = timedelta(seconds=30)


def seen(agent_id: int) -> None:
    """A page, a call or an open live stream of the agent: at most one write in half a minute."""
    at = now()
    long_ago = Q(seen_at=None) | Q(seen_at__lt=at - NOTED_EVERY)
    Agent.objects.filter(long_ago, pk=agent_id).update(seen_at=at)


def note(agent: Agent) -> None:
    """The same for an agent just read: no statement at all while the last sight of him is fresh."""
    if agent.seen_at is None or now() - agent.seen_at > NOTED_EVERY:
        seen(agent.pk)


@transaction.atomic
def switch(agent: Agent, on: bool, by: Actor) -> None:
    """Let work come to the agent, or not. What stands already is not told again."""
    agent.available = on
    if Agent.objects.filter(pk=agent.pk).exclude(available=on).update(available=on):
        telling.record(PresenceSwitched(at=now(), by=by, agent=agent.pk, called=agent.name, on=on))
