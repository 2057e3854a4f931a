"""A browser that does not keep up is dropped, and no other one waits for it."""

import asyncio

from recado.desk.journal.cursors import Cursor
from recado.desk.staff.seeing import Sight
from recado.doors.live import streams
from recado.doors.live.streams import DEEP, Stream

ADA = Sight(1, False, frozenset({1}))


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
    assert streams.heartbeat(Cursor(12, 0)) == b": \nid: 12-0\n\n"
    assert streams.heartbeat(None) == b": \n\n"
    assert streams.told_anew(Cursor(12, 0)) == b"id: 12-0\nevent: reset\ndata: {}\n\n"
