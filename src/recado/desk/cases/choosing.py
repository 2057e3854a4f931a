"""Open a case from messages that somebody chose in a group, and take the opening back (W8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Subquery
from django.utils.translation import gettext as _

from recado.desk.cases import access, deleting, owning, receiving_cases
from recado.desk.cases.departed import CaseMerge, Deletion
from recado.desk.cases.events import CaseOpened
from recado.desk.cases.models import Case, Filing, State
from recado.desk.channels import lookup
from recado.desk.conversations.models import Direction, Message, Thread, ThreadKind
from recado.desk.core import bulk
from recado.desk.core.actors import Actor
from recado.desk.core.text import snippet
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected, Objection
from recado.desk.people import holding
from recado.desk.people.models import Address
from recado.desk.staff.models import Agent

MOST = 200


@dataclass(frozen=True)
class Opening:
    """The case in which the first of the messages lies, one that the agent sees; `is_new` unless it did so before."""

    case: Case
    is_new: bool


@transaction.atomic
def open_from(group: Thread, messages: Sequence[Message], *, by: Agent) -> Opening:
    """A case of these messages, of whoever wrote the first of them; its promise counts from then.

    The same first message twice is the same case. The channel's team takes it, the agent's own where it has several.
    It receives nothing: what is said in the group later joins by hand alone.
    Raises Objected: ``not-a-group``, ``not-your-channel``, ``nothing-chosen``, ``too-many``, ``chosen-already``.
    """
    _insist(group, messages, by)
    first = _first(messages)
    person = holding.person(_writer(first))
    bulk.lock(Thread, [group.pk])
    lying = dict(Filing.objects.filter(message__in=[one.pk for one in messages]).values_list("message", "case"))
    if standing := access.visible(by).filter(pk=lying.get(first.pk, 0)).first():
        return Opening(standing, is_new=False)
    if lying:
        raise Objected([_taken(by, lying)])
    [(id_,)] = bulk.insert(Case, [_row(group, messages, first, by) | {"person_id": person.pk}])
    case = Case.objects.select_related("thread").get(pk=id_)
    bulk.insert(Filing, [{"message_id": one.pk, "case_id": id_} for one in messages], returning=("message",))
    telling.record(
        CaseOpened(
            at=case.updated_at,
            by=by.actor,
            person=case.person_id,
            since=first.at.isoformat(),
            chosen=len(messages),
            **receiving_cases.told(case),
        )
    )
    case.refresh_from_db()
    return Opening(case, is_new=True)


@transaction.atomic
def undo(case: Case, *, by: Actor) -> Deletion:
    """The opening is taken back: the case is deleted, its messages are the group's alone again. Twice is once.

    Raises Objected: ``not-a-group``, ``worked-on`` once somebody of the house did something with it.
    """
    bulk.lock(Thread, [case.thread_id or 0])
    case = owning.locked(case)
    if standing := deleting.standing(case):
        return standing
    if case.thread is None or case.thread.kind != ThreadKind.GROUP:
        raise Objected([_no_group()])
    if _is_worked_on(case):
        said = _("Somebody has worked on this case meanwhile. Resolve it, or delete it, if it is not needed.")
        raise Objected([Objection("worked-on", said)])
    freed = sorted(Filing.objects.filter(case=case).values_list("message", flat=True))
    Filing.objects.filter(case=case).delete()
    return deleting.write(case, by=by, freed=freed)


def is_undoable(case: Case) -> bool:
    """Whether the opening can still be taken back."""
    return bool(case.thread and case.thread.kind == ThreadKind.GROUP) and not _is_worked_on(case)


def _insist(group: Thread, messages: Sequence[Message], by: Agent) -> None:
    """Every reason why not, before anything is held."""
    if group.kind != ThreadKind.GROUP:
        raise Objected([_no_group()])
    if any(one.thread_id != group.pk for one in messages):
        raise access.NotVisible
    if not access.may_open_in(by, group):
        raise Objected([Objection("not-your-channel", _("Only the teams of a channel open cases in its groups."))])
    if len(messages) > MOST:
        said = _("At most %(most)s messages can be chosen at once.") % {"most": MOST}
        raise Objected([Objection("too-many", said, missing=("messages",))])
    if not any(one.direction == Direction.IN and one.sender_id for one in messages):
        said = _("Choose at least one message that somebody wrote to us.")
        raise Objected([Objection("nothing-chosen", said, missing=("messages",))])


def _first(messages: Sequence[Message]) -> Message:
    """Of what was written to us."""
    return min((one for one in messages if one.direction == Direction.IN and one.sender_id), key=_place)


def _writer(message: Message) -> int:
    """The key of the person who wrote it."""
    return Address.objects.values_list("person", flat=True).get(pk=message.sender_id or 0)


def _place(message: Message) -> tuple[object, int]:
    return message.at, message.pk


def _row(group: Thread, messages: Sequence[Message], first: Message, by: Agent) -> dict[str, object]:
    last = max(messages, key=_place)
    return {
        "subject": snippet(_words(first)),
        "state": State.NEW,
        "team_id": _team(group, by),
        "channel_id": group.channel_id,
        "thread_id": group.pk,
        "receives": False,
        "unseen": True,
        "last_words": snippet(_words(last)),
        "last_type": last.type,
        "last_direction": last.direction,
        "last_message_at": last.at,
        "opened_at": first.at,
        "updated_at": now(),
    }


def _words(message: Message) -> str:
    return message.text or next((file.name for file in message.attachments.all() if file.name), "")


def _team(group: Thread, by: Agent) -> int | None:
    """The first of the channel's teams, but rather one in which the agent goes on seeing the case."""
    teams = lookup.teams_of(group.channel_id)
    own = {team.pk for team in by.teams.all()}
    return next((team for team in teams if team in own), next(iter(teams), None))


def _taken(by: Agent, lying: dict[int, int]) -> Objection:
    """Cases out of the agent's sight are not named."""
    seen = sorted(access.visible(by).filter(pk__in=set(lying.values())).values_list("pk", flat=True))
    said = _("Some of these messages lie in a case of another team already. Leave them out.")
    if seen:
        said = _("Some of these messages lie in case %(number)s already. Leave them out.") % {"number": seen[0]}
    return Objection("chosen-already", said, missing=("messages",))


def _no_group() -> Objection:
    return Objection("not-a-group", _("Messages are chosen in a group; elsewhere every word opens its case by itself."))


def _is_worked_on(case: Case) -> bool:
    """Somebody of the house wrote in it since, ended it, or another case is part of it."""
    opened = Entry.objects.filter(case=case.pk, name=CaseOpened.name).order_by("pk").values("at")[:1]
    since = Filing.objects.filter(case=case, message__kept_at__gt=Subquery(opened))
    said = since.exclude(message__direction=Direction.IN).exists()
    merged = CaseMerge.objects.filter(into=case, undone_at=None).exists()
    return said or merged or case.state == State.RESOLVED
