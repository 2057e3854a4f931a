"""Addresses of this door below /api/v1; every one of them behind the gate."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path

from recado.doors.api import documenting, problems
from recado.doors.api.door import api
from recado.doors.api.gating import gated


def unknown(request: HttpRequest) -> HttpResponse:
    """Whatever is not one of our addresses."""
    raise problems.not_found()


def _rooms() -> list[URLPattern]:
    patterns = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for one in patterns:
        one.callback = gated(one.callback)
    return patterns


urlpatterns: list[URLPattern | URLResolver] = [
    *_rooms(),
    path("openapi.json", documenting.openapi, name="openapi"),
    path("docs", documenting.docs, name="docs"),
    path("docs.css", documenting.sheet, name="docs-sheet"),
    re_path("", gated(unknown)),
]
