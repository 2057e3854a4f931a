"""The agents: the list, an invitation, and one agent with role, account and tokens."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.cases.models import Case, State
from recado.desk.core import time
from recado.desk.journal.telling import Objected
from recado.desk.routing import assigning
from recado.desk.staff import inviting, issuing, joining, presence, tending
from recado.desk.staff.models import Agent, Invitation, Team
from recado.doors.web.pages import answering, settling
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import changes, faces
from recado.doors.web.sight.roles import role, roles, scopes

AGENTS, AGENT = "web/settings/agents.html", "web/settings/agent.html"
SHOWN = 50  # open cases of somebody who goes


@inside("GET", "POST")
@writing
def agents(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Everybody who works here; POST invites one more by a link that is shown once."""
    charges.house(agent)
    if request.method != "POST":
        return settling.page(request, AGENTS, **_listed())
    said = answering.said(request)
    try:
        link, name = _invited(request, said, agent)
    except Objected as objected:
        return settling.refused(request, AGENTS, _at_fields(objected), tried=said, **_listed())
    told = _("%(name)s is an agent now.") % {"name": name}
    return settling.changed(request, AGENTS, told, link=link, invited=name, **_listed())


@inside("GET", "PUT")
@writing
def one(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """One agent; PUT keeps name and role."""
    found, said, before = charges.colleague(agent, number), answering.said(request), settling.newest()
    if request.method == "GET":
        return settling.page(request, AGENT, **_context(found))
    try:
        tending.describe(found, name=said.get("name", ""), role=said.get("role", ""), by=agent.actor)
    except Objected as objected:
        return settling.refused(request, AGENT, objected, tried=said, **_context(found))
    told = _("The name and role of %(name)s are saved.") % {"name": found.name}
    return settling.changed(request, AGENT, told, since=before, **_context(found))


@inside("PUT", "DELETE")
@writing
@transaction.atomic
def account(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """DELETE closes the account and hands its open cases over if that was said; PUT opens it again."""
    found, before = charges.colleague(agent, number), settling.newest()
    if request.method == "PUT":
        tending.reactivate(found, by=agent.actor)
        told = _("%(name)s can log in again.") % {"name": found.name}
        return settling.changed(request, AGENT, told, since=before, **_context(found))
    tending.deactivate(found, by=agent.actor)
    for session in UserSession.objects.filter(user=found):
        session.end()
    _hand_over(found, answering.said(request).get("to", ""), agent)
    told = _("%(name)s can no longer log in.") % {"name": found.name}
    return settling.changed(request, AGENT, told, since=before, **_context(found))


@inside("POST", "DELETE")
@writing
def invitation(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """POST makes a new link, which ends the one before; DELETE ends it."""
    found = charges.colleague(agent, number)
    if request.method == "DELETE" or not found.is_active:
        tending.withdraw_invitation(found)
        return settling.changed(request, AGENT, _("The link opens nothing any more."), **_context(found))
    link = request.build_absolute_uri(inviting.invite(found, by=agent.actor))
    return settling.changed(request, AGENT, link=link, **_context(found))


@inside("POST")
@writing
def tokens(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """A token for a program that acts as this agent; its secret is shown this once."""
    found, said = charges.colleague(agent, number), answering.said(request)
    if not found.is_active:
        return answering.refused(request, _("The account is closed; nothing may act as it."))
    _token, secret = issuing.issue(found, said.getlist("scope"), by=agent.actor, name=said.get("name", "").strip())
    return settling.changed(request, AGENT, secret=secret, **_context(found))


@inside("DELETE")
@writing
def token(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """From now on the token opens nothing."""
    found = charges.token(agent, number)
    issuing.revoke(found, by=agent.actor)
    return settling.changed(request, AGENT, _("The token is revoked."), **_context(found.agent))


@transaction.atomic
def _invited(request: HttpRequest, said: Any, agent: Agent) -> tuple[str, str]:
    teams = Team.objects.filter(key__in=said.getlist("team"))
    given = {name: said.get(name, "") for name in ("email", "name", "role")}
    made = joining.join(**given, teams=teams, by=agent.actor)
    return request.build_absolute_uri(inviting.invite(made, by=agent.actor)), made.name


def _at_fields(objected: Objected) -> Objected:
    """Each objection of joining at the field that it speaks of."""
    fields = {"email-invalid": "email", "email-taken": "email", "name-missing": "name", "role-unknown": "role"}
    said = [type(one)(one.code, one.text, (fields.get(one.code, "whole"),)) for one in objected.objections]
    return Objected(said)


def _hand_over(gone: Agent, to: str, by: Agent) -> None:
    """The open cases go to a colleague, or with ``queue`` back to their teams; with nothing said they stay."""
    other = Agent.objects.filter(pk=int(to), is_active=True).first() if to.isdecimal() and len(to) < 19 else None
    if other is not None or to == "queue":
        for case in _open(gone):
            assigning.assign(case, to=other, by=by.actor)


def _open(agent: Agent) -> Any:
    return Case.objects.filter(assignee=agent).exclude(state=State.RESOLVED).order_by("pk")


def _listed() -> dict[str, Any]:
    among = list(Agent.objects.prefetch_related("teams").order_by("-is_active", "name"))
    here = presence.present_among([one.pk for one in among], time.now())
    secured = set(Authenticator.objects.exclude(type="recovery_codes").values_list("user", flat=True))
    rows = [
        {"agent": one, "face": faces.of_agent(one), "role": role(one.role), "here": one.pk in here,
         "teams": ", ".join(sorted(team.name for team in one.teams.all())), "secured": one.pk in secured}
        for one in among
    ]  # fmt: skip
    return {"part": "agents", "rows": rows, "roles": roles(), "teams": Team.objects.order_by("name"),
            "changes": changes.of(("agent", "agent:"))}  # fmt: skip


def _context(found: Agent) -> dict[str, Any]:
    said = dict(scopes())
    tokens = [
        {"token": one, "scopes": ", ".join(said.get(scope, scope) for scope in one.scopes)}
        for one in found.tokens.order_by("revoked_at", "-pk")
    ]
    open_ = _open(found)
    return {
        "part": "agents",
        "who": found,
        "face": faces.of_agent(found),
        "who_role": role(found.role),
        "roles": roles(),
        "scopes": scopes(),
        "tokens": tokens,
        "never_in": not found.has_usable_password(),
        "invited": Invitation.objects.filter(agent=found, used_at=None, expires_at__gt=time.now()).first(),
        "teams": found.teams.order_by("name"),
        "open_cases": open_[:SHOWN],
        "open_count": open_.count(),
        "colleagues": Agent.objects.filter(is_active=True).exclude(pk=found.pk).exclude(role="viewer").order_by("name"),
        "changes": changes.of(("agent", f"agent:{found.pk}")),
    }
