"""Changes are told together, each once, and a browser that does not keep up is dropped."""

import asyncio
import json

from recado.desk.core.lines import Line
from recado.desk.journal.cursors import Cursor
from recado.desk.staff.seeing import Sight
from recado.doors.live import streams
from recado.doors.live.hub import GATHER, Hub
from recado.doors.live.streams import DEEP, Stream

ADA = Sight(1, False, frozenset({1}))


def announced(*cases: int) -> str:
    return json.dumps([[case, None, [1], None, "case.opened"] for case in cases])


def test_what_happens_within_a_moment_is_told_together_and_once() -> None:
    async def scene() -> list[bytes | None]:
        hub, stream = Hub(Line("")), Stream(ADA, 0.0)
        hub.streams.add(stream)
        for payload in (announced(1, 2), announced(2, 3), announced(3, 2)):
            hub.hear(payload)
        first = await stream.next(1)
        hub.hear(announced(4))
        early, late = await stream.next(GATHER / 2), await stream.next(1)
        return [first, early, late]

    first, early, late = asyncio.run(scene())
    told = b'event: change\ndata: {"cases":[[1,null,"case.opened"],[2,null,"case.opened"],[3,null,"case.opened"]]}\n\n'
    assert (first, early) == (told, b"")
    assert late == b'event: change\ndata: {"cases":[[4,null,"case.opened"]]}\n\n'


def test_an_announcement_that_cannot_be_read_harms_nobody() -> None:
    async def scene() -> bytes | None:
        hub, stream = Hub(Line("")), Stream(ADA, 0.0)
        hub.streams.add(stream)
        for payload in ("", "[", "7", "[1]", "[[1]]", announced(1)):
            hub.hear(payload)
        return await stream.next(1)

    assert asyncio.run(scene()) == b'event: change\ndata: {"cases":[[1,null,"case.opened"]]}\n\n'


def test_a_slow_browser_is_dropped() -> None:
    async def scene() -> bool:
        async def reads_nothing() -> None:
            slow.append(Stream(ADA, 0.0))
            await asyncio.sleep(10)

        slow: list[Stream] = []
        pump = asyncio.create_task(reads_nothing())
        await asyncio.sleep(0)
        for _ in range(DEEP + 1):
            slow[0].put(b"x")
        await asyncio.wait([pump], timeout=1)
        return pump.cancelled()

    assert asyncio.run(scene())


def test_a_closed_stream_ends_even_when_it_is_full() -> None:
    async def scene() -> bytes | None:
        stream = Stream(ADA, 0.0)
        for _ in range(DEEP):
            stream.put(b"x")
        stream.close()
        return await stream.next(1)

    assert asyncio.run(scene()) is None


def test_each_piece_carries_the_place_to_come_back_to() -> None:
    assert streams.heartbeat(Cursor(12, 0)) == b"id: 12-0\nevent: beat\ndata: {}\n\n"
    assert streams.heartbeat(None) == b"event: beat\ndata: {}\n\n"
    assert streams.told_anew(Cursor(12, 0)) == b"id: 12-0\nevent: reset\ndata: {}\n\n"
