"""What do the templates of a person's page need? Who it is, how he is reached, and all that was between us."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import access, stories
from recado.desk.channels.models import Channel
from recado.desk.conversations.models import Thread
from recado.desk.people.models import Organisation, Person
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering
from recado.doors.web.sight import groups, merges, people, rows
from recado.doors.web.sight.stories import Shown, read

PANELS = {
    "about": "web/people/about.html",
    "addresses": "web/people/addresses.html",
    "organisation": "web/people/organisation_panel.html",
    "properties": "web/people/properties.html",
}
USUAL_PROPERTIES = ("csm",)
MOST = 30


@dataclass(frozen=True)
class Talk:
    """Where an address talks to us: the channel, its newest case that one may open, and when it was last used."""

    channel: str
    case: int | None
    at: datetime | None


@dataclass(frozen=True)
class Way:
    """A way to reach the person, and the talk that goes over it."""

    pk: int
    icon: str
    name: str
    value: str
    talk: Talk | None


def person(request: HttpRequest, agent: Agent, found: Person, *, editing: str = "", **more: Any) -> dict[str, Any]:
    """All that stands on the page of a person; what is costly is asked for only where a template shows it."""
    addresses = list(found.addresses.order_by("pk"))
    return {
        "here": "people",
        "person": found,
        "face": people.face(found, addresses),
        "language_word": people.language(found.language),
        "language_choices": people.languages(found.language) if editing == "about" else (),
        "addresses": ways(found, people.reached(addresses), agent),
        "writable": any(one.kind in ("phone", "email") for one in addresses),
        "thing_url": reverse("person", args=[found.pk]),
        "properties_url": reverse("person_properties", args=[found.pk]),
        "properties": sorted(found.properties.items()),
        "known_properties": USUAL_PROPERTIES,
        "editing": editing,
        "suspects": cache(lambda: merges.suspects(found)),
        "merges": cache(lambda: merges.standing("person", found.pk)),
        "groups": cache(lambda: groups.of_person(agent, found)),
        **told(request, agent, [found.pk], reverse("person_story", args=[found.pk])),
        **more,
    }


def ways(found: Person, reached: list[people.Reached], agent: Agent) -> list[Way]:
    """Each address with the newest talk that goes over it."""
    threads = people.threads(found, agent)
    cases = _newest_cases(threads, agent)
    return [Way(one.pk, one.icon, one.name, one.value, _talk(one, threads, cases)) for one in reached]


def _talk(one: people.Reached, threads: list[Thread], cases: dict[int, int]) -> Talk | None:
    kinds = {"phone": ("whatsapp",), "wa_id": ("whatsapp",), "bsuid": ("whatsapp",), "email": ("email",)}
    for thread in threads:
        if thread.channel.kind in kinds.get(one.kind, (one.kind,)):
            return Talk(thread.channel.name, cases.get(thread.pk), thread.last_message_at)
    return None


def _newest_cases(threads: list[Thread], agent: Agent) -> dict[int, int]:
    found = access.visible(agent).filter(thread__in=[thread.pk for thread in threads])
    return dict(found.order_by("pk").values_list("thread", "pk"))


def told(
    request: HttpRequest, agent: Agent, persons: list[int], address: str, organisation: Organisation | None = None
) -> dict[str, Any]:
    """The line of time, by what the page asks of it."""
    asked = answering.said(request)
    kind, channel, before = asked.get("kind", ""), asked.get("channel", ""), read(asked.get("before", ""))
    only = int(channel) if channel.isdecimal() and len(channel) < 19 else None
    story = stories.Story(agent, persons, organisation, stories.kinds([kind]), only)
    return {
        "story": Shown(story, before, several=organisation is not None),
        "story_url": address,
        "story_kind": kind,
        "story_kinds": kinds(),
        "story_channels": cache(lambda: _channels(agent, persons)),
        "story_query": urlencode({"kind": kind, "channel": channel}),
    }


def kinds() -> list[tuple[str, str]]:
    return [("", _("All")), ("cases", _("Cases")), ("messages", _("Messages")), ("events", _("Events"))]


def _channels(agent: Agent, persons: list[int]) -> list[Channel]:
    used = access.threads(agent).filter(person__in=persons).values("channel")
    return list(Channel.objects.filter(pk__in=used).order_by("name", "pk"))


def open_rows(agent: Agent, persons: list[int]) -> list[rows.Row]:
    """Their cases that are not ended, the most urgent first."""
    found = access.visible(agent).filter(person__in=persons).exclude(state="resolved")
    return rows.rows(rows.drawable(found.order_by("due_at", "-pk")[:MOST]))


def changed(request: HttpRequest, context: dict[str, Any], panel: str, toast: str, entry: int | None) -> HttpResponse:
    """The head and the panel as they are now, and a toast that offers to take the change back."""
    undo = reverse("change", args=[entry]) if entry else ""
    told = {
        "panel": context.get("panels", PANELS).get(panel, ""),
        "panel_id": panel,
        "focus": True,
        "toast": toast,
        "undo": undo,
    }
    return render(request, "web/people/changed.html", {**context, **told})
