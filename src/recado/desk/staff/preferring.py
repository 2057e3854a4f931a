"""How does this agent like it? Small choices of his own, the same on all his devices (F14)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.core.statements import Blank, Statement
from recado.desk.core.time import now
from recado.desk.journal.telling import Objected, Objection
from recado.desk.staff.models import Agent, Preference
from recado.desk.staff.preferences import is_allowed

KEPT = "_preferences"
_OF_AGENT = Statement(lambda: Preference.objects.filter(agent=Blank("agent")).values_list("name", "value"))


@transaction.atomic
def prefer(agent: Agent, name: str, value: Any) -> None:
    """Keep what the agent chose. Names and values stand in `preferences.py`; anything else raises Objected.

    Nothing is told to the journal: nobody else's work changes by it.
    """
    if not is_allowed(name, value):
        raise Objected([Objection("no-such-preference", _("The desk knows no such choice."))])
    Preference.objects.update_or_create(agent=agent, name=name, defaults={"value": value, "at": now()})
    _forget(agent)


@transaction.atomic
def unprefer(agent: Agent, name: str) -> None:
    """Back to the usual way."""
    Preference.objects.filter(agent=agent, name=name).delete()
    _forget(agent)


def preferred(agent: Agent, name: str, default: Any) -> Any:
    """What the agent chose; the default where he chose nothing, or what is no longer known.

    One statement reads all of an agent's preferences; they are kept on this instance, so for one request.
    """
    if KEPT not in agent.__dict__:
        agent.__dict__[KEPT] = dict(_OF_AGENT(agent=agent.pk))
    kept = agent.__dict__[KEPT]
    return kept[name] if name in kept and is_allowed(name, kept[name]) else default


def _forget(agent: Agent) -> None:
    agent.__dict__.pop(KEPT, None)
