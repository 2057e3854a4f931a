"""How does a page answer? Whole, or as fragments that each find their place on the page that stands."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string

OPEN_CASE = re.compile(r"^/cases/([0-9]{1,18})$")


def said(request: HttpRequest) -> QueryDict:
    """What the form said, whatever the method: PUT has a body that Django leaves unread, DELETE a query.

    Without NUL, which the database would choke on.
    """
    if request.method in ("PUT", "PATCH"):
        form = QueryDict(request.body, encoding=request.encoding or "utf-8")
    else:
        form = request.POST if request.method == "POST" else request.GET
    if not any("\x00" in value for _, values in form.lists() for value in values):
        return form
    clean = form.copy()
    for name, values in form.lists():
        clean.setlist(name, [value.replace("\x00", "") for value in values])
    return clean


def wants_fragment(request: HttpRequest) -> bool:
    """Whether only a part of the page is asked for; going back in history asks for the whole."""
    return request.headers.get("HX-Request-Type") == "partial"


def open_case(request: HttpRequest) -> int | None:
    """The number of the case that stands open in the browser."""
    found = OPEN_CASE.match(urlsplit(request.headers.get("HX-Current-URL", "")).path)
    return int(found[1]) if found else None


def stands_beside_list(request: HttpRequest) -> bool:
    """Whether the page in the browser has a place for a case: the inbox, what was found, a case itself."""
    path = urlsplit(request.headers.get("HX-Current-URL", "")).path
    return path in ("/", "/search") or OPEN_CASE.match(path) is not None


def refused(request: HttpRequest, text: str, *, status: int = 409) -> HttpResponse:
    """A toast that says why not; on a whole page the words stand alone."""
    if "HX-Request" in request.headers:
        return HttpResponse(toast(request, text, refused=True), status=status)
    return render(request, "web/refused.html", {"text": text}, status=status)


def toast(request: HttpRequest, text: str, **more: Any) -> str:
    """A fragment that adds a toast."""
    return render_to_string("web/toast_partial.html", {"text": text, **more}, request)
