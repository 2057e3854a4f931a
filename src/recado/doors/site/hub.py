"""Which open talks must look again? The journal's announcements, matched with the threads that visitors follow."""

import asyncio
import logging
from collections import Counter, defaultdict

from recado.desk.channels.site.tokens import Visitor
from recado.desk.conversations.visiting import ANSWERING, SILENT, Place
from recado.desk.journal import announcing

BEGIN = frozenset({"message.received", "thread.joined", "thread.parted", "person.identity_changed"})
"""After these a visitor may have a thread who had none, or another one."""
MOST = 5000  # streams of one process
MOST_TABS = 12  # of one visitor
MOST_AT_ADDRESS = 300  # of one address of the net: an office, a school; two dozen of them fill no process

log = logging.getLogger(__name__)


class Stream:
    """One open page of a visitor: what it was told, and whether there may be more to tell; `caller` is its address."""

    def __init__(self, visitor: Visitor, caller: str = "") -> None:
        self.visitor, self.caller = visitor, caller
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
        self._of_visitor: Counter[str] = Counter()
        self._at_address: Counter[str] = Counter()

    def is_full_for(self, visitor: Visitor, caller: str = "") -> bool:
        """Whether no more streams are taken: at all, for this visitor or from this address."""
        is_full = len(self.streams) >= MOST or self._of_visitor[visitor.id] >= MOST_TABS
        return is_full or self._at_address[caller] >= MOST_AT_ADDRESS

    def join(self, stream: Stream) -> None:
        self._of_visitor[stream.visitor.id] += 1
        self._at_address[stream.caller] += 1
        self.streams.add(stream)
        self._by_thread[None].add(stream)

    def settle(self, stream: Stream, place: Place | None) -> None:
        """The stream follows this thread from now on."""
        self._drop(stream)
        stream.place = place
        self._by_thread[place.thread if place else None].add(stream)

    def leave(self, stream: Stream) -> None:
        self._of_visitor -= Counter([stream.visitor.id])  # what is down to nothing goes
        self._at_address -= Counter([stream.caller])
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
