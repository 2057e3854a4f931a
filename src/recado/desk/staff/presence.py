"""Who is here: switched on, and seen by a page, a call or an open stream within two minutes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from recado.desk.staff.models import Agent

HERE_FOR = timedelta(minutes=2)


def present_among(agent_ids: Iterable[int], at: datetime) -> set[int]:
    """Those of the agents who are here at that moment."""
    here = Agent.objects.filter(pk__in=list(agent_ids), is_active=True, available=True, seen_at__gte=at - HERE_FOR)
    return set(here.values_list("pk", flat=True))
