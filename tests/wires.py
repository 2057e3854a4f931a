"""A line on which somebody listens, and changes what he wants: what stands between us and a server at worst."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Wire:
    """Goes on to `to`; `heard` is all that was said from our side. `hides` is struck out of what the server says."""

    to: int
    hides: bytes = b""
    heard: bytearray = field(default_factory=bytearray)
    port: int = 0

    def carry(self, listener: socket.socket) -> None:
        while True:
            try:
                ours, _from = listener.accept()
            except OSError:
                return
            theirs = socket.create_connection(("127.0.0.1", self.to))
            for source, goal in ((ours, theirs), (theirs, ours)):
                threading.Thread(target=self._pass_on, args=(source, goal, source is ours), daemon=True).start()

    def _pass_on(self, source: socket.socket, goal: socket.socket, is_ours: bool) -> None:
        with suppress(OSError):
            while said := source.recv(65536):
                if is_ours:
                    self.heard += said
                elif self.hides:
                    said = said.replace(self.hides, b"X" * len(self.hides))
                goal.sendall(said)
        for line in (source, goal):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


@contextmanager
def tapped(to: int, hides: bytes = b"", outside: str = "127.0.0.1") -> Iterator[Wire]:
    """A wire to a port of this machine, for as long as the block lasts; it begins at this address of ours."""
    wire = Wire(to, hides)
    with socket.create_server((outside, 0)) as listener:
        wire.port = listener.getsockname()[1]
        threading.Thread(target=wire.carry, args=(listener,), daemon=True).start()
        yield wire
