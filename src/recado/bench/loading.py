"""How fast does an address answer: ready-made requests over some keep-alive connections, one at a time on each."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

import uvloop

from recado.bench.figures import Figures

LENGTH = b"content-length:"


@dataclass(slots=True)
class Load:
    """What came of it: figures, and how often each HTTP status was answered (0: the connection fell)."""

    figures: Figures
    statuses: Counter[int]


@dataclass(slots=True)
class _Work:
    """Requests still to be posted and what was answered so far."""

    requests: Iterator[bytes]
    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


class _Line(asyncio.Protocol):
    """One connection: writes a request, reads its answer to the end, takes the next."""

    def __init__(self, work: _Work) -> None:
        self.work = work
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.fell = False
        self._answer = b""
        self._asked_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's own is no subclass
        self._next()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head = self._answer.find(b"\r\n\r\n")
        if head < 0 or len(self._answer) < head + 4 + _length(self._answer[:head]):
            return
        self.work.took.append((time.perf_counter() - self._asked_at) * 1000)
        self.work.statuses[int(self._answer[9:12])] += 1
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._asked_at:
            self.work.statuses[0] += 1
            self.fell = True
        if not self.ended.done():
            self.ended.set_result(None)

    def _next(self) -> None:
        request = next(self.work.requests, None)
        self._answer, self._asked_at = b"", 0.0
        if request is None:
            self.transport.close()
            return
        self._asked_at = time.perf_counter()
        self.transport.write(request)


def _length(head: bytes) -> int:
    """Content-Length of an answer; those of a status without a body have none."""
    lowered = head.lower()
    start = lowered.find(LENGTH)
    if start < 0:
        if b"transfer-encoding:" in lowered:
            raise ValueError("the answer comes in chunks, which this client does not read")
        return 0
    end = lowered.find(b"\r\n", start)
    return int(lowered[start + len(LENGTH) : end if end > 0 else None])


async def post(url: str, requests: Sequence[bytes], connections: int) -> Load:
    """Post all requests to the host and port of `url`; a connection that falls is opened anew."""
    place = urlsplit(url)
    work = _Work(iter(requests))
    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(min(connections, len(requests))):
            group.create_task(_keep(work, place.hostname or "127.0.0.1", place.port or 80))
    return Load(Figures(work.took, time.perf_counter() - began), work.statuses)


async def _keep(work: _Work, host: str, port: int) -> None:
    """Hold one connection until there is nothing more to post."""
    fell = True
    while fell:
        _, line = await asyncio.get_running_loop().create_connection(lambda: _Line(work), host, port)
        await line.ended
        fell = line.fell


def load(url: str, requests: Sequence[bytes], connections: int = 64) -> Load:
    """The same from a place without a loop."""
    return uvloop.run(post(url, requests, connections))
