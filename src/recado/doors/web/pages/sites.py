"""Web chats among the settings: a new one, where it may stand and how it looks, and its forms."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import charges
from recado.desk.cases.access import NotVisible
from recado.desk.channels import embedding
from recado.desk.channels.models import Channel
from recado.desk.channels.site import looks
from recado.desk.channels.site.looks import Form, Looks
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent, Team
from recado.doors.web.pages import answering, channels, settling
from recado.doors.web.pages.guarding import inside, writing

NEW = "web/settings/site_new.html"


@inside("GET", "POST")
@writing
def new(request: HttpRequest, agent: Agent) -> HttpResponse:
    """A web chat of a site: GET shows the form, POST adds it."""
    charges.house(agent)
    shown = {"part": "channels", "teams": Team.objects.order_by("name")}
    if request.method != "POST":
        return settling.page(request, NEW, **shown)
    said = answering.said(request)
    known = {team.key: team for team in Team.objects.filter(key__in=channels.teams_of(said))}
    teams = [known[key] for key in channels.teams_of(said) if key in known]
    try:
        channel = embedding.add(name=said.get("name", ""), origins=_origins(said), teams=teams, by=agent.actor)
    except Objected as objected:
        return settling.refused(request, NEW, objected, tried=said, **shown)
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = reverse("settings_channel", args=[channel.key])
    return answer


@inside("PUT")
@writing
def appearance(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """Where it may stand, how it looks and speaks."""
    found, said, before = charges.channel(agent, key), answering.said(request), settling.newest()
    _is_site(found)
    told = {
        "colour": said.get("colour", "").lower(), "theme": said.get("theme", ""),
        "privacy": said.get("privacy", "").strip(),
        "languages": said.getlist("language"), "title": _texts(said, "title"), "greeting": _texts(said, "greeting"),
        **{name: name in said for name in ("hours", "offline", "files")},
    }  # fmt: skip
    wanted = replace(Looks.of(told), origins=tuple(_origins(said)), forms=Looks.of(found.settings).forms)
    try:
        wanted = replace(wanted, ways=embedding.ways({kind: said.get(f"way_{kind}", "") for kind in looks.WAYS}))
        embedding.change(found, wanted, by=agent.actor)
    except Objected as objected:
        return settling.refused(request, channels.CHANNEL, objected, tried=said, **channels.context(request, found))
    return _saved(request, found, _("The web chat is saved."), before)


@inside("POST")
@writing
def forms(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """One form more."""
    found, said, before = charges.channel(agent, key), answering.said(request), settling.newest()
    _is_site(found)
    return _kept(request, found, Form(said.get("form_name", "").strip().lower()), agent, before)


@inside("PUT", "DELETE")
@writing
def form(request: HttpRequest, agent: Agent, key: str, name: str) -> HttpResponse:
    """PUT keeps the form's texts and fields, DELETE takes it away."""
    found, said, before = charges.channel(agent, key), answering.said(request), settling.newest()
    _is_site(found)
    if request.method == "DELETE":
        embedding.drop_form(found, name, by=agent.actor)
        return _saved(request, found, _("The form is taken away; what came by it stays."), before)
    texts = {each: _texts(said, each) for each in ("title", "intro", "thanks")}
    told = {"name": name, "fields": said.getlist("field"), "required": said.getlist("required"), **texts}
    return _kept(request, found, Form.of(told), agent, before)


def _kept(request: HttpRequest, found: Channel, wanted: Form, agent: Agent, before: int) -> HttpResponse:
    try:
        embedding.set_form(found, wanted, by=agent.actor)
    except Objected as objected:
        known: dict[str, Any] = channels.context(request, found)
        return settling.refused(request, channels.CHANNEL, objected, tried=answering.said(request), **known)
    return _saved(request, found, _("The form is saved."), before)


def _saved(request: HttpRequest, found: Channel, told: str, before: int) -> HttpResponse:
    return settling.changed(request, channels.CHANNEL, told, since=before, **channels.context(request, found))


def _is_site(found: Channel) -> None:
    if found.kind != "site":
        raise NotVisible


def _origins(said: QueryDict) -> list[str]:
    return said.get("origins", "").replace(",", " ").split()


def _texts(said: QueryDict, name: str) -> dict[str, str]:
    return {key: said.get(f"{name}_{key}", "").strip() for key in looks.LANGUAGES}
