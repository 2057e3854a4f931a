"""How does a process hear announcements for ever? LISTEN on one connection, watched and opened again when lost."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import NoReturn

import psycopg
from psycopg import sql

from recado.desk.core.lines import LOST, Connection, connect

PULSE = 2.0  # seconds between two looks whether the connection still answers
PATIENCE = 5.0
PAUSES = (0.1, 0.5, 1.0, 2.0)

type Heard = Callable[[str], None]
type Pulse = Callable[[Connection, bool], Awaitable[None]]

log = logging.getLogger(__name__)


async def nothing(connection: Connection, fresh: bool) -> None:
    """The pulse of a listener that only wants to know that its connection lives."""
    await connection.execute("SELECT 1")


async def listen(url: str, channel: str, heard: Heard, pulse: Pulse = nothing) -> NoReturn:
    """Call `heard` with each payload until cancelled.

    `pulse(connection, fresh)` runs every two seconds on the listening connection, where a dead one is noticed, and
    once after each opening with `fresh` set: what was announced while nobody listened must then be asked for.
    """
    failures = 0
    while True:
        try:
            async with await connect(url) as connection:
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
                await _beat(pulse, connection, fresh=True)
                failures = 0
                await _hear(connection, heard, pulse)
        except (*LOST, psycopg.Error) as lost:
            log.warning("no announcements from %s: %s", channel, str(lost).strip() or type(lost).__name__)
        await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
        failures += 1


async def _hear(connection: Connection, heard: Heard, pulse: Pulse) -> NoReturn:
    while True:
        async for notice in connection.notifies(timeout=PULSE):
            heard(notice.payload)
        await _beat(pulse, connection, fresh=False)


async def _beat(pulse: Pulse, connection: Connection, *, fresh: bool) -> None:
    async with asyncio.timeout(PATIENCE):
        await pulse(connection, fresh)
