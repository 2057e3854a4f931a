"""How long from a signed post to the browser's event, with many browsers listening? Its own refetch is not counted."""

import asyncio
import json
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psycopg
import uvloop

from recado.bench import loading
from recado.bench.figures import Figures, Run
from recado.bench.furnishing import Furnished, furnish
from recado.bench.raising import directory, raised
from recado.desk.core.time import now
from recado.desk.staff import tickets

LISTENERS = 200
POSTS = 100
WARM_UP = 20
PATIENCE = 15.0  # seconds
AGENTS = """
SELECT a.id, coalesce(array_agg(m.team_id) FILTER (WHERE m.team_id IS NOT NULL), '{}')
FROM staff_agent AS a LEFT JOIN staff_membership AS m ON m.agent_id = a.id WHERE a.is_active GROUP BY a.id
"""


@dataclass(eq=False)
class Listener:
    """A browser's stream: `heard_at` is when it last heard of a message that came in."""

    reader: asyncio.StreamReader
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    heard_at: float = 0.0

    async def listen(self) -> None:
        while line := await self.reader.readline():
            if line.startswith(b"data: ") and _tells_of_a_message(line[6:]):
                self.heard_at = time.perf_counter()
                self.heard.set()


def measure(listeners: int = LISTENERS) -> list[Run]:
    """One post after another, each heard by all; the limit is a bare NOTIFY to a bare LISTEN on the same database."""
    with directory() as data, raised(data) as house:
        furnished = furnish(data, house.url)
        limit = _bare(furnished.database_url)
        streams = _addresses(furnished, (data / "key").read_text().strip(), listeners)
        took, seconds = uvloop.run(_measured(furnished, house.url, streams))
    figures = Figures([one for each in took for one in each], seconds)
    run = figures.run("signed post to browser event", connections=listeners)
    rate = len(took) / seconds
    return [{**run, "per_second": round(rate, 1), "limit": round(limit, 1), "ratio": round(rate / limit, 3)}]


def _addresses(furnished: Furnished, key: str, listeners: int) -> list[str]:
    """The addresses of so many streams, the agents of the house in turn."""
    with psycopg.connect(furnished.database_url) as connection:
        agents = connection.execute(AGENTS).fetchall()
    chosen = [agents[place % len(agents)] for place in range(listeners)]
    return [f"/live?ticket={tickets.issue(agent, teams, False, key, now())}" for agent, teams in chosen]


async def _measured(furnished: Furnished, url: str, streams: Sequence[str]) -> tuple[list[list[float]], float]:
    """Milliseconds of each listener for each post, and the seconds that all posts took."""
    place = urlsplit(url)
    requests = furnished.sender.requests(furnished.hook, WARM_UP + POSTS)
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        listeners = [await _open(stack, place.hostname or "", place.port or 80, stream) for stream in streams]
        tasks = [group.create_task(listener.listen()) for listener in listeners]
        for request in requests[:WARM_UP]:
            await _post(furnished.hook, request, listeners)
        began = time.perf_counter()
        took = [await _post(furnished.hook, request, listeners) for request in requests[WARM_UP:]]
        seconds = time.perf_counter() - began
        for task in tasks:
            task.cancel()
    return took, seconds


async def _open(stack: AsyncExitStack, host: str, port: int, stream: str) -> Listener:
    reader, writer = await asyncio.open_connection(host, port)
    stack.callback(writer.close)
    writer.write(f"GET {stream} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: text/event-stream\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n")[0]:
        raise RuntimeError(f"a stream was refused: {head[:60]!r}")
    return Listener(reader)


async def _post(hook: str, request: bytes, listeners: Sequence[Listener]) -> list[float]:
    for listener in listeners:
        listener.heard.clear()
    began = time.perf_counter()
    await loading.post(hook, [request], 1)
    async with asyncio.timeout(PATIENCE):
        for listener in listeners:
            await listener.heard.wait()
    return [(listener.heard_at - began) * 1000 for listener in listeners]


def _tells_of_a_message(data: bytes) -> bool:
    return any(name == "message.received" for _, _, name in json.loads(data).get("cases", []))


def _bare(database_url: str, count: int = 300) -> float:
    """Announcements a second, one at a time, from one connection to another."""
    with (
        psycopg.connect(database_url, autocommit=True) as speaker,
        psycopg.connect(database_url, autocommit=True) as listener,
    ):
        listener.execute("LISTEN bench")
        began = time.perf_counter()
        for _ in range(count):
            speaker.execute("NOTIFY bench")
            for _ in listener.notifies(stop_after=1, timeout=PATIENCE):
                pass
        return count / (time.perf_counter() - began)
