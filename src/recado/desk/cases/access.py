"""Who sees and who may do what (architecture, "Who sees what"): to find is to be allowed."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from recado.desk.cases.models import Case, Following
from recado.desk.channels.models import Channel, ChannelTeam, Delivery
from recado.desk.conversations.models import Attachment, Message, Thread, ThreadKind
from recado.desk.core import statements
from recado.desk.core.statements import AnyOf, Blank, Statement
from recado.desk.journal.models import Entry
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.scopes import HOUSE_ONLY

_TEAMS = Statement(lambda: Team.objects.filter(membership__agent=Blank("agent")))
_FOLLOWINGS = Statement(lambda: Following.objects.filter(agent=Blank("agent")).exclude(case__team=AnyOf("teams")))
STANDS = Q(filing__case__deleted_at=None)
"""Of messages: they lie in no case, or in one that was not deleted."""


class NotVisible(LookupError):
    """There is nothing of that name for this agent; whether it exists for another is not told."""


def may(agent: Agent, scope: str) -> bool:
    """Whether the agent's role allows what the scope names, such as ``cases:write``."""
    if scope in HOUSE_ONLY:
        return agent.sees_all
    return agent.may_write or not scope.endswith(":write")


def acquaint(agent: Agent) -> None:
    """Read once, for all that a door asks: the agent's teams, and what he follows beyond their cases."""
    statements.foresee(agent, "teams", _TEAMS(agent=agent.pk))
    if not agent.sees_all:
        statements.foresee(agent, "followings", _FOLLOWINGS(agent=agent.pk, teams=_teams(agent)))


def visible(agent: Agent) -> QuerySet[Case]:
    """All cases for head and administrator, else those of the agent's teams, his own, and those that he follows.

    Nobody sees a deleted one.
    """
    return _seen(agent, Case.objects.filter(deleted_at=None))


def asking(sees_all: bool) -> QuerySet[Case]:
    """The same for statements that many agents share: who asks is left blank, and `blanks` says it."""
    if sees_all:
        return Case.objects.filter(deleted_at=None)
    theirs_or_his = Q(team=AnyOf("teams")) | Q(assignee=Blank("agent"))
    return Case.objects.filter(theirs_or_his | Q(pk=AnyOf("followed")), deleted_at=None)


def shared(asks: Callable[[bool], QuerySet[Any, Any]]) -> dict[bool, Statement]:
    """What many agents ask, by whether they see all: one statement for those who do, one for the others."""
    return {sees_all: Statement(partial(asks, sees_all)) for sees_all in (True, False)}


def blanks(agent: Agent) -> dict[str, Any]:
    """Who the agent is, for statements that many share."""
    if agent.sees_all:
        return {"agent": agent.pk}
    return {"agent": agent.pk, "teams": _teams(agent), "followed": [one.case_id for one in agent.followings.all()]}


def known(agent: Agent) -> tuple[Hashable, ...]:
    """All that decides what the agent sees: as long as this stays the same, his views are the same statements."""
    followed = () if agent.sees_all else tuple(one.case_id for one in agent.followings.all())
    return agent.pk, agent.sees_all, tuple(_teams(agent)), followed


def deleted(agent: Agent) -> QuerySet[Case]:
    """Those that the agent would see, were they not deleted."""
    return _seen(agent, Case.objects.filter(deleted_at__isnull=False))


def ways(agent: Agent) -> list[Q]:
    """The same one by one, for lists that want only the top of each: every way follows an index of its own."""
    if agent.sees_all:
        return [Q()]
    followed = [one.case_id for one in agent.followings.all()]
    return [
        *(Q(team=team) for team in _teams(agent)),
        Q(assignee=agent.pk),
        *([Q(pk__in=followed)] if followed else []),
    ]


def threads(agent: Agent) -> QuerySet[Thread]:
    """Those on a channel of the agent's teams, and those with a visible case."""
    if agent.sees_all:
        return Thread.objects.all()
    return _with_us(ChannelTeam.objects.filter(team__in=_teams(agent)).values("channel"), visible(agent))


def groups(agent: Agent) -> QuerySet[Thread]:
    """Groups among the visible threads: nothing that is said in one is told to a further agent (W8)."""
    return threads(agent).filter(kind=ThreadKind.GROUP)


def may_open_in(agent: Agent, group: Thread) -> bool:
    """Whether the agent may open a case in a group that he sees: he writes, and the channel is of one of his teams."""
    ours = ChannelTeam.objects.filter(channel=group.channel_id, team__in=_teams(agent))
    return agent.may_write and (agent.sees_all or ours.exists())


def messages(agent: Agent) -> QuerySet[Message]:
    """Those of visible threads, but for the words of deleted cases: nobody sees these."""
    standing = Message.objects.filter(STANDS)
    return standing if agent.sees_all else standing.filter(thread__in=threads(agent))


def asking_messages(sees_all: bool) -> QuerySet[Message]:
    """The same for statements that many agents share, as `asking` is for cases."""
    standing = Message.objects.filter(STANDS)
    if sees_all:
        return standing
    ours = ChannelTeam.objects.filter(team=AnyOf("teams")).values("channel")
    return standing.filter(thread__in=_with_us(ours, asking(sees_all)))


def attachments(agent: Agent) -> QuerySet[Attachment]:
    """Those of visible messages, and those the agent uploaded for a message to come."""
    own = Q(message=None, by=agent.actor)
    return Attachment.objects.filter(own | (Q(message__isnull=False) & _of_messages(agent)))


