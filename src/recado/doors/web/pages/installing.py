"""What makes the desk a thing on one's phone: its manifest, the worker that says "no connection", and that page."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from recado.doors.web import assets

WORKER = Path(__file__).resolve().parent.parent / "worker.js"
LIGHT, DARK = "#f5f7f7", "#12181a"
AN_HOUR = {"Cache-Control": "public, max-age=3600"}


def manifest(request: HttpRequest) -> HttpResponse:
    """Name, icons, colours and shortcuts, in the reader's language. Nothing in it is private."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    told = {
        "id": "/",
        "name": "Recado",
        "short_name": "Recado",
        "description": _("The desk where a team answers its customers."),
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": LIGHT,
        "theme_color": LIGHT,
        "icons": [_icon("icon-192", 192), _icon("icon-512", 512), _icon("maskable-512", 512, "maskable")],
        "shortcuts": [
            _shortcut(_("Mine"), f"{reverse('inbox')}?view=mine"),
            _shortcut(_("Unassigned"), f"{reverse('inbox')}?view=unassigned"),
            _shortcut(_("Search"), reverse("search")),
        ],
    }
    headers = {**AN_HOUR, "Vary": "Accept-Language, Cookie"}
    return JsonResponse(told, content_type="application/manifest+json", headers=headers)


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; the browser asks anew at each visit whether it has changed."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    files = [reverse("offline"), *assets.styles(), assets.address("sprite.svg")]
    named = f"const FILES = {_listed(files)};\n"
    return HttpResponse(
        named + WORKER.read_text(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


def offline(request: HttpRequest) -> HttpResponse:
    """What is shown where nothing can be reached: it is kept in the browser, so it knows nobody."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET"])
    return render(request, "web/offline.html")


def _icon(name: str, size: int, purpose: str = "any") -> dict[str, str]:
    address = assets.address(f"icons/{name}.png")
    return {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _shortcut(name: str, address: str) -> dict[str, object]:
    return {"name": name, "url": address, "icons": [_icon("icon-192", 192)]}


def _listed(files: list[str]) -> str:
    return "[" + ", ".join(f'"{file}"' for file in files) + "]"
