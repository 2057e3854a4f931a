"""Which requests were answered, how and how fast? One line each, without anything that opens a door: no queries."""

import logging
import time
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recado.house import peers
from recado.house.logging import without_secrets

QUIET = ("/static/", "/healthz", "/readyz", "/metrics")

log = logging.getLogger("recado.front")


class Noting:
    """An ASGI application around another one: a line for each answer, except quiet ones that went well."""

    def __init__(self, app: ASGIApp, trust: Iterable[peers.Network]) -> None:
        self._app, self._trust = app, tuple(trust)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, status = time.perf_counter(), 499  # nginx's word for "the caller left"

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            if status >= 400 or not scope["path"].startswith(QUIET):
                self._note(scope, status, (time.perf_counter() - began) * 1000)

    def _note(self, scope: Scope, status: int, took: float) -> None:
        caller = peers.peer(scope, self._trust).address
        log.info("%s %s %s %d %.0f ms", caller, scope["method"], spelled(scope["path"]), status, took)


def spelled(path: str) -> str:
    """The path fit for a log: on one line, secrets cut out."""
    return without_secrets(path).encode("unicode_escape").decode("ascii")[:500]
