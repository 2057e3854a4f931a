"""Groups: a case is opened from messages chosen in one, and the opening is taken back (W8)."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from recado.desk.cases import access, choosing
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.time import iso
from recado.desk.staff.models import Agent
from recado.doors.api import answers, cases, finding
from recado.doors.api.asks import Choice, Number
from recado.doors.api.problems import invalid
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json

WRITE = needs("cases:write")

router = Router(tags=["cases"])


@router.post(
    "/threads/{id}/cases",
    response={200: answers.Case, 201: answers.Case},
    **WRITE,
    summary="Open a case from messages of a group",
)
def open_case_from_group(request: HttpRequest, id: str, asked: Choice) -> Status[Json]:
    """Of whoever wrote the first of them; its promise counts from then, whose it is the turn decides.

    200 with the case in which the first message lies already. What is said in the group later joins no case.
    409 `chosen-already` where only a later one of them lies in a case, `not-a-group`, `not-your-channel`.
    """
    agent = agent_of(request)
    group = finding.thread(agent, id)
    opening = choosing.open_from(group, _chosen(agent, group, asked.messages), by=agent)
    return Status(201 if opening.is_new else 200, cases.shown(opening.case))


@router.delete(
    "/cases/{number}/opening", response=answers.DeletedCase, **WRITE, summary="Take back the opening from a group"
)
def take_opening_back(request: HttpRequest, number: Number) -> Json:
    """The case is deleted, its messages are the group's alone again; twice is once. 409 `worked-on`, `not-a-group`."""
    agent = agent_of(request)
    deletion = choosing.undo(access.fetch_standing(agent, finding.key(number)), by=agent.actor)
    return {"number": deletion.case_id, "deleted_at": iso(deletion.at), "reason": deletion.reason}


def _chosen(agent: Agent, group: Thread, ids: list[str]) -> list[Message]:
    """Messages that the body names. Raises a problem."""
    known = {finding.key(id_): id_ for id_ in ids}
    try:
        return access.fetch_said(agent, group, [*known])
    except access.NotVisible as missing:
        said = _("There is no message %(id)s in this thread.") % {"id": known[missing.args[0]][:40]}
        raise invalid({"messages": said}) from missing
