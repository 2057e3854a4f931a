"""Who hears of which change? Announcements of the journal, gathered for a moment and told to those who may know."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence

import psycopg

from recado.desk.cases.followed import FOLLOWED, UNFOLLOWED, Followed, followed
from recado.desk.core.lines import LOST, Connection, Line
from recado.desk.journal import announcing, cursors
from recado.desk.journal.announcing import Change
from recado.desk.journal.cursors import Cursor
from recado.desk.staff.seeing import Sight
from recado.doors.live import streams
from recado.doors.live.streams import Stream

GATHER = 0.1  # seconds between two tellings
GAP = 1000  # rows that are told one by one after a gap

log = logging.getLogger(__name__)


class Hub:
    """All open streams of a process and the journal behind them.

    `place` is what browsers keep as their last event id: the horizon of at least one pulse ago. All rows before it
    were told; a row that a slow transaction commits later lies at or after it, so nobody who comes back misses it.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self.streams: set[Stream] = set()
        self.place: Cursor | None = None
        self._sampled: Cursor | None = None
        self._pending: list[Change] = []
        self._told_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    async def join(self, stream: Stream) -> None:
        """From now on the stream hears changes, and first of all those since it was last here."""
        self.streams.add(stream)
        stream.put(streams.opening(self.place))
        await self._meet(stream)
        if stream.after is not None:
            changes = await self._gap(stream.after)
            piece = streams.told_anew(self.place) if changes is None else self._for(stream.sight, changes)
            if piece:
                stream.put(piece)

    def leave(self, stream: Stream) -> None:
        self.streams.discard(stream)

    def hear(self, payload: str) -> None:
        """An announcement came: tell it at once, or with others once GATHER has passed since the last telling."""
        if not self.streams:
            return
        try:
            self._pending.extend(announcing.heard(payload))
        except (ValueError, TypeError):
            log.warning("an announcement of the journal cannot be read: %s", payload[:200])
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(max(loop.time(), self._told_at + GATHER), self._tell)

    async def pulse(self, connection: Connection, fresh: bool) -> None:
        """Move the place on; after a loss of the connection tell what happened in between."""
        horizon = await cursors.horizon(connection)
        if fresh and self.place is not None:
            changes = await _since(connection, self.place)
            if changes is None:
                self._tell_anew()
            else:
                self._pending.extend(changes)
                self._tell()
        elif fresh:
            self._tell_anew()
        self.place, self._sampled = self._sampled or horizon, horizon

    def _tell(self) -> None:
        changes, self._pending = self._pending, []
        self._learn(change for change in changes if change.name == FOLLOWED)
        self._timer, self._told_at = None, asyncio.get_running_loop().time()
        alike: defaultdict[Sight, list[Stream]] = defaultdict(list)
        concerned = {change.agent for change in changes}
        for stream in self.streams:
            sight = stream.sight
            # Agents of the same teams hear the same, unless something is for one of them alone.
            alone = sight.agent in concerned or any(sight.follows(one.case, one.thread) for one in changes)
            alike[sight if alone else Sight(0, sight.sees_all, sight.teams)].append(stream)
        for sight, listeners in alike.items():
            if piece := self._for(sight, changes):
                for stream in listeners:
                    stream.put(piece)
        self._learn(change for change in changes if change.name == UNFOLLOWED)

    def _learn(self, changes: Iterable[Change]) -> None:
        """Who begins to follow hears from then on, who stops hears of that at the last."""
        for change in changes:
            for stream in [one for one in self.streams if one.sight.agent == change.agent]:
                sight = stream.sight
                cases, threads = _only(change.case), _only(change.thread)
                if change.name == FOLLOWED:
                    stream.sight = sight._replace(cases=sight.cases | cases, threads=sight.threads | threads)
                else:
                    stream.sight = sight._replace(cases=sight.cases - cases, threads=sight.threads - threads)

    def _for(self, sight: Sight, changes: Iterable[Change]) -> bytes:
        return streams.told((change for change in changes if streams.may_see(sight, change)), self.place)

    def _tell_anew(self) -> None:
        for stream in self.streams:
            stream.put(streams.told_anew(self.place))

    async def _meet(self, stream: Stream) -> None:
        """Learn what the agent follows; where that cannot be known now, it will be within half a minute."""
        try:
            found = await self._line.run(lambda connection: followed(connection, (stream.sight.agent,)))
        except (*LOST, psycopg.Error) as lost:
            log.warning("what an agent follows cannot be read: %s", lost)
            return
        mine = found.get(stream.sight.agent, Followed())
        stream.sight = stream.sight._replace(cases=mine.cases, threads=mine.threads)

    async def _gap(self, after: Cursor) -> Sequence[Change] | None:
        """What happened since; None when it is too much to tell or cannot be known."""
        try:
            return await self._line.run(lambda connection: _since(connection, after))
        except (*LOST, psycopg.Error) as lost:
            log.warning("a gap in a stream cannot be told: %s", lost)
            return None


def _only(id_: int | None) -> frozenset[int]:
    return frozenset() if id_ is None else frozenset({id_})


async def _since(connection: Connection, after: Cursor) -> Sequence[Change] | None:
    """As `cursors.since`; None when the gap is too wide, or the cursor is of another life of this database."""
    if after > await cursors.horizon(connection):
        return None
    changes = await cursors.since(connection, after, GAP + 1)
    return changes if len(changes) <= GAP else None
