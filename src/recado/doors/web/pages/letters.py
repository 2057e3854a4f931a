"""How does a channel write mail: its sender, its signature, the line above answers, and what it answers by itself?"""

from typing import Any

from django.conf import settings as house
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import ValidationError

from recado.desk.cases import charges
from recado.desk.channels import own, sending_as
from recado.desk.channels.models import Channel
from recado.desk.conversations.sections import PLACES, PLAIN, AutoReply, Letterhead
from recado.desk.core import mail_addresses, patience
from recado.desk.core.text import storable
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import changing, reading
from recado.desk.staff.manners import Languages
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, settling
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import changes

LETTERS = "web/settings/letters.html"
HOURS = ("in_hours", "out_of_hours")
LONGEST_LINE, LONGEST_TEXT = 200, 5000
SERVER_TAKES = 15.0  # seconds at most; the browser waits for 20


@inside("GET", "PUT")
@writing
def letters(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """The head and foot of this channel's mails; PUT keeps them."""
    found = _mailbox(agent, key)
    if request.method != "PUT":
        return settling.page(request, LETTERS, **_context(found))
    said, before = answering.said(request), settling.newest()
    lines = {name: " ".join(storable(said.get(name, "")).split())[:LONGEST_LINE] for name in ("name", "separator")}
    address = mail_addresses.spelled(said.get("address", ""))
    value = Letterhead(
        **lines,
        address=address if address in own.of(found) else "",
        signature=storable(said.get("signature", "")).strip()[:LONGEST_TEXT],
        answers=PLAIN if said.get("answers") == PLAIN else "",
    )
    changing.change(Letterhead, _scope(found), value, by=agent.actor)
    return settling.changed(request, LETTERS, _("The letterhead is saved."), since=before, **_context(found))


@inside("PUT")
@writing
def replies(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """What the channel answers by itself to a new case."""
    found, said, before = _mailbox(agent, key), answering.said(request), settling.newest()
    try:
        value = _replies(said)
    except Objected as objected:
        shown = _context(found) | {"texts": _texts({name: said.get(name, "") for name in _names()}), "tried": said}
        return settling.refused(request, LETTERS, objected, **shown)
    changing.change(AutoReply, _scope(found), value, by=agent.actor)
    told = _("The channel answers new cases by itself.") if value.on else _("The channel answers nothing by itself.")
    return settling.changed(request, LETTERS, told, since=before, **_context(found))


@inside("POST", "DELETE")
@writing
def senders(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """POST asks the server and allows one more address; DELETE withdraws it."""
    found, said = _mailbox(agent, key), answering.said(request)
    address = said.get("sender", "")
    if request.method == "DELETE":
        sending_as.withdraw(found, address, by=agent.actor)
        told = _("Nothing is sent from %(address)s any more.") % {"address": address}
        return settling.changed(request, LETTERS, told, **_context(found))
    try:
        with patience.within(SERVER_TAKES):
            sending_as.allow(found, address, by=agent.actor)
    except Objected as objected:
        return settling.refused(request, LETTERS, objected, **_context(found) | {"tried": said})
    told = _("The server takes mail from %(address)s.") % {"address": address}
    return settling.changed(request, LETTERS, told, **_context(found))


def _replies(said: Any) -> AutoReply:
    texts: dict[str, dict[str, str]] = {hours: {} for hours in HOURS}
    for name in _names():
        hours, _dot, language = name.partition(".")
        texts[hours][language] = storable(said.get(name, ""))[:LONGEST_TEXT]
    try:
        return AutoReply(on=said.get("on") == "on", **texts)
    except ValidationError as wrong:
        places = ", ".join(f"{{{place}}}" for place in PLACES)
        text = _("There is a place that nobody can fill. Known are %(places)s.") % {"places": places}
        field = f"{wrong.errors()[0]['loc'][0]}"
        raise Objected([Objection("place-unknown", text, missing=(field,))]) from wrong


def _mailbox(agent: Agent, key: str) -> Channel:
    found = charges.channel(agent, key)
    if found.kind != own.KIND:
        raise Http404
    return found


def _scope(channel: Channel) -> str:
    return f"channel:{channel.pk}"


def _names() -> list[str]:
    return [f"{hours}.{language}" for hours in HOURS for language in reading.read(Languages).offered]


def _texts(values: dict[str, str]) -> list[dict[str, Any]]:
    called = dict(house.LANGUAGES)
    words = {"in_hours": _("In opening hours"), "out_of_hours": _("Outside opening hours")}
    return [
        {
            "key": hours,
            "word": words[hours],
            "fields": [
                {"name": name, "word": called[name.partition(".")[2]], "text": values.get(name, "")}
                for name in _names()
                if name.startswith(f"{hours}.")
            ],
        }
        for hours in HOURS
    ]


def _context(channel: Channel) -> dict[str, Any]:
    scope = _scope(channel)
    held = reading.read(AutoReply, scope)
    kept = {f"{hours}.{language}": text for hours in HOURS for language, text in getattr(held, hours).items()}
    return {
        "part": "channels",
        "channel": channel,
        "letterhead": reading.read(Letterhead, scope),
        "addresses": sorted(own.of(channel)),
        "senders": sending_as.listed(channel),
        "replies": held,
        "texts": _texts(kept),
        "places": [f"{{{place}}}" for place in PLACES],
        "changes": changes.of(("letterhead", scope), ("auto_reply", scope)),
    }
