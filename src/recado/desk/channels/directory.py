"""Which channels can be written to from outside? All of them with their secrets in memory, never older than seconds."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any, NoReturn

import psycopg

from recado.desk.channels import keeping
from recado.desk.core.lines import LOST, Line
from recado.desk.core.sealing import WrongKey, unseal

FRESH_FOR = 5.0  # seconds

log = logging.getLogger(__name__)


class Away(Exception):
    """The database does not answer: the provider may try again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A hook with its secrets opened: None where the key of the house does not fit."""

    channel: int
    kind: str
    settings: dict[str, Any]
    sealed: str
    secrets: dict[str, str] | None


class Directory:
    """Finds hooks by kind and key. `key` is the key of the house."""

    def __init__(self, url: str, key: str) -> None:
        self._line, self._key = Line(url, patience=5.0), key
        self._entries: dict[str, Entry] = {}
        self._loading = asyncio.Lock()
        self._begun = self._ended = 0
        self._changed = asyncio.Event()

    async def find(self, kind: str, key: str) -> Entry | None:
        """The hook of this address; one that is not known yet is looked for at once. Raises Away."""
        if key not in self._entries:
            await self._load()
        entry = self._entries.get(key)
        return entry if entry is not None and entry.kind == kind else None

    def change(self, _payload: str = "") -> None:
        """Somebody says that a channel changed."""
        self._changed.set()

    async def follow(self) -> NoReturn:
        """Keep the entries fresh for ever; while the database is away the last ones hold."""
        while True:
            try:
                await self._load()
            except Away as away:
                log.warning("hooks are not read anew: %s", away)
            self._changed.clear()
            try:
                async with asyncio.timeout(FRESH_FOR):
                    await self._changed.wait()
            except TimeoutError:
                continue

    async def close(self) -> None:
        await self._line.close()

    async def _load(self) -> None:
        """Read all hooks, or wait for a reading that began after this call."""
        asked = self._begun
        async with self._loading:
            if self._ended > asked:
                return
            self._begun += 1
            try:
                hooks = await self._line.run(keeping.hooks)
            except (*LOST, psycopg.Error) as lost:
                raise Away(str(lost).strip() or "no answer") from lost
            self._entries = {hook.key: self._opened(hook) for hook in hooks}
            self._ended = self._begun

    def _opened(self, hook: keeping.Hook) -> Entry:
        known = self._entries.get(hook.key)
        secrets = known.secrets if known and known.sealed == hook.sealed else self._secrets(hook)
        return Entry(hook.channel, hook.kind, hook.settings, hook.sealed, secrets)

    def _secrets(self, hook: keeping.Hook) -> dict[str, str] | None:
        try:
            return unseal(hook.sealed, self._key)
        except WrongKey as wrong:
            log.error("hook %s: %s", hook.key, wrong)
            return None
