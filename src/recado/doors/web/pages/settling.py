"""How does a page of the settings answer? Whole, or its middle anew with a toast that offers the way back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from recado.desk.core.actors import Actor
from recado.desk.journal.telling import Objected
from recado.desk.rules.models import Revision
from recado.desk.staff.models import Agent
from recado.doors.web import framing

EMPTY: dict[str, Any] = {"errors": {"whole": ""}, "tried": {}}
"""What templates ask for before anything went wrong."""


def page(request: HttpRequest, body: str, **context: Any) -> HttpResponse:
    """The whole page round the template `body`."""
    framing.remember_place(request)
    return render(request, "web/settings/page.html", {**EMPTY, "here": "settings", "body": body, **context})


def changed(request: HttpRequest, body: str, toast: str = "", *, since: int = 0, **context: Any) -> HttpResponse:
    """The middle anew, or the whole page where somebody opens the address by itself.

    `since`: the newest revision before the change; his own that came after it can be undone.
    """
    if request.method == "GET" and "HX-Request" not in request.headers:
        return page(request, body, **context)
    new = Revision.objects.filter(pk__gt=since, by=_actor(request)).order_by("-pk").first() if since else None
    undo = reverse("settings_change", args=[new.pk]) if new else ""
    shown = {**EMPTY, "body": body, "toast": toast, "undo": undo, **context}
    return render(request, "web/settings/changed.html", shown)


def _actor(request: HttpRequest) -> Actor:
    assert isinstance(request.user, Agent)
    return request.user.actor


def refused(request: HttpRequest, body: str, objected: Objected, **context: Any) -> HttpResponse:
    """The middle with what was typed and, at each field, what is wrong with it; the first of them has the focus."""
    errors = {field: one.text for one in objected.objections for field in one.missing or ("whole",)}
    shown = {**EMPTY, "body": body, "errors": {"whole": "", **errors}, **context}
    return render(request, "web/settings/changed.html", shown, status=422)


def newest() -> int:
    """The newest revision there is."""
    return Revision.objects.order_by("-pk").values_list("pk", flat=True).first() or -1
