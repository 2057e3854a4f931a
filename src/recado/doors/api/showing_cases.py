"""How are cases shown? A page at a time, each with its promise and its reasons (N1)."""

from collections.abc import Iterable, Sequence
from typing import Any

from recado.desk.cases import labelling, receiving_cases
from recado.desk.cases.models import Case
from recado.desk.channels import wording_reasons
from recado.desk.clock.events import DeadlineSet
from recado.desk.clock.models import Deadline
from recado.desk.conversations import naming
from recado.desk.core.actors import Actor
from recado.desk.core.time import iso
from recado.desk.journal.events import Names
from recado.desk.routing.events import CaseAssigned
from recado.desk.routing.models import Assignment
from recado.desk.worktime import durations
from recado.doors.api.showing_threads import Json, person

RELATED = ("person__organisation", "assignee", "team", "channel", "action")


def cases(rows: Sequence[Case]) -> list[Json]:
    """`rows` with what `RELATED` names."""
    numbers = [row.pk for row in rows]
    assignments = _newest(Assignment.objects.filter(case__in=numbers).select_related("team"))
    deadlines = _newest(Deadline.objects.filter(case__in=numbers, dropped_at=None))
    labels, wholes = labelling.labels_of(rows), receiving_cases.survivors([row.pk for row in rows if row.resolved_at])
    who = naming.names(_actors(assignments.values()))
    shown = [_case(row, assignments.get(row.pk), deadlines.get(row.pk), who) for row in rows]
    return [
        {
            **one,
            "labels": [label.name for label in labels.get(one["number"], ())],
            "part_of": wholes.get(one["number"]),
        }
        for one in shown
    ]


def _newest(found: Any) -> dict[int, Any]:
    """The newest row of each case."""
    return {row.case_id: row for row in found.order_by("case", "-pk").distinct("case")}


def _actors(assignments: Iterable[Assignment]) -> set[Actor]:
    rows = list(assignments)
    return {row.by for row in rows} | {Actor("agent", row.agent_id) for row in rows if row.agent_id}


def _case(row: Case, assignment: Assignment | None, deadline: Deadline | None, who: Names) -> Json:
    return {
        "number": row.pk,
        "subject": row.subject,
        "state": row.state,
        "person": person(row.person),
        "organisation": person(row.person.organisation),
        "assignee": person(row.assignee),
        "team": row.team.key if row.team else None,
        "channel": row.channel.key if row.channel else None,
        "thread": str(row.thread_id) if row.thread_id else None,
        "promises": [_promise(row, deadline)] if deadline else [],
        "opened_at": iso(row.opened_at),
        "updated_at": iso(row.updated_at),
        "resolved_at": iso(row.resolved_at) if row.resolved_at else None,
        "action": row.action.name if row.action else None,
        "closing_reason": wording_reasons.said(row.closing_reason) or None,
        "reasons": {
            "assignee": _whose(assignment).sentence(who) if assignment and assignment.because else None,
            "promise": _promised(deadline).sentence(who) if deadline else None,
        },
    }


def _promise(row: Case, deadline: Deadline) -> Json:
    return {"kind": deadline.kind, "due_at": iso(deadline.due_at), "state": row.due_state, "paused_because": None}


def _whose(row: Assignment) -> CaseAssigned:
    decided = row.because[-1]
    return CaseAssigned(
        at=row.at, by=row.by, agent=row.agent_id, called=row.team.name if row.team else "",
        step=decided["step"], verdict=decided["verdict"], about=decided.get("about", ""),
    )  # fmt: skip


def _promised(row: Deadline) -> DeadlineSet:
    return DeadlineSet(at=row.since_at, kind=row.kind, due=iso(row.due_at), promised=durations.iso(row.promised_for))
