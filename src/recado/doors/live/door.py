"""How does a browser follow the desk? `GET /live?ticket=…`, one stream of server-sent events for each open page."""

import asyncio
import logging
from contextlib import suppress
from urllib.parse import parse_qsl

import psycopg
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from recado.desk.core import time
from recado.desk.core.lines import LOST, Line
from recado.desk.core.listening import listen
from recado.desk.journal import announcing
from recado.desk.journal.cursors import Cursor
from recado.desk.staff import tickets
from recado.doors.live import streams
from recado.doors.live.hub import Hub, Unwelcome
from recado.doors.live.presence import Presence
from recado.doors.live.streams import Stream

HEARTBEAT = 15.0  # seconds
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]

log = logging.getLogger(__name__)


class Live:
    """The door `/live` as an ASGI application. `url` names the database, `key` is that of the house."""

    def __init__(self, url: str, key: str) -> None:
        self._url, self._key, self._line = url, key, Line(url)
        self.hub = Hub(self._line)
        self._presence = Presence(self.hub, self._line)

    async def run(self) -> None:
        """Everything that goes on behind the door, for ever."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(listen(self._url, announcing.CHANNEL, self.hub.hear, self.hub.pulse))
                group.create_task(self._presence.run())
        finally:
            await self._line.close()

    def close(self) -> None:
        """End all streams in good order."""
        self.hub.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            ticket = tickets.read(_query(scope).get("ticket", ""), self._key, time.now())
        except tickets.Invalid:
            await _unwelcome()(scope, receive, send)
            return
        if self.hub.is_full:
            await _busy("Too many streams.")(scope, receive, send)
            return
        await self._stream(Stream(ticket.sight, ticket.expires_at, _last(scope) or ticket.after), scope, receive, send)

    async def _stream(self, stream: Stream, scope: Scope, receive: Receive, send: Send) -> None:
        watch = asyncio.create_task(_left(stream, receive))
        # A browser that does not keep up cancels its own task: the end of it is no error.
        with suppress(asyncio.CancelledError):
            try:
                await self.hub.join(stream)
                await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
                await self._pump(stream, send)
                await send({"type": "http.response.body", "body": b""})
            except Unwelcome:
                await _unwelcome()(scope, receive, send)
            except (*LOST, psycopg.Error) as lost:
                log.warning("nobody knows who opens a stream: %s", lost)
                await _busy("The database is away.")(scope, receive, send)
            finally:
                self.hub.leave(stream)
                watch.cancel()

    async def _pump(self, stream: Stream, send: Send) -> None:
        while (left := stream.expires_at - time.now().timestamp()) > 0:
            piece = await stream.next(min(left, HEARTBEAT))
            if piece is None:
                return
            piece = piece or streams.heartbeat(self.hub.place)
            await send({"type": "http.response.body", "body": piece, "more_body": True})


def _unwelcome() -> PlainTextResponse:
    return PlainTextResponse("The ticket does not hold (any more).", 401)


def _busy(why: str) -> PlainTextResponse:
    return PlainTextResponse(why, 503, {"Retry-After": "10"})


async def _left(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.close()


def _query(scope: Scope) -> dict[str, str]:
    return dict(parse_qsl(scope["query_string"].decode("latin-1")))


def _last(scope: Scope) -> Cursor | None:
    """The place that the browser kept, if it sends one that can be read."""
    for name, value in scope["headers"]:
        if name == b"last-event-id":
            with suppress(ValueError):
                return Cursor.parse(value.decode("latin-1"))
    return None