def entries(agent: Agent) -> QuerySet[Entry]:
    """Events of visible cases and threads, and of persons and organisations; the others for head and administrator."""
    if agent.sees_all:
        return Entry.objects.all()
    parties = Q(name__startswith="person.") | Q(name__startswith="organisation.")
    return Entry.objects.filter(
        Q(case__in=visible(agent).values("pk"))
        | Q(thread__in=threads(agent).values("pk"))
        | (parties & Q(case=None, thread=None))
    )


def channels(agent: Agent | None = None) -> QuerySet[Channel]:
    """The list of channels is for every agent, who need not be named; their settings and secrets are not."""
    return Channel.objects.all()


def people(agent: Agent | None = None) -> QuerySet[Person]:
    """Persons are for every agent, who need not be named where all share a statement."""
    return Person.objects.all()


def organisations(agent: Agent) -> QuerySet[Organisation]:
    """Organisations are for every agent."""
    return Organisation.objects.all()


def deliveries(agent: Agent) -> QuerySet[Delivery]:
    """Raw deliveries are for head and administrator."""
    return Delivery.objects.all() if agent.sees_all else Delivery.objects.none()


def fetch(agent: Agent, number: int, *, lock: bool = False) -> Case:
    """The case of this number. Raises NotVisible."""
    return _one(visible(agent), number, lock)


def fetch_deleted(agent: Agent, number: int) -> Case:
    """The deleted case of this number. Raises NotVisible."""
    return _one(deleted(agent), number)


def fetch_standing(agent: Agent, number: int) -> Case:
    """The case of this number, deleted or not: what is done twice finds it both times. Raises NotVisible."""
    try:
        return fetch(agent, number)
    except NotVisible:
        return fetch_deleted(agent, number)


def fetch_thread(agent: Agent, id_: int, *, lock: bool = False) -> Thread:
    """The thread of this id. Raises NotVisible."""
    return _one(threads(agent), id_, lock)


def fetch_group(agent: Agent, id_: int) -> Thread:
    """The group of this id, with its channel. Raises NotVisible."""
    return _one(groups(agent).select_related("channel"), id_)


def fetch_message(agent: Agent, id_: int, *, lock: bool = False) -> Message:
    """The message of this id; one of another thread too, if it lies in a case of his. Raises NotVisible."""
    try:
        return _one(messages(agent), id_, lock)
    except NotVisible:
        return _one(Message.objects.filter(filing__case__in=visible(agent)), id_, lock)


def fetch_said(agent: Agent, thread: Thread, ids: Sequence[int]) -> list[Message]:
    """Messages of a visible thread, in this order. Raises NotVisible with the first id that is none of them."""
    found = messages(agent).filter(thread=thread).in_bulk(ids)
    if missing := [id_ for id_ in ids if id_ not in found]:
        raise NotVisible(missing[0])
    return [found[id_] for id_ in ids]


def fetch_attachment(agent: Agent, id_: int) -> Attachment:
    """The attachment of this id, or of a message that lies in a case of his. Raises NotVisible."""
    try:
        return _one(attachments(agent).select_related("blob"), id_)
    except NotVisible:
        lies_here = Attachment.objects.filter(message__filing__case__in=visible(agent))
        return _one(lies_here.select_related("blob"), id_)


def fetch_channel(agent: Agent, key: str) -> Channel:
    """The channel of this key. Raises NotVisible."""
    return _first(channels(agent).filter(key=key))


def fetch_person(agent: Agent, id_: int, *, through: bool = True) -> Person:
    """The person of this id, or who he turned out to be unless `through` is off. Raises NotVisible."""
    found = _one(people(agent).select_related("merged_into", "organisation"), id_)
    return (found.merged_into if through else None) or found


def fetch_organisation(agent: Agent, id_: int) -> Organisation:
    """The organisation of this id, or what it turned out to be. Raises NotVisible."""
    found = _one(organisations(agent).select_related("merged_into", "account_manager"), id_)
    return found.merged_into or found


def fetch_delivery(agent: Agent, id_: int) -> Delivery:
    """The raw delivery of this id. Raises NotVisible."""
    return _one(deliveries(agent), id_)


def _seen(agent: Agent, cases: QuerySet[Case]) -> QuerySet[Case]:
    if agent.sees_all:
        return cases
    theirs_or_his = Q(team__in=_teams(agent)) | Q(assignee=agent.pk)
    followed = [one.case_id for one in agent.followings.all()]
    return cases.filter(theirs_or_his | Q(pk__in=followed) if followed else theirs_or_his)


def _with_us(channels: QuerySet[Any, Any], cases: QuerySet[Case]) -> QuerySet[Thread]:
    return Thread.objects.filter(Q(channel__in=channels) | Q(Exists(cases.filter(thread=OuterRef("pk")))))


def _teams(agent: Agent) -> list[int]:
    # As values, not as a subquery: PostgreSQL then joins the indexes of teams and of assignees.
    # A door that read the agent's teams with him asks no second time.
    return [team.pk for team in agent.teams.all()]


def _of_messages(agent: Agent) -> Q:
    standing = Q(message__filing__case__deleted_at=None)
    return standing if agent.sees_all else standing & Q(message__thread__in=threads(agent))


def _one[Thing: Any](among: QuerySet[Thing], id_: int, lock: bool = False) -> Thing:
    # Only the row itself is locked, and not against those who merely point to it.
    return _first((among.select_for_update(of=("self",), no_key=True) if lock else among).filter(pk=id_))


def _first[Thing: Any](found: Iterable[Thing]) -> Thing:
    for thing in found:
        return thing
    raise NotVisible
