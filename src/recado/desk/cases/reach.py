"""How far does an agent's search reach? As marks that stand in the vectors, and the few threads beyond them."""

from dataclasses import dataclass

from recado.desk.channels.models import ChannelTeam
from recado.desk.core.statements import AnyOf, Statement
from recado.desk.staff.models import Agent

MOST_BEYOND = 500  # followed cases; the newest of them
_CHANNELS = Statement(lambda: ChannelTeam.objects.filter(team=AnyOf("teams")).values_list("channel", flat=True))


@dataclass(frozen=True)
class Reach:
    """`marks` is a query that a vector must answer, empty for all; `cases` and their threads lie beyond it."""

    marks: str = ""
    cases: tuple[int, ...] = ()


def of(agent: Agent) -> Reach:
    """What `access` lets him see, told so that an index can answer. What was found is asked of `access` once more."""
    if agent.sees_all:
        return Reach()
    teams = [team.pk for team in agent.teams.all()]
    channels = sorted(set(_CHANNELS(teams=teams))) if teams else ()
    marks = [*(f"#t{team}" for team in teams), *(f"#c{channel}" for channel in channels), f"#a{agent.pk}"]
    followed = sorted((one.case_id for one in agent.followings.all()), reverse=True)[:MOST_BEYOND]
    return Reach(" | ".join(f"'{mark}'" for mark in marks), tuple(followed))
