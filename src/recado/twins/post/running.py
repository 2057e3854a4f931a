"""Let the provider of mail stand beside the phones: its IMAP and SMTP on loopback, its mailboxes remembered."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recado.twins.mail import Moods, Twin
from recado.twins.post import remembering
from recado.twins.post.people import Post

KEPT_EVERY = 3.0


@dataclass(frozen=True)
class Provider:
    """The mailboxes, the doors to them, and the folder in which they are remembered."""

    post: Post
    twin: Twin
    folder: Path

    @asynccontextmanager
    async def standing(self) -> AsyncIterator[None]:
        """Mail is taken and given for as long as the block lasts."""
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        remembering.recall(self.post, self.folder)
        servers = await self.twin.open()
        keeping = asyncio.create_task(self._keep())
        yield
        for server in servers:
            server.close()
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping
        remembering.remember(self.post, self.folder)

    async def _keep(self) -> None:
        before = remembering.state(self.post)
        while True:
            await asyncio.sleep(KEPT_EVERY)
            now = remembering.state(self.post)
            if now != before:
                remembering.remember(self.post, self.folder)
                before = now


def provider(told: dict[str, Any], folder: Path) -> Provider:
    """`told`: address, name and password of the house's mailbox, `imap_port` and `smtp_port`; nothing: no mailbox."""
    post = Post(told.get("address", ""), told.get("name", ""))
    moods = Moods(password=told.get("password", ""))
    imap, smtp = (int(told.get(name, 0)) for name in ("imap_port", "smtp_port"))
    return Provider(post, Twin(boxes=post.boxes, moods=moods, imap_port=imap, smtp_port=smtp), folder)
