"""Begin with somebody: add a person or an organisation by hand, or write first."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access, illustrating
from recado.desk.cases.models import Filing
from recado.desk.channels import registry
from recado.desk.channels.models import Channel
from recado.desk.conversations import drafting, recipients, starting
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.models import Message
from recado.desk.conversations.permitting import Wanted
from recado.desk.journal.telling import Objected
from recado.desk.people import adding, organising
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering
from recado.doors.web.pages import messages as words_on_cases
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import composing, firsts, people


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
    """Write first, by template or by mail; where a talk stands open the way to it is shown instead."""
    found = access.fetch_person(agent, number)
    context = _writable(request, agent, found)
    if request.method == "GET":
        return render(request, "web/people/writing.html", context)
    said = answering.said(request)
    channel: Channel | None = context["channel"]
    if channel is not None and context["mail"]:
        return _mail(request, agent, found, channel)
    template = next((one.template for one in context["offers"] if str(one.template.pk) == said.get("template")), None)
    if channel is None or template is None:
        raise access.NotVisible
    wanted = Wanted(template.name, template.language, tuple(said.getlist("value")))
    to, delay = _value(found, "phone", said.get("to", "")), words_on_cases.leaves_in(agent)
    written = starting.start(channel, to=to, by=agent.actor, template=wanted, leaves_in=delay)
    return _on_its_way(request, found, written[0])


def _mail(request: HttpRequest, agent: Agent, found: Person, channel: Channel) -> HttpResponse:
    """A conversation of its own, with its subject."""
    said = answering.said(request)
    to, known = _value(found, "email", said.get("to", "")), said.get("client_id", "")[:64] or None
    try:
        written = _started(request, agent, found, channel, to=to, known=known)
    except Objected as objected:
        return render(request, "web/people/writing_wrong.html", {"error": str(objected)}, status=409)
    return _on_its_way(request, found, written[0])


@transaction.atomic
def _started(
    request: HttpRequest, agent: Agent, found: Person, channel: Channel, *, to: str, known: str | None
) -> list[Message]:
    """The mail with its copies, rich words, pictures and files; it is a draft no more. Raises Objected, NotVisible."""
    said = answering.said(request)
    html, pictures = illustrating.illustrated(agent, None, said.get("html", ""))
    cc, bcc = (recipients.read(said.getlist(name)) for name in ("cc", "bcc"))
    written = starting.start(
        channel,
        to=to,
        by=agent.actor,
        text=said.get("text", ""),
        subject=said.get("subject", ""),
        attachments=[*words_on_cases.attached(request, agent), *pictures],
        letter=Letter((), cc=cc, bcc=bcc, html=html),
        client_id=known,
        leaves_in=words_on_cases.leaves_in(agent),
    )
    drafting.drop(agent, found)
    return written


def _on_its_way(request: HttpRequest, found: Person, message: Message) -> HttpResponse:
    """To the case; there it says itself for how long it can be taken back."""
    filed = Filing.objects.filter(message=message).first()
    there = reverse("case", args=[filed.case_id]) if filed else reverse("person", args=[found.pk])
    return _gone_to(request, there, "" if message.leaves_at else _("It is on its way."))


def _writable(request: HttpRequest, agent: Agent, found: Person) -> dict[str, Any]:
    """From which channels of his teams the agent may begin, and with which templates."""
    channels = [one for one in _channels(agent) if registry.adapter(one.kind).abilities.starts_first]
    kept = drafting.draft(agent, found)
    asked = answering.said(request).get("channel") or "".join(kept.head.get("channel", ()))
    reached = people.reached(found.addresses.order_by("pk"))
    usable = [one for one in channels if {way.kind for way in reached} & {_kind(one)}] or channels
    channel = next((one for one in channels if one.key == asked), usable[0] if usable else None)
    mail = channel is not None and _kind(channel) == "email"
    ways = [one for one in reached if channel and one.kind == _kind(channel)]
    talks = [talk for talk in people.threads(found, agent) if channel and talk.channel_id == channel.pk]
    open_ = access.visible(agent).exclude(state="resolved").filter(thread__in=talks, receives=True)
    case = open_.order_by("-pk").first()
    offers = composing.offers(channel, found) if channel and not mail else []
    face = people.face(found, list(found.addresses.all()))
    return {
        "person": found,
        "face": face,
        "channels": channels,
        "channel": channel,
        "ways": ways,
        "mail": mail,
        "composer": firsts.of(channel, agent, face.name, kept) if mail and channel else None,
        "open_case": case,
        "offers": offers,
    }


def _kind(channel: Channel) -> str:
    """Which kind of address one writes to on it."""
    return "email" if registry.adapter(channel.kind).abilities.mail else "phone"


def _channels(agent: Agent) -> list[Channel]:
    found = access.channels(agent).order_by("name", "pk")
    return list(found if agent.sees_all else found.filter(teams__in=agent.teams.all()).distinct())


def _value(found: Person, kind: str, key: str) -> str:
    """The number or address of that key; another person's is not written to from here. Raises NotVisible."""
    address = found.addresses.filter(kind=kind, pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    if address is None:
        raise access.NotVisible
    return address.value


def _gone_to(request: HttpRequest, there: str, said: str) -> HttpResponse:
    """The browser goes to another page, where a toast says what was done, if anything is to be said."""
    if said:
        messages.success(request, said)
    return HttpResponse(headers={"HX-Redirect": there})
