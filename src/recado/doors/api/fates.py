"""Cases that are no more by themselves: part of another, or deleted; both are undone under the same address."""

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from recado.desk.cases import access, deleting, merging
from recado.desk.cases.models import Case
from recado.desk.core.time import iso
from recado.desk.staff.models import Agent
from recado.doors.api import answers, cases, finding
from recado.doors.api.asks import Deletion, Number
from recado.doors.api.parties import Merge
from recado.doors.api.problems import invalid
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json

WRITE = needs("cases:write")

router = Router(tags=["cases"])


@router.post("/cases/{number}/merge", response=answers.Case, **WRITE, summary="Merge a case into another")
def merge_case(request: HttpRequest, number: Number, asked: Merge) -> Json:
    """Answers with the case that stays. Words, labels and followers go over, the earlier promise holds.

    409 `merge-circle`, or `merge-resolved` where an open case would become part of a resolved one.
    """
    agent = agent_of(request)
    with transaction.atomic():
        gone, into = finding.case(agent, number), _named(agent, asked.into)
        made = merging.merge(gone, into, by=agent.actor)
        _named(agent, str(made.into_id))  # what the one named is part of must be in sight as well
    return cases.shown(made.into)


@router.delete("/cases/{number}/merge", response=answers.Case, **WRITE, summary="Undo the merge")
def part_case(request: HttpRequest, number: Number) -> Json:
    """The case stands for itself again, with what was written in its thread since; one that does stays as it is."""
    agent = agent_of(request)
    gone = finding.case(agent, number)
    if merge := merging.standing(gone):
        access.fetch(agent, merge.into_id)
        merging.undo(merge, by=agent.actor)
    return cases.shown(gone)


@router.put("/cases/{number}/deletion", response=answers.DeletedCase, **WRITE, summary="Delete a case")
def delete_case(request: HttpRequest, number: Number, asked: Deletion) -> Json:
    """Nobody sees it any more; what was said is kept. 409 `delete-refused` where the agent's role may not."""
    agent = agent_of(request)
    made = deleting.delete(finding.case(agent, number), by=agent.actor, reason=asked.reason)
    return {"number": made.case_id, "deleted_at": iso(made.at), "reason": made.reason}


@router.delete("/cases/{number}/deletion", response=answers.Case, **WRITE, summary="Bring a case back")
def restore_case(request: HttpRequest, number: Number) -> Json:
    """A case that is not deleted stays as it is. 409 `delete-refused` where the agent's role may not."""
    agent = agent_of(request)
    key = finding.key(number)
    with transaction.atomic():
        gone = access.deleted(agent).filter(pk=key).first()
        if gone and (deletion := deleting.standing(gone)):
            deleting.undo(deletion, by=agent.actor)
    return cases.shown(finding.case(agent, number))


def _named(agent: Agent, number: str) -> Case:
    """The case that a body names. Raises a problem."""
    try:
        return finding.case(agent, number)
    except access.NotVisible as missing:
        raise invalid({"into": _("There is no such case.")}) from missing
