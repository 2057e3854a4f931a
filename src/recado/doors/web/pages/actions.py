"""What has to be done next: the house's list among the settings, and the one that a case has."""

from typing import Any

from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access, acting, actions, charges, naming_actions
from recado.desk.cases.actions import Action
from recado.desk.cases.models import Case
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, cases, settling
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import changes

ACTIONS = "web/settings/actions.html"


@inside("GET")
def offered(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """What can be set on the case."""
    found = access.fetch(agent, number)
    return render(request, "web/talk/actions.html", {"case": found, "choices": actions.choosable(found.action_id)})


@inside("PUT", "DELETE")
@writing
@transaction.atomic
def action(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Set it on the case, or leave the case without one; the toast offers the one it had."""
    found = access.fetch(agent, number)
    named = _named(answering.said(request).get("action", "")) if request.method == "PUT" else None
    acting.act(found, named, by=agent.actor)
    said = _("Action: %(action)s") % {"action": named.name} if named else _("The case has no action now.")
    before = {"action": found.action_id} if found.action_id else None
    return cases.undoable(
        request, cases.refreshed(request, agent, found), said, reverse("action", args=(number,)), before
    )


@inside("GET", "POST")
@writing
def listed(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The list of the house; POST adds one."""
    charges.house(agent)
    if request.method != "POST":
        return settling.page(request, ACTIONS, **_all())
    said, before = answering.said(request), settling.newest()
    try:
        made = naming_actions.add(said.get("name", ""), by=agent.actor)
    except Objected as objected:
        return settling.refused(request, ACTIONS, objected, tried=said, **_all())
    told = _("The action %(name)s is there.") % {"name": made.name}
    return settling.changed(request, ACTIONS, told, since=before, **_all())


@inside("GET", "PUT", "DELETE")
@writing
def one(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """GET opens its line for changing; PUT renames, moves or restores it, DELETE retires it."""
    charges.house(agent)
    found, said, before = _named(str(number)), answering.said(request), settling.newest()
    if request.method == "GET":
        return settling.changed(request, ACTIONS, edited=found.pk, **_all())
    try:
        told = _changed(request, agent, found, said)
    except Objected as objected:
        return settling.refused(request, ACTIONS, objected, tried=said, edited=found.pk, **_all())
    saved = None if "move" in said else found.pk
    return settling.changed(request, ACTIONS, told, since=before, saved=saved, **_all())


def _changed(request: HttpRequest, agent: Agent, found: Action, said: Any) -> str:
    """What was done, in words. Raises Objected."""
    if request.method == "DELETE":
        naming_actions.retire(found, by=agent.actor)
        return _("The action %(name)s is offered no more. It stays on its cases.") % {"name": found.name}
    if "restore" in said:
        naming_actions.restore(found, by=agent.actor)
        return _("The action %(name)s is offered again.") % {"name": found.name}
    if said.get("move") in ("up", "down"):
        naming_actions.move(found, 1 if said["move"] == "down" else -1, by=agent.actor)
        return _("The action %(name)s has another place.") % {"name": found.name}
    naming_actions.rename(found, said.get("name", ""), by=agent.actor)
    return _("The action %(name)s is saved.") % {"name": " ".join(said.get("name", "").split())}


def _named(key: str) -> Action:
    found = Action.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    if found is None:
        raise Http404
    return found


def _all() -> dict[str, Any]:
    rows = actions.all_()
    used = dict(Case.objects.filter(action__in=rows).values_list("action").annotate(used=Count("pk")))
    for row in rows:
        row.used = used.get(row.pk, 0)  # type: ignore[attr-defined]
    return {
        "part": "actions",
        "actions": [row for row in rows if row.retired_at is None],
        "retired": [row for row in rows if row.retired_at is not None],
        "changes": changes.of(("action", "action:"), ("action_order", "")),
    }
