"""Who is looking at a page just now, and by which session? Each call says so, at most once in half a minute."""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

from recado.desk.staff import appearing

SELDOM = 30.0  # seconds between two notes of one session
MOST = 10_000


class SeenMiddleware:
    """Marks the agent behind a request as seen, and his session as in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._noted: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key or ""
        if key and request.user.is_authenticated and self._is_due(key):
            appearing.seen(request.user.pk)
            UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def _is_due(self, key: str) -> bool:
        """Whether this session was not noted for a while; sessions of long ago are forgotten."""
        at = time.monotonic()
        if at - self._noted.get(key, -SELDOM) < SELDOM:
            return False
        if len(self._noted) >= MOST:
            self._noted = {one: since for one, since in self._noted.items() if at - since < SELDOM}
        self._noted[key] = at
        return True
