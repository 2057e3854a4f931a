"""How far does an agent's search reach? As marks that stand in the vectors, and the few threads beyond them."""

from dataclasses import dataclass

from recado.desk.cases.models import Case
from recado.desk.channels.models import ChannelTeam
from recado.desk.staff.models import Agent

MOST_BEYOND = 500  # threads of followed cases; the newest of them


@dataclass(frozen=True)
class Reach:
    """`marks` is a query that a vector must answer, empty for all; `cases` and their `threads` lie beyond it."""

    marks: str = ""
    cases: tuple[int, ...] = ()
    threads: tuple[int, ...] = ()


def of(agent: Agent) -> Reach:
    """What `access` lets him see, told so that an index can answer. What was found is asked of `access` once more."""
    if agent.sees_all:
        return Reach()
    teams = [team.pk for team in agent.teams.all()]
    channels = ChannelTeam.objects.filter(team__in=teams).values_list("channel", flat=True) if teams else ()
    marks = [*(f"#t{team}" for team in teams), *(f"#c{channel}" for channel in sorted(set(channels))), f"#a{agent.pk}"]
    followed = sorted((one.case_id for one in agent.followings.all()), reverse=True)[:MOST_BEYOND]
    threads = Case.objects.filter(pk__in=followed, thread__isnull=False).values_list("thread", flat=True)
    return Reach(" | ".join(f"'{mark}'" for mark in marks), tuple(followed), tuple(threads) if followed else ())
