"""The settings: where they begin, the labels, and the way back from each change."""

from typing import Any

from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from recado.desk.cases import charges, naming_labels
from recado.desk.cases.models import Label
from recado.desk.journal.telling import Objected
from recado.desk.rules import amending
from recado.desk.staff import preferences, preferring
from recado.desk.staff.models import Agent
from recado.doors.web.pages import answering, messages, settling
from recado.doors.web.pages.guarding import inside, writing
from recado.doors.web.sight import changes
from recado.doors.web.sight.rules import RULES

LABELS = "web/settings/labels.html"


@inside("GET")
def settings(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Where the settings begin for this agent: the teams, else what is his own."""
    begins = "settings_teams" if charges.teams(agent).exists() or agent.sees_all else "settings_mine"
    return HttpResponseRedirect(reverse(begins))


@inside("GET")
def mine(request: HttpRequest, agent: Agent) -> HttpResponse:
    """How the desk looks and speaks to oneself, how long a reply waits, what stands below a mail."""
    delay = preferring.preferred(agent, "send_delay", messages.SEND_DELAY)
    shown = {"delay": delay, "delays": preferences.DELAYS, "signature": preferring.preferred(agent, "signature", "")}
    return settling.page(request, "web/settings/mine.html", part="mine", **shown)


@inside("DELETE")
@writing
@transaction.atomic
def change(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """Undo it; the page that stands is then fetched anew."""
    found = charges.revision(agent, number)
    amending.undo(found, RULES[found.section], by=agent.actor)
    return render(request, "web/settings/undone.html", {"text": _("Undone.")})


@inside("GET", "POST")
@writing
def labels(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The flat list of labels; POST adds one."""
    charges.house(agent)
    if request.method != "POST":
        return settling.page(request, LABELS, **_labels())
    said, before = answering.said(request), settling.newest()
    try:
        made = naming_labels.add(said.get("name", ""), _tint(said), by=agent.actor)
    except Objected as objected:
        return settling.refused(request, LABELS, objected, tried=said, **_labels())
    told = _("The label %(name)s is there.") % {"name": made.name}
    return settling.changed(request, LABELS, told, since=before, **_labels())


@inside("GET", "PUT", "DELETE")
@writing
def label(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """GET opens its line for changing; PUT renames, tints or restores it, DELETE retires it."""
    found, said, before = charges.label(agent, number), answering.said(request), settling.newest()
    if request.method == "GET":
        return settling.changed(request, LABELS, edited=found.pk, **_labels())
    if request.method == "DELETE":
        naming_labels.retire(found, by=agent.actor)
        told = _("The label %(name)s is offered no more. It stays on its cases.") % {"name": found.name}
        return settling.changed(request, LABELS, told, since=before, **_labels())
    if "restore" in said:
        naming_labels.restore(found, by=agent.actor)
        told = _("The label %(name)s is offered again.") % {"name": found.name}
        return settling.changed(request, LABELS, told, since=before, **_labels())
    try:
        naming_labels.describe(found, name=said.get("name", ""), tint=_tint(said), by=agent.actor)
    except Objected as objected:
        return settling.refused(request, LABELS, objected, tried=said, edited=found.pk, **_labels())
    told = _("The label %(name)s is saved.") % {"name": found.name}
    return settling.changed(request, LABELS, told, since=before, saved=found.pk, **_labels())


def _labels() -> dict[str, Any]:
    counted = Label.objects.annotate(used=Count("labellings"))
    rows = sorted(counted, key=lambda one: one.name.casefold())
    return {
        "part": "labels",
        "labels": [row for row in rows if row.retired_at is None],
        "retired": [row for row in rows if row.retired_at is not None],
        "tints": list(enumerate(naming_labels.tint_words())),
        "changes": changes.of(("label", "label:")),
    }


def _tint(said: Any) -> int:
    given = said.get("tint", "")
    return int(given) if given.isdecimal() and len(given) < 3 else 0
