"""Cases that waited because nobody was present go out as soon as somebody is."""

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.fields.json import KT

from recado.desk.cases.models import Case, State
from recado.desk.core.time import now
from recado.desk.routing import deciding
from recado.desk.routing.models import Assignment
from recado.desk.staff import presence
from recado.desk.staff.models import Membership

BATCH = 50
WAITED = ("nobody", "full", "empty", "moved")
"""Verdicts after which a case goes to whoever comes; what somebody put back by hand stays."""


@transaction.atomic
def drain() -> int:
    """Decide anew on waiting cases, the oldest first; those that somebody put back by hand stay. Gives how many."""
    members: dict[int, set[int]] = {}
    for team, agent in Membership.objects.values_list("team", "agent"):
        members.setdefault(team, set()).add(agent)
    here = presence.present_among({agent for agents in members.values() for agent in agents}, now())
    teams = [team for team, agents in members.items() if agents & here]
    if not teams:
        return 0
    waiting = Case.objects.filter(team__in=teams, assignee=None).exclude(state=State.RESOLVED)
    waiting = waiting.annotate(verdict=_last_verdict()).filter(verdict__in=WAITED)
    oldest = waiting.order_by("last_message_at", "pk").select_for_update(skip_locked=True, no_key=True)
    return deciding.again(list(oldest[:BATCH]))


def _last_verdict() -> Subquery:
    """What decided last about a case: the verdict of its newest assignment's last step."""
    newest = Assignment.objects.filter(case=OuterRef("pk")).order_by("-pk")
    return Subquery(newest.annotate(verdict=KT("because__-1__verdict")).values("verdict")[:1])
