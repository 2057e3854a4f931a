"""How long may a mail server hold a line? While it talks, and while nobody who hurries needs it."""

import asyncio
from typing import Any

from aiosmtpd.smtp import SMTP

from recado.doors.mail.crowding import Caller, Crowd

BUSY = b"421 4.3.2 too many talk at once, try again\r\n"
LATE = b"421 4.4.2 nothing came for too long, try again\r\n"
LINGER = 5.0  # seconds in which a last word may leave


class Held(SMTP):
    """A talk that takes a place in the crowd, and can be asked to leave it."""

    crowd: Crowd
    caller: Caller | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        if self.caller is None:  # else the same line, guarded from now on
            peer = transport.get_extra_info("peername")
            self.caller = self.crowd.enter(str(peer[0]) if peer else "", self._leave)
        if self.caller is None:
            transport.set_protocol(asyncio.Protocol())
            _end(transport, BUSY)
            return
        super().connection_made(transport)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.caller is not None:
            self.crowd.send(self.caller, len(data))

    def connection_lost(self, error: Exception | None) -> None:
        if self.caller is not None:
            self.crowd.left(self.caller)
        super().connection_lost(error)

    def hear(self) -> None:
        """The mail came whole."""
        if self.caller is not None:
            self.crowd.hear(self.caller)

    def heard(self) -> None:
        """It was answered."""
        if self.caller is not None:
            self.crowd.heard(self.caller)

    def _leave(self) -> None:
        _end(self.transport, BUSY)

    def _timeout_cb(self) -> None:
        _end(self.transport, LATE)


def _end(transport: Any, word: bytes) -> None:
    """Say why and close; whoever does not listen is cut off."""
    if transport is not None and not transport.is_closing():
        transport.write(word)
        transport.close()
        asyncio.get_running_loop().call_later(LINGER, transport.abort)
