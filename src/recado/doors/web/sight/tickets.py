"""May this page follow the desk live? The ticket it carries, counted from where the journal stood."""

from django.conf import settings

from recado.desk.core import time
from recado.desk.staff import tickets
from recado.desk.staff.models import Agent


def ticket(agent: Agent, after: str = "") -> str:
    """`after` is a cursor taken before the page was read: what happens from then on is told."""
    teams = [team.pk for team in agent.teams.all()]
    return tickets.issue(agent.pk, teams, agent.sees_all, settings.SECRET_KEY, time.now(), after)
