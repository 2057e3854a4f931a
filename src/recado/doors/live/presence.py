"""Who is here: an agent with an open stream, noted every half minute; who may no longer enter hears no more."""

import asyncio
import logging
from typing import NoReturn

import psycopg

from recado.desk.cases.followed import Followed, followed
from recado.desk.core.lines import LOST, Line
from recado.desk.staff import seeing
from recado.doors.live.hub import Hub

EVERY = 30.0  # seconds
GATHER = 0.2  # seconds in which newcomers, and those of whom something changed, are looked at together

log = logging.getLogger(__name__)


class Presence:
    """Notes the agents of a hub's streams and keeps what each of them may see up to date."""

    def __init__(self, hub: Hub, line: Line) -> None:
        self._hub, self._line = hub, line

    async def run(self) -> NoReturn:
        while True:
            try:
                async with asyncio.timeout(EVERY):
                    await self._hub.doubt.wait()
            except TimeoutError:
                pass
            else:
                await asyncio.sleep(GATHER)
            self._hub.doubt.clear()
            await self._note()

    async def _note(self) -> None:
        agents = {stream.sight.agent for stream in self._hub.streams}
        if not agents:
            return
        try:
            sights = await self._line.run(lambda connection: seeing.see(connection, agents))
            known = await self._line.run(lambda connection: followed(connection, agents))
        except (*LOST, psycopg.Error) as lost:
            log.warning("who is here cannot be noted: %s", lost)
            return
        for stream in [stream for stream in self._hub.streams if stream.sight.agent in agents]:
            sight = sights.get(stream.sight.agent)
            if sight is None:
                stream.close()
            else:
                his = known.get(sight.agent, Followed())
                stream.sight = sight._replace(cases=his.cases, threads=his.threads)
