"""How does the front pass a request on to the pages, and back, without holding either in memory?

A client library would cost the loop two milliseconds a page, which the posts of providers would have to wait for.
"""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import nullcontext

import httptools
from starlette.types import Message, Receive, Scope, Send

from recado.house import away, peers
from recado.house.bodies import Body, Left, Unwanted

# RFC 9110, 7.6.1: what belongs to one connection only.
HOP_BY_HOP = frozenset(
    b"connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding "
    b"upgrade".split()
)
OURS = frozenset((b"expect", b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto"))
SAID_BY_THE_FRONT = frozenset((b"date", b"server"))
CONNECTIONS = 80  # at once; below the pages' own limit of 100
UPLOADS = 40  # of these places for bodies that come slowly because they are large
PATIENCE = 120.0  # seconds without a word from the pages
PIECE = 65_536

type Fields = Iterable[tuple[bytes, bytes]]

log = logging.getLogger(__name__)


class _Broken(Exception):
    """The pages broke off, or said what is no HTTP."""


class _Answer:
    """What the pages have said so far, filled by httptools."""

    def __init__(self, *, empty: bool) -> None:
        self.headers: list[tuple[bytes, bytes]] = []
        self.pieces: list[bytes] = []
        self.begun = self.whole = False
        self._empty, self._parser = empty, httptools.HttpResponseParser(self)

    @property
    def status(self) -> int:
        return self._parser.get_status_code()

    def feed(self, data: bytes) -> None:
        """Take in a piece; no bytes mean that the pages hung up."""
        if data:
            self._parser.feed_data(data)
        elif self.begun and not {b"content-length", b"transfer-encoding"} & {name for name, _ in self.headers}:
            self.whole = True
        else:
            raise _Broken("the connection ended too early")

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self.begun = True
        self.whole = self._empty

    def on_body(self, body: bytes) -> None:
        self.pieces.append(body)

    def on_message_complete(self) -> None:
        self.whole = True


class Forwarding:
    """Everything that the front does not answer itself, passed on to the pages on their unix socket."""

    def __init__(self, socket: str, trust: Iterable[peers.Network] = peers.LOOPBACK) -> None:
        self._socket, self._trust = socket, tuple(trust)
        self._places, self._uploads = asyncio.Semaphore(CONNECTIONS), asyncio.Semaphore(UPLOADS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = _Answer(empty=scope["method"] == "HEAD")
        try:
            headers, length = self._headers(scope)
            body = Body(receive, length=length)
            # A place among the pages is scarce: nobody holds one while he dawdles over a form.
            opening = await body.opening()
            async with self._uploads if body.more else nullcontext(), self._places:
                await self._exchange(_head(scope, headers), opening, body, send, answer)
        except Left:
            return
        except Unwanted as unwanted:
            if not answer.begun:
                await away.refused(scope, unwanted.status, unwanted.why)(scope, receive, send)
        except (OSError, TimeoutError, _Broken, httptools.HttpParserError) as error:
            log.warning("the pages do not answer: %s", error or type(error).__name__)
            if not answer.begun:
                await away.response(scope)(scope, receive, send)

    async def _exchange(self, head: bytes, opening: bytes, body: Body, send: Send, answer: _Answer) -> None:
        # A connection for each request: a kept one may be closed by the pages in the moment it is used again.
        reader, writer = await asyncio.open_unix_connection(self._socket)
        try:
            writer.write(head)
            await _upload(opening, body, writer)
            await _download(reader, body.receive, send, answer)
        finally:
            writer.close()

    def _headers(self, scope: Scope) -> tuple[list[tuple[bytes, bytes]], int | None]:
        """The request's headers as the pages may believe them, and the length of its body, None for chunks."""
        caller = peers.peer(scope, self._trust)
        chunked = any(name == b"transfer-encoding" for name, _ in scope["headers"])
        headers = _without(scope["headers"], OURS | {b"content-length"} if chunked else OURS)
        headers += [(b"x-forwarded-for", caller.address.encode()), (b"x-forwarded-proto", caller.scheme.encode())]
        headers.append((b"connection", b"close"))
        if chunked:
            headers.append((b"transfer-encoding", b"chunked"))
        if not any(name == b"host" for name, _ in headers):
            headers.append((b"host", b"localhost"))
        told = (int(value) for name, value in headers if name == b"content-length")
        return headers, None if chunked else next(told, 0)


def _head(scope: Scope, headers: Fields) -> bytes:
    target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
    lines = [b"%s %s HTTP/1.1" % (scope["method"].encode(), target), *(b"%s: %s" % field for field in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


async def _upload(opening: bytes, body: Body, writer: asyncio.StreamWriter) -> None:
    piece = opening
    while piece or body.more:
        if piece:
            writer.write(b"%x\r\n%s\r\n" % (len(piece), piece) if body.chunked else piece)
            async with asyncio.timeout(PATIENCE):
                await writer.drain()
        piece = await body.piece() if body.more else b""
    if body.chunked:
        writer.write(b"0\r\n\r\n")


async def _download(reader: asyncio.StreamReader, receive: Receive, send: Send, answer: _Answer) -> None:
    """Send on what the pages say, piece by piece, for as long as the browser is there."""
    watch: asyncio.Task[None] | None = None
    try:
        while not answer.whole:
            begun = answer.begun
            async with asyncio.timeout(PATIENCE):
                answer.feed(await reader.read(PIECE))
            if answer.begun and not begun:
                headers = _without(answer.headers, SAID_BY_THE_FRONT)
                await send({"type": "http.response.start", "status": answer.status, "headers": headers})
            watch = watch or (None if answer.whole else asyncio.create_task(_gone(receive)))
            if watch and watch.done():
                raise Left
            if answer.pieces and not answer.whole:
                await send(_piece(answer, more=True))
        await send(_piece(answer, more=False))
    finally:
        if watch:
            watch.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _piece(answer: _Answer, *, more: bool) -> Message:
    body, answer.pieces = b"".join(answer.pieces), []
    return {"type": "http.response.body", "body": body, "more_body": more}


def _without(headers: Fields, others: frozenset[bytes]) -> list[tuple[bytes, bytes]]:
    fields = [(name.lower(), value) for name, value in headers]
    named = {part.strip().lower() for name, value in fields if name == b"connection" for part in value.split(b",")}
    return [field for field in fields if field[0] not in HOP_BY_HOP | named | others]
