"""What became of a case that is no more by itself? Part of another, or deleted; and what would come of a merge."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from recado.desk.cases import access, deleting, homes, searching
from recado.desk.cases.departed import Deletion
from recado.desk.cases.foreseeing import Preview
from recado.desk.cases.models import Case
from recado.desk.conversations import naming
from recado.desk.journal.events import Names
from recado.desk.staff.models import Agent
from recado.doors.web.sight import faces, wholes

MOST = 8


@dataclass(frozen=True)
class Part:
    """A case that became part of the one that is shown: who did it, and when."""

    number: int
    by: str
    at: datetime


@dataclass(frozen=True)
class Deleted:
    """A deleted case as its page shows it."""

    case: Case
    deletion: Deletion
    whom: str
    by: str
    may_restore: bool


@dataclass(frozen=True)
class Line:
    """One thing of a preview: its name, how it stands in the one that goes and in the one that stays, what follows."""

    name: str
    gone: str
    into: str
    follows: str = ""


def parts(case: Case, who: Names) -> list[Part]:
    """The first merge first."""
    return [Part(one.gone_id, who(one.by), one.at) for one in wholes.parts(case)]


def deleted(agent: Agent, number: int) -> Deleted:
    """Raises NotVisible where there is none that the agent would see."""
    case = access.fetch_deleted(agent, number)
    deletion = deleting.standing(case)
    if deletion is None:
        raise access.NotVisible
    who = naming.names([deletion.by])
    return Deleted(case, deletion, faces.called(case.person), who(deletion.by), deleting.may(agent))


def choices(agent: Agent, query: str, but: int) -> list[Case]:
    """Cases to which another may be added: by number and person, then by the words in them."""
    found = searching.gather(agent, query, {"cases": MOST + 1, "messages": 2 * MOST})
    numbers = [case.pk for case in found.cases.items]
    numbers += homes.numbers(agent, found.messages.items).values()
    return _of(agent, [number for number in dict.fromkeys(numbers) if number != but][:MOST])


def likely(agent: Agent, case: Case) -> list[Case]:
    """The person's other open cases, the newest first."""
    theirs = access.visible(agent).filter(person=case.person_id, resolved_at=None).exclude(pk=case.pk)
    return _of(agent, list(theirs.order_by("-pk").values_list("pk", flat=True)[:4]))


def about(case: Case) -> str:
    """A case in a few words, beside its person's name."""
    return " · ".join(filter(None, (_("Case %(number)s") % {"number": case.pk}, case.subject or case.last_words)))


def lines(preview: Preview) -> Iterator[Line]:
    """Whose it becomes and what it carries, as the two stand now."""
    gone, into = preview.gone, preview.into
    yield Line(_("Person"), faces.called(gone.person), faces.called(into.person), faces.called(into.person))
    yield Line(_("In whose hands"), _whose(gone), _whose(into), _whose(into))
    if preview.labels:
        yield Line(_("Labels"), ", ".join(one.name for one in preview.labels), "", _("go over"))
    if preview.followers:
        yield Line(_("Followed by"), ", ".join(one.name for one in preview.followers), "", _("follow this one"))


def _whose(case: Case) -> str:
    team = case.team.name if case.team else ""
    return ", ".join(filter(None, (case.assignee.name if case.assignee else _("nobody's"), team)))


def _of(agent: Agent, numbers: list[int]) -> list[Case]:
    found = access.visible(agent).select_related("person", "team", "assignee", "channel", "thread").in_bulk(numbers)
    return [found[number] for number in numbers if number in found]
