"""How is the body of a request taken in on its way to the pages? No larger than a file, no slower than a poor phone."""

import asyncio
import time

from starlette.types import Receive

LARGEST = 105 * 1024 * 1024  # bytes: the largest file, and the form round it
SMALL = 65_536  # bytes: a form without files
PATIENCE = 20.0  # seconds of waiting for the caller, beside what SLOWEST allows
SLOWEST = 8_192  # bytes a second


class Left(Exception):
    """The browser went away."""


class Unwanted(Exception):
    """The body is not taken: `status` and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class Body:
    """What the caller still says. `more` tells whether anything may come, `chunked` how."""

    def __init__(self, receive: Receive, *, length: int | None) -> None:
        """`length` is what was announced: None for chunks, 0 for no body. Raises Unwanted."""
        self.receive, self.chunked, self.more = receive, length is None, length != 0
        self._size, self._waited = 0, 0.0
        self._look(length or 0)

    async def opening(self) -> bytes:
        """All of a small body, the first bytes of another: so long nobody in the house waits for the caller."""
        pieces: list[bytes] = []
        while self.more and self._size < SMALL:
            pieces.append(await self.piece())
        return b"".join(pieces)

    async def piece(self) -> bytes:
        """The next bytes. Raises Left or Unwanted."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(max(0.0, PATIENCE + self._size / SLOWEST - self._waited)):
                message = await self.receive()
        except TimeoutError as slow:
            raise Unwanted(408, "The body did not come.") from slow
        self._waited += time.monotonic() - began
        if message["type"] == "http.disconnect":
            raise Left
        piece, self.more = message.get("body", b""), message.get("more_body", False)
        self._size += len(piece)
        self._look(self._size)
        return bytes(piece)

    def _look(self, size: int) -> None:
        if size > LARGEST:
            raise Unwanted(413, "This is more than one request may carry.")
