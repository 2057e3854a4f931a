"""How does the front pass a request on to the pages, and back, without holding either in memory?"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing

import httpx
from starlette.types import Message, Receive, Scope, Send

from recado.house import away, peers

# RFC 9110, 7.6.1: what belongs to one connection only.
HOP_BY_HOP = frozenset(
    b"connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding "
    b"upgrade".split()
)
OURS = frozenset((b"expect", b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto"))
SAID_BY_THE_SERVER = frozenset((b"date", b"server"))
CONNECTIONS = 80  # below the pages' own limit of 100
TIMEOUTS = {"timeout": {"connect": 5.0, "read": 120.0, "write": 120.0, "pool": 20.0}}  # seconds

type Fields = Iterable[tuple[bytes, bytes]]

log = logging.getLogger(__name__)


class _Left(Exception):
    """The browser went away before its request was whole."""


class _Upload(httpx.AsyncByteStream):
    """The request's body as it comes in."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive

    async def __aiter__(self) -> AsyncIterator[bytes]:
        more = True
        while more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise _Left
            more = message.get("more_body", False)
            if piece := message.get("body", b""):
                yield piece


class Forwarding:
    """Everything that the front does not answer itself, passed on to the pages on their unix socket."""

    def __init__(self, socket: str, trust: Iterable[peers.Network] = peers.LOOPBACK) -> None:
        # A connection for each request: a kept one may be closed by the pages in the moment it is used again.
        limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=0)
        self._transport = httpx.AsyncHTTPTransport(uds=socket, limits=limits, trust_env=False)
        self._trust = tuple(trust)

    async def close(self) -> None:
        await self._transport.aclose()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._transport.handle_async_request(self._request(scope, receive))
        except _Left:
            return
        except httpx.LocalProtocolError as error:
            await away.refused(str(error))(scope, receive, send)
        except httpx.TransportError as error:
            log.warning("the pages do not answer: %s", error or type(error).__name__)
            await away.response(scope)(scope, receive, send)
        else:
            await _answer(response, receive, send)

    def _request(self, scope: Scope, receive: Receive) -> httpx.Request:
        caller = peers.peer(scope, self._trust)
        given = dict(scope["headers"])
        headers = [*_without(scope["headers"], OURS), (b"connection", b"close")]
        headers += [(b"x-forwarded-for", caller.address.encode()), (b"x-forwarded-proto", caller.scheme.encode())]
        if b"host" not in given:
            headers.append((b"host", b"localhost"))
        chunked = b"transfer-encoding" in given
        if chunked:
            headers = [*_without(headers, {b"content-length"}), (b"transfer-encoding", b"chunked")]
        body = _Upload(receive) if chunked or given.get(b"content-length", b"0") != b"0" else None
        target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        return httpx.Request(
            scope["method"], "http://pages/", headers=headers, stream=body or httpx.ByteStream(b""),
            extensions={**TIMEOUTS, "target": target},
        )  # fmt: skip


async def _answer(response: httpx.Response, receive: Receive, send: Send) -> None:
    """Send on what the pages say, and let them stop when the browser has left."""
    watch = asyncio.create_task(_gone(receive))
    stream = response.stream
    assert isinstance(stream, httpx.AsyncByteStream)
    try:
        headers = _without(response.headers.raw, SAID_BY_THE_SERVER)
        await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
        async with aclosing(stream):
            async for piece in stream:
                if watch.done():
                    return
                await send(_piece(piece, more=True))
        await send(_piece(b"", more=False))
    except httpx.TransportError as error:
        log.warning("the pages broke off in the middle of an answer: %s", error or type(error).__name__)
    finally:
        watch.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _piece(body: bytes, *, more: bool) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more}


def _without(headers: Fields, others: frozenset[bytes] | set[bytes]) -> list[tuple[bytes, bytes]]:
    fields = [(name.lower(), value) for name, value in headers]
    named = {part.strip().lower() for name, value in fields if name == b"connection" for part in value.split(b",")}
    return [field for field in fields if field[0] not in HOP_BY_HOP | named | others]
