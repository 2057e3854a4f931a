"""Cases that waited because nobody was present go out as soon as somebody is."""

from django.db import transaction

from recado.desk.cases.models import Case, State
from recado.desk.core.time import now
from recado.desk.routing import deciding
from recado.desk.routing.models import Assignment
from recado.desk.staff import presence
from recado.desk.staff.models import Membership

BATCH = 50
WAITED = ("nobody", "full", "empty")


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
    found = list(waiting.order_by("last_message_at", "pk").select_for_update(skip_locked=True, no_key=True)[:BATCH])
    cases = [case for case in found if _waits_for_somebody(case)]
    return deciding.again(cases)


def _waits_for_somebody(case: Case) -> bool:
    last = Assignment.objects.filter(case=case).order_by("-pk").values_list("because", flat=True).first()
    return last is not None and len(last) > 0 and last[-1].get("verdict") in WAITED
