"""Write down what we know of a person: name, roles, language, organisation, addresses, free properties."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.journal.telling import Objected
from recado.desk.people import editing, organising, reaching, undoing
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, people, portraying
from recado.doors.web.pages.guarding import inside, writing


@inside("GET", "PUT")
@writing
def person(request: HttpRequest, agent: Agent, number: int) -> HttpResponseBase:
    """The page; or keep name, roles and language."""
    if request.method != "PUT":
        return people.person(request, number=number)
    found, said = access.fetch_person(agent, number), answering.said(request)
    wanted: editing.Changes = {}
    if "name" in said:
        wanted["name"] = said.get("name", "")
    if "language" in said:
        wanted["language"] = said.get("language", "")
    if "roles" in said:
        wanted["roles"] = [role.strip() for role in said.get("roles", "").split(",")]
    entry = editing.edit(found, by=agent.actor, **wanted)
    return _changed(request, agent, found, "about", _("Saved."), entry)


@inside("PUT")
@writing
def organisation(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Choose the organisation, make one of a new name, or have none."""
    found, chosen = access.fetch_person(agent, number), answering.said(request).get("organisation", "")
    into = _chosen(agent, chosen)
    entry = editing.edit(found, by=agent.actor, organisation=into)
    said = _("%(name)s belongs to %(organisation)s now.") if into else _("%(name)s belongs to no organisation now.")
    words = said % {"name": people.named(found), "organisation": into.name if into else ""}
    return _changed(request, agent, found, "organisation", words, entry)


def _chosen(agent: Agent, chosen: str) -> Organisation | None:
    """The one of this key, or a new one of the name behind `new:`. Raises NotVisible, Objected."""
    if chosen.startswith("new:"):
        return organising.found(by=agent.actor, name=chosen.removeprefix("new:"))
    if not chosen:
        return None
    if not chosen.isdecimal() or len(chosen) > 18:
        raise access.NotVisible
    return access.fetch_organisation(agent, int(chosen))


@inside("PUT")
@writing
def addresses(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Add one; if it is somebody else's, say whose and offer the merge."""
    found, said = access.fetch_person(agent, number), answering.said(request)
    kind, value = said.get("kind", ""), said.get("value", "")
    try:
        entry = reaching.add(found, kind=kind, value=value, by=agent.actor)
    except Objected as objected:
        [first, *_others] = objected.objections
        belongs_to = first.missing[0] if first.code == "address-taken" and first.missing else ""
        tried = {"tried": {"kind": kind, "value": value}, "error": first.text, "belongs_to": belongs_to}
        return _again(request, agent, found, "addresses", tried)
    return _changed(request, agent, found, "addresses", _("The address is added."), entry)


@inside("DELETE")
@writing
def address(request: HttpRequest, agent: Agent, number: int, address: int) -> HttpResponse:
    """Remove an address that nothing came from."""
    found = access.fetch_person(agent, number)
    one = found.addresses.filter(pk=address).first()
    if one is None:
        raise access.NotVisible
    entry = reaching.remove(one, by=agent.actor)
    return _changed(request, agent, found, "addresses", _("The address is removed."), entry)


@inside("PUT")
@writing
def properties(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Add, change, rename or remove a free property (F9)."""
    found = access.fetch_person(agent, number)
    try:
        entry = editing.edit(found, by=agent.actor, properties=wanted(request))
    except Objected as objected:
        return _again(request, agent, found, "properties", again(request, objected))
    return _changed(request, agent, found, "properties", kept(request), entry)


def wanted(request: HttpRequest) -> dict[str, str | None]:
    """Name → value, None to take it away; a property that was called otherwise leaves its old name."""
    said = answering.said(request)
    name, was = said.get("name", "").strip(), said.get("was", "")
    renamed: dict[str, str | None] = {was: None} if was and was != name else {}
    return {**renamed, name: said.get("value", "").strip() or None}


def again(request: HttpRequest, objected: Objected) -> dict[str, Any]:
    """What the form shows once more, with what was wrong."""
    said = answering.said(request)
    tried = {"name": said.get("name", ""), "value": said.get("value", "")}
    return {"tried": tried, "edited": said.get("was", ""), "error": str(objected)}


def kept(request: HttpRequest) -> str:
    """What the toast says of a property."""
    said = answering.said(request)
    words = _("“%(name)s” is saved.") if said.get("value", "").strip() else _("“%(name)s” is removed.")
    return words % {"name": said.get("name", "").strip()}


@inside("DELETE")
@writing
def change(request: HttpRequest, agent: Agent, entry: int) -> HttpResponse:
    """Take a change back; the page that shows it is read anew."""
    undoing.undo(entry, by=agent.actor)
    messages.success(request, _("Taken back."))
    return HttpResponse(headers={"HX-Refresh": "true"})


def _changed(
    request: HttpRequest, agent: Agent, found: Person, panel: str, toast: str, entry: int | None
) -> HttpResponse:
    fresh = access.fetch_person(agent, found.pk)
    return portraying.changed(request, portraying.person(request, agent, fresh), panel, toast if entry else "", entry)


def _again(request: HttpRequest, agent: Agent, found: Person, panel: str, tried: dict[str, Any]) -> HttpResponse:
    """The form as it was filled, with what is wrong."""
    editing = "property" if tried.get("edited") else panel
    context = portraying.person(request, agent, found, editing=editing, **tried)
    told = {"panel": portraying.PANELS[panel], "panel_id": panel}
    return render(request, "web/people/changed.html", {**context, **told}, status=409)
