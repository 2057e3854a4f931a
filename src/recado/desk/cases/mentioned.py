"""Where was this agent named, and what has he not looked at yet?"""

from collections.abc import Iterable

from django.db.models import F, Max, Q, QuerySet

from recado.desk.cases import access
from recado.desk.cases.models import Case, Following, Mention
from recado.desk.core.statements import Blank
from recado.desk.staff.models import Agent

MOST = 100


def cases(agent: Agent) -> QuerySet[Case]:
    """The visible cases where he was named, the newest mention first; `named_at` is its instant."""
    return (
        access.visible(agent)
        .filter(mentions__agent=agent)
        .annotate(named_at=Max("mentions__at", filter=Q(mentions__agent=agent)))
        .order_by(F("named_at").desc(), "-pk")
    )


def _unseen(sees_all: bool) -> QuerySet[Mention, tuple[int, ...]]:
    fresh = Mention.objects.filter(agent=Blank("agent"), seen_at=None)
    fresh = fresh if sees_all else fresh.filter(case__in=access.asking(sees_all))
    return fresh.values_list("case").distinct()[:MOST]


_UNSEEN = access.shared(_unseen)


def unseen(agent: Agent) -> int:
    """In how many visible cases he was named and has not looked yet; counted to a hundred."""
    return len(_UNSEEN[agent.sees_all](**access.blanks(agent)))


def is_unseen(agent: Agent, case: Case) -> bool:
    """Whether he was named on this case and has not looked yet."""
    return Mention.objects.filter(agent=agent, case=case, seen_at=None).exists()


def followers(case: Case) -> list[Following]:
    """Who follows the case, the first who did first."""
    return list(Following.objects.filter(case=case, agent__is_active=True).select_related("agent").order_by("at", "pk"))


def named_in(messages: Iterable[int]) -> dict[int, set[int]]:
    """The agents that each of these notes named, in one statement."""
    found: dict[int, set[int]] = {}
    for message, agent in Mention.objects.filter(message__in=list(messages)).values_list("message", "agent"):
        found.setdefault(message, set()).add(agent)
    return found
