"""How long from a reply to the provider's hearing it: one at a time, and a burst to many customers?

The provider is a kind twin that takes as many as come. A number of the real one may send 80 messages a second, and the
desk keeps to that, so a burst shows how well it fills this pace.
"""

import json
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from recado.bench import furnishing, loading
from recado.bench.figures import Figures, Run
from recado.bench.furnishing import Furnished
from recado.bench.raising import directory, raised
from recado.twins.whatsapp import Twin, running

SINGLE, BURST, WARM_UP = 100, 400, 10
CUSTOMERS, FIRST = 100, 100  # the first digits belong to the house's own number
CONNECTIONS = 8  # as many as the worker's jobs at a time
PATIENCE = 60.0  # seconds
NUMBER, ACCOUNT = "1065", "2001"
THREADS = "SELECT id FROM conversations_thread ORDER BY id LIMIT %s"
WAITING = "SELECT count(*) FROM conversations_message WHERE rung IN ('queued', 'sending')"
WRITTEN = "SELECT id, extract(epoch FROM at)::float8 FROM conversations_message WHERE direction = 'out' AND id > %s"


@dataclass(frozen=True)
class Desk:
    """A raised house whose provider is the twin, and an agent's token."""

    furnished: Furnished
    url: str
    token: str
    twin: Twin
    database: "psycopg.Connection[tuple[float, ...]]"

    def one(self, query: str) -> int:
        row = self.database.execute(query).fetchone()
        return int(row[0]) if row else 0

    def await_none(self, query: str, pause: float = 0.002) -> None:
        """Look again and again until nothing of it is left."""
        end = time.perf_counter() + PATIENCE
        while self.one(query):
            if time.perf_counter() > end:
                raise RuntimeError("the messages did not leave in time")
            time.sleep(pause)


def measure() -> list[Run]:
    """Two runs, each beside as many bare calls of the same provider over as many connections."""
    options = {"token": furnishing.SECRETS["BENCH_ACCESS"], "phone_number_id": NUMBER, "business_account_id": ACCOUNT}
    twin = running(kind=True, windows=False, pairs=False, throughput=10**6, **options)
    with directory() as data, twin as provider, raised(data) as house:
        furnished = furnishing.furnish(data, house.url, agents=1, graph_url=provider.base_url)
        with psycopg.connect(furnished.database_url, autocommit=True) as database:
            desk = Desk(furnished, house.url, _token(data), provider, database)
            threads = _knocked(desk)
            _sent(desk, threads[:WARM_UP], 1)
            return [
                _run(desk, threads * (SINGLE // len(threads)), "a reply, one at a time", 1),
                _run(desk, threads * (BURST // len(threads)), "a burst of replies", CONNECTIONS),
            ]


def _token(data: Path) -> str:
    return furnishing.recado(data, "token", "create", "--agent", "agent0@bench.example")["token"]


def _knocked(desk: Desk) -> list[int]:
    """Every customer writes once, so that a thread and its window are open."""
    loading.load(desk.furnished.hook, desk.furnished.sender.requests(desk.furnished.hook, CUSTOMERS, FIRST))
    desk.await_none("SELECT count(*) FROM channels_delivery WHERE state = 'pending'")
    return [int(id_) for (id_,) in desk.database.execute(THREADS, (CUSTOMERS,)).fetchall()]


def _run(desk: Desk, threads: Sequence[int], what: str, connections: int) -> Run:
    limit = loading.load(desk.twin.base_url, _bare_calls(desk.twin, len(threads)), connections).figures.per_second
    return _sent(desk, threads, connections).run(what, connections=connections, limit=limit)


def _sent(desk: Desk, threads: Sequence[int], connections: int) -> Figures:
    """Answer in each thread: from the message's own time to the provider's; over one connection one after the other."""
    before = desk.one("SELECT coalesce(max(id), 0) FROM conversations_message")
    groups = [[thread] for thread in threads] if connections == 1 else [threads]
    for group in groups:
        load = loading.load(desk.url, [_reply(desk, thread) for thread in group], connections)
        if set(load.statuses) != {201}:
            raise RuntimeError(f"not every reply was taken: answers {dict(load.statuses)}")
        desk.await_none(WAITING)
    written = {int(id_): at for id_, at in desk.database.execute(WRITTEN, (before,)).fetchall()}
    called = _called(desk.twin, written.keys())
    took = [(called[id_] - at) * 1000 for id_, at in written.items()]
    return Figures(took, max(called.values()) - min(written.values()))


def _called(twin: Twin, messages: Collection[int]) -> dict[int, float]:
    """When the provider took each message, by our own reference; each must have come once."""
    inboxes = [twin.customer(f"+569{number:08d}").seen["inbox"] for number in range(FIRST, FIRST + CUSTOMERS)]
    calls = [(int(said["callback_data"].rpartition(":")[2]), said["at"]) for inbox in inboxes for said in inbox]
    found = {message: at for message, at in calls if message in messages}
    if len(calls) != len(dict(calls)) or found.keys() != set(messages):
        raise RuntimeError("not every message reached the provider once")
    return found


def _reply(desk: Desk, thread: int) -> bytes:
    return _request(f"/api/v1/threads/{thread}/messages", {"text": "Ya lo miro, un momento."}, desk.token)


def _bare_calls(twin: Twin, count: int) -> list[bytes]:
    text = {"messaging_product": "whatsapp", "to": "+56987654321", "type": "text", "text": {"body": "Ya lo miro."}}
    return [_request(f"/v25.0/{NUMBER}/messages", text, twin.setup.token)] * count


def _request(path: str, body: Mapping[str, object], token: str) -> bytes:
    text = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
    return f"{head}Content-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n".encode() + text
