"""How long, and how much, may a caller speak before we know what he wants?"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 65_536  # bytes beyond the first piece
PATIENCE = 20.0  # seconds for the head of a request
TOO_MUCH = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class Admitting(HttpToolsProtocol):
    """The protocol of uvicorn, which by itself would listen to a head without an end."""

    def __init__(self, *known: Any, **named: Any) -> None:
        super().__init__(*known, **named)
        self._in_head, self._head = True, 0
        self._end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._end = self.loop.call_later(PATIENCE, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._listened()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        went_on = self._in_head
        super().data_received(data)
        if not self._in_head or self.transport.is_closing():
            return
        self._end = self._end or self.loop.call_later(PATIENCE, self.transport.close)
        self._head += len(data) if went_on else 0
        if self._head > LARGEST_HEAD:
            self._refuse()

    def on_message_begin(self) -> None:
        self._in_head, self._head = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._listened()
        super().on_headers_complete()

    def _listened(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def _refuse(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.write(TOO_MUCH)
        self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """Who asks for another protocol gets HTTP; that is no news."""
