"""Where does the reader sit? His language (his own, else his browser's, else the house's) and his browser's zone."""

import zoneinfo
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation.trans_real import parse_accept_lang_header

from recado.desk.rules import reading
from recado.desk.staff.manners import Languages
from recado.doors.web.entering import RULES

COOKIE = "zone"
OPEN = ("/api/", "/healthz", "/readyz", "/metrics", "/manifest.webmanifest", "/worker.js", "/offline")
"""What speaks as the house never restricts it: nothing is read for it."""


class PlaceMiddleware:
    """Switches language and zone on for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = get_user(request)  # himself from now on: who stands for him costs with each look
        with _rules(request), timezone.override(_zone(request.COOKIES.get(COOKIE, ""))):
            translation.activate(_language(request))
            request.LANGUAGE_CODE = translation.get_language()
            return self.get_response(request)


def _rules(request: HttpRequest) -> AbstractContextManager[None]:
    """An agent came with the newest revision of the rules: nothing of this request asks for it again."""
    last = getattr(request.user, RULES, None)
    return nullcontext() if last is None else reading.as_known(last)


def _language(request: HttpRequest) -> str:
    own: str = request.user.language if request.user.is_authenticated else ""
    return own or _of_browser(request, Languages() if request.path.startswith(OPEN) else _languages())


def _languages() -> Languages:
    """What the house offers; a database that is away must not silence who asks whether it is."""
    try:
        return reading.read(Languages)
    except DatabaseError:
        return Languages()


def _of_browser(request: HttpRequest, held: Languages) -> str:
    """What the switch at the door kept, else the first that the browser asks for and the house offers."""
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    asked = [code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    found = (code for said in [kept, *asked] for code in (said, said.partition("-")[0]) if code in held.offered)
    return next(found, held.default)


def _zone(name: str) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (ValueError, zoneinfo.ZoneInfoNotFoundError, OSError):
        return None
