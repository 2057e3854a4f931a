"""The door holds so many bytes and no more, and lets go of what did not come whole."""

import asyncio
from collections.abc import Sequence

import pytest
from starlette.types import Message, Receive

from recado.doors.hooks import bodies
from recado.doors.hooks.bodies import Room


def sender(*pieces: bytes, whole: bool = True) -> Receive:
    """Sends its pieces one by one, and then is done or gone."""
    messages: list[Message] = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    messages.append({"type": "http.request", "body": b""} if whole else {"type": "http.disconnect"})
    waiting = iter(messages)

    async def receive() -> Message:
        return next(waiting)

    return receive


def read(room: Room, pieces: Sequence[bytes], *, whole: bool = True) -> bytes:
    return asyncio.run(room.read(sender(*pieces, whole=whole)))


def test_a_body_is_put_together_and_held_until_it_is_done_with() -> None:
    room = Room()
    assert (read(room, [b"Hola, ", b"Dmitri"]), room.held) == (b"Hola, Dmitri", 12)
    room.leave(12)
    assert room.held == 0


def test_a_full_room_takes_nothing_more_in() -> None:
    room = Room(size=10)
    read(room, [b"12345678"])
    with pytest.raises(bodies.Full):
        read(room, [b"1", b"2", b"3"])
    assert room.held == 8, "what came of the refused one is let go"


def test_who_goes_away_half_way_said_nothing() -> None:
    room = Room()
    with pytest.raises(bodies.Left):
        read(room, [b"half"], whole=False)
    assert room.held == 0


def test_a_sender_who_never_ends_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never() -> Message:
        await asyncio.sleep(60)
        raise AssertionError

    monkeypatch.setattr(bodies, "PATIENCE", 0.05)
    with pytest.raises(TimeoutError):
        asyncio.run(Room().read(never))


def test_strangers_who_dawdle_over_large_posts_leave_room_for_a_providers_small_ones() -> None:
    room = Room(size=4 * bodies.SMALL)
    large = bodies.SMALL + 1
    read(room, [b"a" * large])
    with pytest.raises(bodies.Full):
        read(room, [b"a" * large])
    assert read(room, [b"Hola, ", b"Dmitri"]) == b"Hola, Dmitri"
