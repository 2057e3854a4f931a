"""How does a visitor's page follow his talk? One stream of server-sent events, telling what changed since it looked."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from starlette.types import Receive, Send

from recado.desk.conversations import visiting
from recado.desk.conversations.visiting import Said
from recado.desk.core import time
from recado.desk.core.lines import Line
from recado.doors.site import answers, telling
from recado.doors.site.hub import Hub, Stream
from recado.doors.site.visits import Visit

HEARTBEAT = 15.0  # seconds; what an announcement that was lost costs at the most
GATHER = 0.1  # seconds between two looks
LASTS = timedelta(hours=1)
OVERLAP = timedelta(minutes=10)
"""What a slow transaction commits late carries an earlier time: so much is told again, and known by its id."""


async def follow(visit: Visit, hub: Hub, line: Line, receive: Receive, send: Send) -> None:
    """Tell until the page leaves, the hour is over or the house closes. Events: message, gap, typing, beat."""
    stream = Stream(visit.visitor, visit.caller)
    hub.join(stream)
    watch = asyncio.create_task(_left(stream, receive))
    with suppress(asyncio.CancelledError):
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _headers(visit.origin)})
            await _pump(visit, stream, hub, line, send)
            await send({"type": "http.response.body", "body": b""})
        finally:
            hub.leave(stream)
            watch.cancel()


async def look(visit: Visit, stream: Stream, hub: Hub, line: Line) -> list[bytes]:
    """What changed since the last look; at the first, since the place where the page says it was."""
    is_first = not stream.told
    place = await line.run(
        lambda one: visiting.place(one, visit.channel, visit.realm, visit.visitor.id, known=bool(visit.visitor.email))
    )
    hub.settle(stream, place)
    said = await line.run(lambda one: visiting.talk(one, place)) if place else []
    fresh = [one for one in said if stream.told.get(one.id) != _state(one)]
    stream.told = {one.id: _state(one) for one in said}
    pieces: list[bytes] = []
    if is_first and (since := _since(visit.after)):
        if len(said) == visiting.WINDOW and said[0].changed_at > since:
            pieces.append(telling.event("gap", {}))
        fresh = [one for one in fresh if one.changed_at > since - OVERLAP]
    if fresh:
        documents = [visit.document(one) for one in fresh]
        pieces.append(telling.event("messages", documents, telling.cursor(said)))
    if stream.answering is not None:
        pieces.append(telling.event("typing", {"on": stream.answering}))
        stream.answering = None
    return pieces


async def _pump(visit: Visit, stream: Stream, hub: Hub, line: Line, send: Send) -> None:
    ends_at = time.now() + LASTS
    piece = b"retry: 1000\n" + telling.event("beat", {})
    while not stream.closed and time.now() < ends_at:
        pieces = await look(visit, stream, hub, line)
        await send({"type": "http.response.body", "body": piece + b"".join(pieces), "more_body": True})
        await asyncio.sleep(GATHER)
        piece = b"" if await stream.wait(HEARTBEAT) else telling.event("beat", {})


def _state(said: Said) -> Sequence[object]:
    return said.changed_at, said.rung, tuple(file[3] for file in said.files or ())


def _since(after: str) -> datetime | None:
    if not (after.isascii() and after.isdigit() and len(after) < 15):
        return None
    return datetime.fromtimestamp(int(after) / 1000, UTC)


async def _left(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.close()


def _headers(origin: str) -> list[tuple[bytes, bytes]]:
    said = {
        **answers.SAFE,
        **answers.opened(origin),
        "content-type": "text/event-stream; charset=utf-8",
        "x-accel-buffering": "no",
    }
    return [(name.encode(), value.encode()) for name, value in said.items()]
