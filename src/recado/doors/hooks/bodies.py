"""How is a request's body taken in without trusting the sender about its size or its pace?"""

import asyncio

from starlette.types import Receive

LARGEST = 25 * 1024 * 1024
ROOM = 128 * 1024 * 1024  # bytes of all posts that are being read or wait for their commit
SMALL = 65_536  # bytes: what nearly all posts have
PATIENCE = 30.0  # seconds for the whole body


class TooLarge(Exception):
    """More than LARGEST bytes."""


class Full(Exception):
    """So much waits already that nothing more is taken in for now."""


class Left(Exception):
    """The sender went away before the body was whole."""


class Room:
    """How many bytes the door holds at this moment."""

    def __init__(self, size: int = ROOM) -> None:
        self.size, self.held = size, 0

    async def read(self, receive: Receive) -> bytes:
        """The whole body, held until `leave`. Raises TooLarge, Full, Left or TimeoutError, then nothing is held."""
        pieces: list[bytes] = []
        length = 0
        try:
            async with asyncio.timeout(PATIENCE):
                more = True
                while more:
                    piece, more = await _next(receive)
                    self._hold(len(piece), length, whole=not more)
                    length += len(piece)
                    pieces.append(piece)
        except BaseException:
            self.leave(length)
            raise
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def leave(self, length: int) -> None:
        """A post of `length` bytes is done with."""
        self.held -= length

    def _hold(self, more: int, length: int, *, whole: bool) -> None:
        if length + more > LARGEST:
            raise TooLarge
        # Large posts that dawdle, as strangers' may, leave half of the room to those that come at once.
        if self.held + more > (self.size if whole or length + more <= SMALL else self.size // 2):
            raise Full
        self.held += more


async def _next(receive: Receive) -> tuple[bytes, bool]:
    message = await receive()
    if message["type"] != "http.request":
        raise Left
    return message.get("body", b""), message.get("more_body", False)
