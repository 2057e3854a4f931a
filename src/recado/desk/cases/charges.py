"""Which settings are in an agent's charge? All for head and administrator, their own teams for leads, else none."""

from django.db.models import QuerySet

from recado.desk.cases import access
from recado.desk.cases.access import NotVisible
from recado.desk.cases.models import Label
from recado.desk.channels.models import Channel, Delivery
from recado.desk.people.listed import Listed
from recado.desk.rules.models import Revision
from recado.desk.staff.models import Agent, Role, Team, Token

TEAM = "team"
OF_TEAMS = (TEAM, "opening_hours", "promises")


def house(agent: Agent) -> None:
    """For head and administrator only. Raises NotVisible."""
    if not agent.sees_all:
        raise NotVisible


def teams(agent: Agent) -> QuerySet[Team]:
    """The teams whose settings the agent sees and may change."""
    if agent.sees_all:
        return Team.objects.order_by("name", "pk")
    return Team.objects.filter(members=agent, pk__isnull=agent.role != Role.LEAD).order_by("name", "pk")


def team(agent: Agent, key: str) -> Team:
    """Raises NotVisible."""
    return _first(teams(agent).filter(key=key))


def label(agent: Agent, number: int) -> Label:
    """Raises NotVisible."""
    house(agent)
    return _first(Label.objects.filter(pk=number))


def listed(agent: Agent, number: int) -> Listed:
    """A line of a list of addresses. Raises NotVisible."""
    house(agent)
    return _first(Listed.objects.filter(pk=number))


def colleague(agent: Agent, number: int) -> Agent:
    """Somebody whose profile the agent may set. Raises NotVisible."""
    house(agent)
    return _first(Agent.objects.filter(pk=number))


def token(agent: Agent, number: int) -> Token:
    """Raises NotVisible."""
    house(agent)
    return _first(Token.objects.select_related("agent").filter(pk=number))


def channel(agent: Agent, key: str) -> Channel:
    """Raises NotVisible."""
    house(agent)
    return access.fetch_channel(agent, key)


def deliveries(agent: Agent, channel: Channel) -> QuerySet[Delivery]:
    """What the provider posted to the channel."""
    return access.deliveries(agent).filter(channel=channel)


def delivery(agent: Agent, channel: Channel, number: int) -> Delivery:
    """Raises NotVisible."""
    return _first(deliveries(agent, channel).filter(pk=number))


def revision(agent: Agent, number: int) -> Revision:
    """A change that the agent may undo; that a team is there at all is the house's alone. Raises NotVisible."""
    found = _first(Revision.objects.filter(pk=number))
    began = found.section == TEAM and found.number == 1
    if not agent.sees_all and (began or found.section not in OF_TEAMS or found.scope not in _scopes(agent)):
        raise NotVisible
    return found


def _scopes(agent: Agent) -> set[str]:
    return {f"team:{one.pk}" for one in teams(agent)}


def _first[Thing](found: QuerySet[Thing]) -> Thing:  # type: ignore[type-var]
    for thing in found:
        return thing
    raise NotVisible
