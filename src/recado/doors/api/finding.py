"""Find what a call names, or say that it is not there: ids are texts, and any text may come."""

from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.cases.actions import Action
from recado.desk.cases.models import Case, Label
from recado.desk.channels.models import Channel
from recado.desk.conversations.models import Attachment, Message, Thread
from recado.desk.people import reading
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent, Team
from recado.doors.api.problems import invalid

LONGEST = 19  # digits of the largest key


def key(text: str) -> int:
    """An id as a number; 0, which nothing has, for what is no id."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else 0
    return number if number < 2**63 else 0


def thread(agent: Agent, id_: str) -> Thread:
    """Raises NotVisible."""
    return access.fetch_thread(agent, key(id_))


def case(agent: Agent, number: str, *, lock: bool = False) -> Case:
    """Raises NotVisible."""
    return access.fetch(agent, key(number), lock=lock)


def message_in(agent: Agent, within: Thread, id_: str, field: str) -> Message:
    """A message that a body names, with a provider's id of its own. Raises a problem."""
    try:
        found = access.fetch_message(agent, key(id_))
    except access.NotVisible:
        found = None
    if found is None or found.thread_id != within.pk or not found.provider_id:
        raise invalid({field: _("There is no such message in this thread, or it has not left yet.")})
    return found


def uploads(agent: Agent, ids: list[str]) -> list[Attachment]:
    """Attachments that a body names, uploaded by this agent and not yet sent, in that order. Raises a problem."""
    free = access.attachments(agent).filter(message=None, pk__in=[key(id_) for id_ in ids]).select_related("blob")
    found = {one.pk: one for one in free}
    if len(set(ids)) != len(ids) or any(key(id_) not in found for id_ in ids):
        raise invalid({"attachment_ids": _("Each must be a file that you uploaded and have not sent.")})
    return [found[key(id_)] for id_ in ids]


def channel(agent: Agent, key_: str, field: str = "channel") -> Channel:
    """A channel that a body names by its key. Raises a problem."""
    try:
        return access.fetch_channel(agent, key_)
    except access.NotVisible as missing:
        raise invalid({field: _("There is no such channel.")}) from missing


def person(agent: Agent, id_: str, field: str = "person") -> Person:
    """A person that a body or filter names, or who he turned out to be. Raises a problem."""
    try:
        return access.fetch_person(agent, key(id_))
    except access.NotVisible as missing:
        raise invalid({field: _("There is no such person.")}) from missing


def person_key(id_: str) -> int:
    """Who the person of a filter is by now; 0 for nobody."""
    found = reading.survivor(key(id_))
    return found.pk if found else 0


def agent_key(named: str) -> int:
    """The agent of a filter, by id or e-mail; 0 for nobody."""
    found = Agent.objects.filter(email__iexact=named) if "@" in named else Agent.objects.filter(pk=key(named))
    return found.values_list("pk", flat=True).first() or 0


def organisation(agent: Agent, id_: str, field: str = "organisation") -> Organisation:
    """An organisation that a body or filter names, or what it turned out to be. Raises a problem."""
    try:
        return access.fetch_organisation(agent, key(id_))
    except access.NotVisible as missing:
        raise invalid({field: _("There is no such organisation.")}) from missing


def team(key_: str, field: str = "team") -> Team:
    """A team that a body or filter names by its key. Raises a problem."""
    found = Team.objects.filter(key=key_).first()
    if found is None:
        raise invalid({field: _("There is no such team.")})
    return found


def labels(names: list[str], field: str = "labels") -> list[Label]:
    """Labels that a body names, whatever their capitals. Raises a problem."""
    known = {one.name.casefold(): one for one in Label.objects.all()}
    unknown = [name for name in names if name.strip().casefold() not in known]
    if unknown:
        raise invalid({field: _("There is no label %(name)s.") % {"name": unknown[0]}})
    return [known[name.strip().casefold()] for name in names]


def action(name: str, field: str = "action") -> Action:
    """An action that a body names, whatever its capitals. Raises a problem."""
    found = Action.objects.filter(name__iexact=" ".join(name.split())).first()
    if found is None:
        raise invalid({field: _("There is no action %(name)s.") % {"name": name}})
    return found


def agent(named: str, field: str = "assignee") -> Agent:
    """An agent by id or e-mail. Raises a problem."""
    working = Agent.objects.filter(is_active=True)
    found = (working.filter(email__iexact=named) if "@" in named else working.filter(pk=key(named))).first()
    if found is None:
        raise invalid({field: _("There is no such agent.")})
    return found
