"""How are posts kept at the pace of the disk? What comes in during one commit is inserted together by the next."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import NoReturn

import psycopg

from recado.desk.channels import keeping
from recado.desk.channels.directory import Away
from recado.desk.channels.keeping import Post
from recado.desk.core.lines import LOST, Line

MOST = 500  # posts in one statement
MOST_BYTES = 8 * 1024 * 1024  # in one statement, unless one post alone is larger


class Gone(Exception):
    """The channel is no more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A post and whom to tell when it is kept."""

    post: Post
    told: asyncio.Future[None]


class Gathering:
    """The one writer of a front process: `keep` returns after the commit, never before."""

    def __init__(self, url: str) -> None:
        self._line = Line(url)
        self._waiting: deque[Waiting] = deque()
        self._some = asyncio.Event()

    async def keep(self, post: Post) -> None:
        """Return when the post is safe. Raises Away (nobody knows whether it was kept) or Gone."""
        told = asyncio.get_running_loop().create_future()
        self._waiting.append(Waiting(post, told))
        self._some.set()
        await told

    async def run(self) -> NoReturn:
        """Write for ever; cancel it when no post is waiting any more."""
        while True:
            await self._some.wait()
            await self._write(self._batch())
            if not self._waiting:
                self._some.clear()

    async def close(self) -> None:
        await self._line.close()

    def _batch(self) -> list[Waiting]:
        batch: list[Waiting] = []
        size = 0
        while self._waiting and len(batch) < MOST:
            size += len(self._waiting[0].post.body)
            if batch and size > MOST_BYTES:
                break
            batch.append(self._waiting.popleft())
        return batch

    async def _write(self, batch: list[Waiting]) -> None:
        posts = [waiting.post for waiting in batch]
        try:
            await self._line.run(lambda connection: keeping.keep(connection, posts))
        except psycopg.errors.ForeignKeyViolation:
            await self._write_singly(batch)
        except (*LOST, psycopg.Error) as lost:
            _tell(batch, Away(str(lost).strip() or "no answer"))
        else:
            _tell(batch, None)

    async def _write_singly(self, batch: list[Waiting]) -> None:
        """One post names a channel that was taken away: only that one is turned down."""
        if len(batch) == 1:
            _tell(batch, Gone())
            return
        for waiting in batch:
            await self._write([waiting])


def _tell(batch: list[Waiting], error: Exception | None) -> None:
    for waiting in batch:
        if waiting.told.done():
            continue
        if error is None:
            waiting.told.set_result(None)
        else:
            waiting.told.set_exception(error)
