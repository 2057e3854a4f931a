"""How does a process without Django ask the database? Over one connection, opened when needed and again when lost."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg

type Connection = psycopg.AsyncConnection[Any]

LOST = (psycopg.OperationalError, psycopg.InterfaceError, TimeoutError, OSError)
"""What a line raises when the database is away; the next call opens a new connection."""


async def connect(url: str, within: float = 5.0) -> Connection:
    """A connection that commits each statement by itself; raises one of LOST after `within` seconds."""
    async with asyncio.timeout(within):
        return await psycopg.AsyncConnection.connect(url, autocommit=True, application_name="recado front")


class Line:
    """One connection for a row of short calls. A call that takes longer than `patience` seconds gives it up."""

    def __init__(self, url: str, *, patience: float = 10.0) -> None:
        self._url, self._patience = url, patience
        self._connection: Connection | None = None
        self._opening = asyncio.Lock()

    async def run[T](self, work: Callable[[Connection], Awaitable[T]]) -> T:
        """What `work` answers. Raises one of LOST, or the database's own error about the statement."""
        try:
            async with asyncio.timeout(self._patience):
                return await work(await self._opened())
        except LOST:
            await self.close()
            raise

    async def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _opened(self) -> Connection:
        async with self._opening:
            if self._connection is None or self._connection.closed:
                self._connection = await connect(self._url)
            return self._connection
