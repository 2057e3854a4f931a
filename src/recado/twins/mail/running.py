"""Run the provider beside a test or a demo: a thread with its own loop, on free ports of loopback."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from recado.twins.mail import imap, smtp
from recado.twins.mail.boxes import Boxes
from recado.twins.mail.consents import Consents
from recado.twins.mail.moods import Moods
from recado.twins.mail.tokens import CLIENT, Tokens


@dataclass
class Twin:
    """The provider that runs; `boxes` hold the mail, `moods` say what goes wrong next."""

    boxes: Boxes = field(default_factory=Boxes)
    moods: Moods = field(default_factory=Moods)
    imap_port: int = 0
    smtp_port: int = 0
    token_url: str = ""

    def __post_init__(self) -> None:
        self.tokens = Tokens(self.moods)
        self.consents = Consents(self.moods, self.tokens)

    def settings(self, address: str, *, auth: str = "password") -> dict[str, Any]:
        """The settings of a channel for this mailbox."""
        side = {"host": "127.0.0.1", "security": "none", "user": address, "auth": auth}
        return {
            "address": address,
            "imap": {**side, "port": self.imap_port},
            "smtp": {**side, "port": self.smtp_port},
            "oauth": {"token_url": self.token_url, "consent_url": self.token_url.replace("/token", "/consent")},
        }

    def secrets(self, address: str, *, auth: str = "password") -> dict[str, str]:
        """What opens it."""
        if auth == "password":
            return {"imap_password": self.moods.password, "smtp_password": self.moods.password}
        return {"oauth_client_id": CLIENT, "oauth_refresh_token": self.tokens.grant(address)}

    async def open(self) -> list[asyncio.Server]:
        """Listen on loopback; 0 takes a free port."""
        loop = asyncio.get_running_loop()
        talks = await asyncio.start_server(self._talk, "127.0.0.1", self.imap_port, limit=2**24)
        takes = await loop.create_server(
            lambda: smtp.talk(self.boxes, self.moods, self.tokens), "127.0.0.1", self.smtp_port
        )
        gives = await asyncio.start_server(self.consents.answer, "127.0.0.1", 0)
        self.imap_port, self.smtp_port, port = (one.sockets[0].getsockname()[1] for one in (talks, takes, gives))
        self.token_url = f"http://127.0.0.1:{port}/token"
        return [talks, takes, gives]

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await imap.Talk(reader, writer, self.boxes, self.moods, self.tokens).hold()


@contextmanager
def running(**options: Any) -> Iterator[Twin]:
    """A provider for as long as the block lasts; `options` are those of `Twin`."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # the library tells of each talk
    twin, loop = Twin(**options), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="mail twin", daemon=True)
    thread.start()
    servers = asyncio.run_coroutine_threadsafe(twin.open(), loop).result(10)
    try:
        yield twin
    finally:
        for server in servers:
            loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
