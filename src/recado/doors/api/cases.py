"""Cases: list, read, open by hand, give to somebody, end and begin again."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router

from recado.desk.cases import access, acting, labelling, opening, resolving, shortlists
from recado.desk.cases.models import Case, Label
from recado.desk.routing import assigning
from recado.desk.staff.models import Agent
from recado.doors.api import answers, finding, paging, showing_cases
from recado.doors.api.asks import CaseChange, CaseFilters, NewCase, Number, Resolution
from recado.doors.api.problems import invalid
from recado.doors.api.scoping import agent_of, needs
from recado.doors.api.showing_threads import Json

READ, WRITE = needs("cases:read"), needs("cases:write")
NOBODY = "none"

router = Router(tags=["cases"])


@router.get("/cases", response=answers.Cases, **READ, summary="List cases")
def list_cases(request: HttpRequest, asked: Query[CaseFilters]) -> Json:
    """The newest first, by number."""
    agent = agent_of(request)
    visible = access.visible(agent)
    visible = visible.filter(pk__in=shortlists.cases(agent, asked.q)) if asked.q else visible
    found = _filtered(visible, asked).select_related(*showing_cases.RELATED)
    rows, after = paging.newest(found, asked.cursor, asked.limit)
    return {"items": showing_cases.cases(rows), "next": after}


@router.post("/cases", response={201: answers.Case}, **WRITE, summary="Open a case by hand")
def open_case(request: HttpRequest, asked: NewCase) -> Json:
    """After a call or a word in the corridor. Without a team its opener may be the only one to see it."""
    agent = agent_of(request)
    person = finding.person(agent, asked.person)
    team = finding.team(asked.team) if asked.team else agent.teams.order_by("pk").first()
    assignee = _assignee(asked.assignee) if asked.assignee else None
    with transaction.atomic():
        case = opening.open_by_hand(person=person, subject=asked.subject, team=team, by=agent.actor)
        if assignee:
            assigning.assign(case, to=assignee, by=agent.actor)
    return shown(case)


@router.get("/cases/{number}", response=answers.Case, **READ, summary="Read a case")
def read_case(request: HttpRequest, number: Number) -> Json:
    """One case by its number."""
    return shown(finding.case(agent_of(request), number))


@router.patch("/cases/{number}", response=answers.Case, **WRITE, summary="Change a case")
def change_case(request: HttpRequest, number: Number, asked: CaseChange) -> Json:
    """Change team, assignee, labels, action; what is not named stays."""
    agent = agent_of(request)
    with transaction.atomic():
        case = finding.case(agent, number, lock=True)
        if "team" in asked.model_fields_set:
            if asked.team is None:
                raise invalid({"team": _("A case can go to another team, but not to none.")})
            assigning.move(case, team=finding.team(asked.team), by=agent.actor)
        if "assignee" in asked.model_fields_set:
            to = _assignee(asked.assignee) if asked.assignee is not None else None
            assigning.assign(case, to=to, by=agent.actor)
        if asked.labels is not None:
            labelling.label(case, finding.labels(asked.labels), by=agent.actor)
        if "action" in asked.model_fields_set:
            acting.act(case, finding.action(asked.action) if asked.action is not None else None, by=agent.actor)
    return shown(case)


@router.put("/cases/{number}/resolution", response=answers.Case, **WRITE, summary="End a case")
def resolve_case(request: HttpRequest, number: Number, asked: Resolution) -> Json:
    """409 `resolution-incomplete` with `missing` where something is still owed."""
    agent = agent_of(request)
    if asked.fields:
        raise invalid(dict.fromkeys(asked.fields, _("A case has no such field.")))
    with transaction.atomic():
        case = finding.case(agent, number, lock=True)
        if asked.labels is not None:
            labelling.label(case, finding.labels(asked.labels), by=agent.actor)
        resolving.resolve(case, by=agent.actor, reason=asked.reason)
    return shown(case)


@router.delete("/cases/{number}/resolution", response=answers.Case, **WRITE, summary="Undo the ending")
def reopen_case(request: HttpRequest, number: Number) -> Json:
    """The case goes on; one that is open stays as it is."""
    agent = agent_of(request)
    case = finding.case(agent, number)
    resolving.reopen(case, by=agent.actor)
    return shown(case)


def _filtered(found: QuerySet[Case], asked: CaseFilters) -> QuerySet[Case]:
    found = found.filter(state=asked.state) if asked.state else found
    found = found.filter(team__key=asked.team) if asked.team else found
    found = found.filter(person__organisation=finding.key(asked.organisation)) if asked.organisation else found
    found = found.filter(channel__key=asked.channel) if asked.channel else found
    named = Label.objects.filter(name__iexact=asked.label) if asked.label else None
    found = found.filter(labellings__label__in=named) if named is not None else found
    found = found.filter(updated_at__gte=asked.updated_since) if asked.updated_since else found
    if asked.assignee == NOBODY:
        return found.filter(assignee=None)
    if asked.assignee and "@" in asked.assignee:
        return found.filter(assignee__email__iexact=asked.assignee)
    return found.filter(assignee=finding.key(asked.assignee)) if asked.assignee else found


def _assignee(named: str) -> Agent:
    found = finding.agent(named)
    if not found.may_write:
        raise invalid({"assignee": _("%(name)s only reads and cannot be given a case.") % {"name": found.name}})
    return found


def shown(case: Case) -> Json:
    """As it is now. It is shown once more to who just gave it away."""
    [row] = Case.objects.filter(pk=case.pk).select_related(*showing_cases.RELATED)
    return showing_cases.cases([row])[0]
