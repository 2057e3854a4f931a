"""Who lives here? The addresses at which mail is taken, in memory, never older than a few seconds."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg

from recado.desk.channels import keeping
from recado.desk.channels.keeping import Dwelling
from recado.desk.core.lines import LOST, Line

FRESH_FOR = 5.0  # seconds
ANY = 0
"""In place of a channel: the house's own address, whose mail goes where its head says."""


class Away(Exception):
    """The database does not answer: the sending server may try again."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """The house's own local part, empty where it has none, and the mail channels in order."""

    local: str
    dwellings: tuple[Dwelling, ...]

    def find(self, address: str) -> int | None:
        """The channel that this address names, ANY for the house's own; None where nobody lives."""
        local, _at, host = address.strip().strip("<>").lower().rpartition("@")
        plain, _plus, tag = local.partition("+")
        if self.local and plain == self.local:
            return next((one.channel for one in self.dwellings if one.key == tag), ANY)
        here = {one.address: one.channel for one in reversed(self.dwellings)}
        return here.get(f"{local}@{host}", here.get(f"{plain}@{host}"))

    def named(self, addresses: Iterable[str]) -> int:
        """The first channel among these addresses; else the first of all."""
        found = (self.find(one) for one in addresses)
        return next((one for one in found if one), self.dwellings[0].channel)


class Directory:
    """Asks the database when what is known is older than a few seconds."""

    def __init__(self, url: str) -> None:
        self._line = Line(url, patience=5.0)
        self._asking = asyncio.Lock()
        self._known, self._asked_at = Recipients("", ()), -FRESH_FOR

    async def recipients(self) -> Recipients:
        """Raises Away."""
        async with self._asking:
            if time.monotonic() - self._asked_at > FRESH_FOR:
                try:
                    self._known = Recipients(*await self._line.run(keeping.dwellings))
                except (*LOST, psycopg.Error) as lost:
                    raise Away(str(lost).strip() or "no answer") from lost
                self._asked_at = time.monotonic()
        return self._known

    def forget(self) -> None:
        """Ask again at the next call."""
        self._asked_at = -FRESH_FOR

    async def close(self) -> None:
        await self._line.close()
