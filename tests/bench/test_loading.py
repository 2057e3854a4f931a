"""The client that measures, and the bodies it posts."""

import asyncio
import hmac
import threading
from collections.abc import Iterator
from hashlib import sha256

import pytest

from recado.bench import loading
from recado.bench.bodies import Sender
from recado.desk.channels.port import Message
from recado.desk.channels.whatsapp import reading

SENDER = Sender("110000000000001", "210000000000001", "a secret", customers=3)


class Hook:
    """Answers each request whole; the connection falls after every `patience` answers."""

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.heard: list[bytes] = []

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(self.patience):
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError:
                break
            length = next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length:"))
            self.heard.append(head + await reader.readexactly(int(length.split(b":")[1])))
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n")
            await writer.drain()
            writer.write(b"ok")
        writer.close()


@pytest.fixture
def hook(request: pytest.FixtureRequest) -> Iterator[tuple[Hook, str]]:
    hook, loop = Hook(getattr(request, "param", 10_000)), asyncio.new_event_loop()
    found: list[str] = []

    async def open_house() -> None:
        server = await asyncio.start_server(hook.listen, "127.0.0.1", 0)
        found.append(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hooks/wa")

    async def close_house() -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(open_house(), loop).result(5)
    yield hook, found[0]
    asyncio.run_coroutine_threadsafe(close_house(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()


def test_every_request_is_posted_once_and_timed(hook: tuple[Hook, str]) -> None:
    heard, url = hook
    requests = SENDER.requests(url, 200)
    done = loading.load(url, requests, connections=8)
    assert sorted(heard.heard) == sorted(requests)
    assert dict(done.statuses) == {200: 200}
    run = done.figures.run("hook", connections=8, limit=10.0)
    assert 0 < run["median_ms"] <= run["p95_ms"] <= run["p99_ms"]
    assert run["ratio"] == round(done.figures.per_second / 10, 2)


@pytest.mark.parametrize("hook", [10], indirect=True)
def test_a_connection_that_falls_is_opened_anew(hook: tuple[Hook, str]) -> None:
    heard, url = hook
    done = loading.load(url, SENDER.requests(url, 50), connections=1)
    assert done.statuses.total() == 50
    assert done.statuses[200] == len(heard.heard)
    assert done.statuses[0] == 50 - len(heard.heard) > 0


def test_bodies_are_signed_messages_that_a_desk_can_read() -> None:
    bodies = list(SENDER.bodies(6))
    facts = [fact for body in bodies for fact in reading.read(body)]
    assert {type(fact) for fact in facts} == {Message}
    assert len({fact.id for fact in facts}) == 6
    assert len({fact.sender.phone for fact in facts if isinstance(fact, Message)}) == 3
    signed = SENDER.signature(bodies[0])
    assert signed == hmac.new(b"a secret", bodies[0], sha256).hexdigest()
    assert bodies[0].isascii()
    assert b"\\u00bfcu\\u00e1ndo" in bodies[0]


def test_two_senders_never_share_an_id() -> None:
    other = Sender("110000000000001", "210000000000001", "a secret")
    assert SENDER.identifier(1) != other.identifier(1)
