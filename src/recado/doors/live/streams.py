"""What is one open stream: a queue of pieces for a browser that may be slow, asleep or gone."""

import asyncio
import json
import random
from collections.abc import Iterable

from recado.desk.journal.announcing import OWN, Change
from recado.desk.journal.cursors import Cursor
from recado.desk.staff.seeing import Sight

DEEP = 64  # pieces that may wait for a slow browser before it is dropped
MOST = 500  # changes told one by one; beyond that the page is told to read everything anew


class Stream:
    """One browser's stream, read by one task; `after` is where its page stands in the journal."""

    def __init__(self, sight: Sight, expires_at: float, after: Cursor | None = None) -> None:
        self.sight, self.expires_at, self.after = sight, expires_at, after
        self._pieces: asyncio.Queue[bytes | None] = asyncio.Queue(DEEP)
        self._pump = asyncio.current_task()
        self.closed = False

    def put(self, piece: bytes) -> None:
        """Hand over a piece; a browser that does not keep up is dropped and will come back for the gap."""
        try:
            self._pieces.put_nowait(piece)
        except asyncio.QueueFull:
            self.closed = True
            if self._pump is not None:
                self._pump.cancel()

    async def next(self, within: float) -> bytes | None:
        """The next piece, or an empty one after `within` seconds; None at the end."""
        if self.closed:
            return None
        try:
            async with asyncio.timeout(max(within, 0.0)):
                return await self._pieces.get()
        except TimeoutError:
            return b""

    def close(self) -> None:
        """End the stream in good order after what it still holds of one piece."""
        self.closed = True
        if not self._pieces.full():
            self._pieces.put_nowait(None)


def may_see(sight: Sight, change: Change) -> bool:
    """His team's, his own, what he follows, or he sees all; what is somebody's own is for nobody else."""
    if change.name.startswith(OWN):
        return change.agent == sight.agent
    his = change.agent == sight.agent or sight.follows(change.case, change.thread)
    return sight.sees_all or his or not sight.teams.isdisjoint(change.teams)


def told(changes: Iterable[Change], cursor: Cursor | None) -> bytes:
    """One event `change` with ``{"cases": [[case, thread, name], …]}``, each once; empty where nothing is to tell."""
    cases = list(dict.fromkeys((change.case, change.thread, change.name) for change in changes))
    if not cases:
        return b""
    if len(cases) > MOST:
        return told_anew(cursor)
    return _event("change", json.dumps({"cases": cases}, separators=(",", ":")), cursor)


def told_anew(cursor: Cursor | None) -> bytes:
    """One event `reset`: too much happened to tell it one by one, or nobody knows what."""
    return _event("reset", "{}", cursor)


def opening(cursor: Cursor | None) -> bytes:
    """The first lines: when to come back after a loss (not all at once), and the place to come back to."""
    return f"retry: {random.randint(500, 2500)}\n".encode() + heartbeat(cursor)


def heartbeat(cursor: Cursor | None) -> bytes:
    """An event `beat`: keeps the way open, moves the place on, and lets a browser notice that nothing comes."""
    return _event("beat", "{}", cursor)


def _event(name: str, data: str, cursor: Cursor | None) -> bytes:
    return f"{_id(cursor)}event: {name}\ndata: {data}\n\n".encode()


def _id(cursor: Cursor | None) -> str:
    return "" if cursor is None else f"id: {cursor}\n"
