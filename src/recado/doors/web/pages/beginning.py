"""Begin with somebody: add a person or an organisation by hand, or write first."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.cases.models import Filing
from recado.desk.channels import registry
from recado.desk.channels.models import Channel
from recado.desk.conversations import starting
from recado.desk.conversations.permitting import Wanted
from recado.desk.journal.telling import Objected
from recado.desk.people import adding, organising
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import composing, people


@inside("GET", "POST")
@writing
def person(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The dialogue for a new person; made, his page opens."""
    if request.method == "GET":
        return render(request, "web/people/new_person.html", {"agent": agent})
    said = answering.said(request)
    keys = [(kind, "", value) for kind in ("phone", "email") if (value := said.get(kind, "").strip())]
    try:
        made = adding.add(addresses=keys, by=agent.actor, name=said.get("name", ""))
    except Objected as objected:
        [first, *_others] = objected.objections
        known = first.missing[0] if first.code == "address-taken" and first.missing else ""
        tried = {"tried": said, "error": str(objected), "known": known}
        return render(request, "web/people/new_person.html", tried, status=409)
    return _gone_to(
        request, reverse("person", args=[made.pk]), _("%(name)s is added.") % {"name": made.name or _("The person")}
    )


@inside("GET", "POST")
@writing
def organisation(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The dialogue for a new organisation; made, its page opens."""
    if request.method == "GET":
        return render(request, "web/people/new_organisation.html")
    said = answering.said(request)
    try:
        made = organising.found(by=agent.actor, name=said.get("name", ""))
    except Objected as objected:
        return render(request, "web/people/new_organisation.html", {"tried": said, "error": str(objected)}, status=409)
    return _gone_to(request, reverse("organisation", args=[made.pk]), _("%(name)s is added.") % {"name": made.name})


@inside("GET", "POST")
@writing
def words(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Write first, by template; where a talk stands open the way to it is shown instead."""
    found = access.fetch_person(agent, number)
    context = _writable(request, agent, found)
    if request.method == "GET":
        return render(request, "web/people/writing.html", context)
    said = answering.said(request)
    channel: Channel | None = context["channel"]
    template = next((one.template for one in context["offers"] if str(one.template.pk) == said.get("template")), None)
    if channel is None or template is None:
        raise access.NotVisible
    wanted = Wanted(template.name, template.language, tuple(said.getlist("value")))
    written = starting.start(channel, to=_number(found, said.get("to", "")), by=agent.actor, template=wanted)
    filed = Filing.objects.filter(message=written[0]).first()
    there = reverse("case", args=[filed.case_id]) if filed else reverse("person", args=[found.pk])
    return _gone_to(request, there, _("It is on its way."))


def _writable(request: HttpRequest, agent: Agent, found: Person) -> dict[str, Any]:
    """From which channels of his teams the agent may begin, and with which templates."""
    channels = [one for one in _channels(agent) if registry.adapter(one.kind).abilities.starts_first]
    asked = answering.said(request).get("channel", "")
    channel = next((one for one in channels if one.key == asked), channels[0] if channels else None)
    phones = [one for one in people.reached(found.addresses.order_by("pk")) if one.kind == "phone"]
    talks = [talk for talk in people.threads(found, agent) if channel and talk.channel_id == channel.pk]
    open_ = access.visible(agent).exclude(state="resolved").filter(thread__in=talks, receives=True)
    case = open_.order_by("-pk").first()
    offers = composing.offers(channel, found) if channel else []
    return {
        "person": found,
        "face": people.face(found, list(found.addresses.all())),
        "channels": channels,
        "channel": channel,
        "phones": phones,
        "open_case": case,
        "offers": offers,
    }


def _channels(agent: Agent) -> list[Channel]:
    found = access.channels(agent).order_by("name", "pk")
    return list(found if agent.sees_all else found.filter(teams__in=agent.teams.all()).distinct())


def _number(found: Person, key: str) -> str:
    """The number of that address; another person's is not written to from here. Raises NotVisible."""
    address = found.addresses.filter(kind="phone", pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    if address is None:
        raise access.NotVisible
    return address.value


def _gone_to(request: HttpRequest, there: str, said: str) -> HttpResponse:
    """The browser goes to another page, where a toast says what was done."""
    messages.success(request, said)
    return HttpResponse(headers={"HX-Redirect": there})
