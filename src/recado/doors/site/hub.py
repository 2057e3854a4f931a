"""Which open talks must look again? The journal's announcements, matched with the threads that visitors follow."""

import asyncio
import logging
from collections import defaultdict

from recado.desk.channels.site.tokens import Visitor
from recado.desk.conversations.visiting import ANSWERING, SILENT, Place
from recado.desk.journal import announcing

BEGIN = frozenset({"message.received", "thread.joined", "thread.parted", "person.identity_changed"})
"""After these a visitor may have a thread who had none, or another one."""
MOST = 5000  # streams of one process
MOST_TABS = 12  # of one visitor

log = logging.getLogger(__name__)


class Stream:
    """One open page of a visitor: what it was told, and whether there may be more to tell."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.place: Place | None = None
        self.told: dict[int, object] = {}
        self.answering: bool | None = None
        self.closed = False
        self._wake = asyncio.Event()

    def wake(self) -> None:
        self._wake.set()

    def close(self) -> None:
        self.closed = True
        self._wake.set()

    async def wait(self, within: float) -> bool:
        """Until it is woken; False where nothing happened for so long."""
        try:
            async with asyncio.timeout(within):
                await self._wake.wait()
        except TimeoutError:
            return False
        self._wake.clear()
        return True


class Hub:
    """All open streams of visitors, by the thread they follow."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        self._by_thread: defaultdict[int | None, set[Stream]] = defaultdict(set)

    def is_full_for(self, visitor: Visitor) -> bool:
        """Whether no more streams are taken, at all or for this visitor."""
        own = sum(stream.visitor.id == visitor.id for stream in self.streams)
        return len(self.streams) >= MOST or own >= MOST_TABS

    def join(self, stream: Stream) -> None:
        self.streams.add(stream)
        self._by_thread[None].add(stream)

    def settle(self, stream: Stream, place: Place | None) -> None:
        """The stream follows this thread from now on."""
        self._drop(stream)
        stream.place = place
        self._by_thread[place.thread if place else None].add(stream)

    def leave(self, stream: Stream) -> None:
        self.streams.discard(stream)
        self._drop(stream)

    def hear(self, payload: str) -> None:
        """An announcement of the journal came: wake whom it may concern."""
        if not self.streams:
            return
        try:
            changes = announcing.heard(payload)
        except (ValueError, TypeError):
            log.warning("an announcement of the journal cannot be read: %s", payload[:200])
            return
        for change in changes:
            listeners = self._by_thread.get(change.thread, set()) if change.thread else set()
            if change.name in (ANSWERING, SILENT):
                for stream in listeners:
                    stream.answering = change.name == ANSWERING
            placeless = self._by_thread.get(None, set()) if change.name in BEGIN else set()
            for stream in [*listeners, *placeless]:
                stream.wake()

    def _drop(self, stream: Stream) -> None:
        thread = stream.place.thread if stream.place else None
        followers = self._by_thread[thread]
        followers.discard(stream)
        if not followers:
            del self._by_thread[thread]
