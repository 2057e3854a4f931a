"""Organisations: the list, the page of one with its persons and its line of time, and what we know of it."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.journal.telling import Objected
from recado.desk.people import housing, listing, organising
from recado.desk.people.models import Organisation
from recado.desk.staff.models import Agent
from recado.doors.web import framing
from recado.doors.web.pages import answering, describing, people, portraying
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import merges
from recado.doors.web.sight import organisations as sight
from recado.doors.web.sight import people as persons

PANELS = {"about": "web/people/organisation_about.html", "properties": "web/people/properties.html"}


@inside("GET")
def organisations(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Those whose name begins like this, by name."""
    framing.remember_place(request)
    asked, after = listing.Filters(q=answering.said(request).get("q", "").strip()), people.place(request)
    page = listing.organisations(access.organisations(agent), asked, after=after)
    context = {
        "here": "people",
        "tab": "organisations",
        "asked": asked,
        "rows": sight.rows(page.rows, agent),
        "following": people.following(asked, page.after),
        "list_url": reverse("organisations"),
        "list_template": "web/people/organisations_body.html",
    }
    part = "web/people/organisation_rows.html" if after else "web/people/organisations_body.html"
    return render(request, part if answering.wants_fragment(request) else "web/people/page.html", context)


@inside("GET", "PUT")
@writing
def organisation(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """The page, a panel of it; or keep name, role, manager, segment and domains."""
    found = access.fetch_organisation(agent, number)
    if request.method == "PUT":
        return _described(request, agent, found)
    if found.pk != number:
        return HttpResponseRedirect(reverse("organisation", args=[found.pk]))
    framing.remember_place(request)
    editing = request.GET.get("edit", "") if agent.may_write else ""
    context = _context(request, agent, found, editing=editing, edited=request.GET.get("name", ""))
    panel = PANELS.get(request.GET.get("panel", ""))
    if panel and answering.wants_fragment(request):
        return render(request, panel, {**context, "focus": True})
    return render(request, "web/people/organisation.html", context)


@inside("GET")
def story(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """What was between us and all who work there."""
    found = access.fetch_organisation(agent, number)
    return render(request, "web/people/story_page.html", _told(request, agent, found))


@inside("PUT")
@writing
def properties(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Add, change, rename or remove a free property; `csm` names the account manager (F9)."""
    found = access.fetch_organisation(agent, number)
    try:
        entry = organising.edit(found, by=agent.actor, properties=describing.wanted(request))
    except Objected as objected:
        return _again(request, agent, found, "properties", describing.again(request, objected))
    return _changed(request, agent, found, "properties", describing.kept(request), entry)


@inside("GET")
def choices(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Organisations whose name begins like what was typed; one of exactly that name can be made if there is none."""
    said = answering.said(request)
    q, but = said.get("q", "").strip(), said.get("but", "")
    among = access.organisations(agent).exclude(pk=int(but) if but.isdecimal() and len(but) < 19 else 0)
    page = listing.organisations(among, listing.Filters(q=q), limit=8)
    options = [
        {"key": one.pk, "called": one.name, "face": sight.face(one), "about": one.segment or sight.role(one)}
        for one in page.rows
    ]
    is_new = q and "make" not in request.GET and all(one.name.casefold() != q.casefold() for one in page.rows)
    return render(request, "web/people/options.html", {"options": options, "make": q[:200] if is_new else ""})


def _described(request: HttpRequest, agent: Agent, found: Organisation) -> HttpResponse:
    said = answering.said(request)
    manager = said.get("account_manager", "")
    among = {str(one.pk): one for one in sight.managers()}
    wanted: dict[str, Any] = {key: said.get(key, "") for key in ("name", "role", "segment") if key in said}
    if "account_manager" in said:
        wanted["account_manager"] = among.get(manager)
    if "domains" in said:
        wanted["domains"] = said.get("domains", "").replace(",", " ").split()
    try:
        entry = organising.edit(found, by=agent.actor, take="take" in said, **wanted)
    except Objected as objected:
        takes = any(one.code == "domain-taken" for one in objected.objections)
        return _again(request, agent, found, "about", {"error": str(objected), "tried": said, "offers_to_take": takes})
    return _changed(request, agent, found, "about", _("Saved."), entry)


def _context(request: HttpRequest, agent: Agent, found: Organisation, **more: Any) -> dict[str, Any]:
    workers = cache(lambda: sight.persons(found))
    return {
        "here": "people",
        "organisation": found,
        "face": sight.face(found),
        "role_word": sight.role(found),
        "role_choices": sight.roles(),
        "managers": sight.managers,
        "domains": housing.domains(found),
        "workers": lambda: persons.rows(workers(), agent),
        "cases": lambda: portraying.open_rows(agent, [one.pk for one in workers()]),
        "thing_url": reverse("organisation", args=[found.pk]),
        "properties_url": reverse("organisation_properties", args=[found.pk]),
        "properties": sorted(found.properties.items()),
        "known_properties": portraying.USUAL_PROPERTIES,
        "merges": cache(lambda: merges.standing("organisation", found.pk)),
        **_told(request, agent, found),
        **more,
    }


def _told(request: HttpRequest, agent: Agent, found: Organisation) -> dict[str, Any]:
    keys = list(access.people(agent).filter(organisation=found, merged_into=None).values_list("pk", flat=True))
    return portraying.told(request, agent, keys, reverse("organisation_story", args=[found.pk]), found)


def _changed(
    request: HttpRequest, agent: Agent, found: Organisation, panel: str, toast: str, entry: int | None
) -> HttpResponse:
    context = _context(request, agent, access.fetch_organisation(agent, found.pk))
    return portraying.changed(request, {**context, "panels": PANELS}, panel, toast if entry else "", entry)


def _again(request: HttpRequest, agent: Agent, found: Organisation, panel: str, tried: dict[str, Any]) -> HttpResponse:
    """The form as it was filled, with what is wrong."""
    editing = "property" if tried.get("edited") else panel
    context = _context(request, agent, found, editing=editing, **tried)
    told = {"panel": PANELS[panel], "panel_id": panel}
    return render(request, "web/people/changed.html", {**context, **told}, status=409)
