"""Who hears of which change? Announcements of the journal, gathered for a moment and told to those who may know."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import psycopg

from recado.desk.cases.followed import FOLLOWED, UNFOLLOWED, Followed, followed
from recado.desk.core.lines import LOST, Connection, Line
from recado.desk.journal import announcing, cursors
from recado.desk.journal.announcing import Change
from recado.desk.journal.cursors import Cursor
from recado.desk.staff import seeing
from recado.desk.staff.seeing import Sight
from recado.doors.live import streams
from recado.doors.live.streams import Stream

GATHER = 0.1  # seconds between two tellings
GAP = 1000  # rows that are told one by one after a gap
MOST = 5000  # streams of one process

log = logging.getLogger(__name__)


class Unwelcome(Exception):
    """The agent may no longer enter, whatever his ticket says."""


class Hub:
    """All open streams of a process and the journal behind them; `doubt` where somebody may see more or less now.

    `place` is what browsers keep as their last event id: the horizon of at least one pulse ago. All rows before it
    were told; a row that a slow transaction commits later lies at or after it, so nobody who comes back misses it.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self.streams: set[Stream] = set()
        self.doubt = asyncio.Event()
        self._coming: dict[Stream, list[Change] | None] = {}
        self.place: Cursor | None = None
        self._sampled: Cursor | None = None
        self._pending: list[Change] = []
        self._told_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    async def join(self, stream: Stream) -> None:
        """From now on the stream hears changes, and first of all those since it was last here, in one piece.

        Raises Unwelcome, and one of LOST where nobody knows whether it is.
        """
        self._coming[stream] = []
        try:
            sight = await self._sight(stream.sight.agent)
            changes = await self._gap(stream.after) if stream.after else []
        finally:
            heard = self._coming.pop(stream)
        stream.sight = sight
        self.streams.add(stream)
        self.doubt.set()
        stream.put(streams.opening(self.place))
        if changes is None or heard is None:
            stream.put(streams.told_anew(self.place))
        else:
            self._tell_to([stream], [*changes, *heard])

    def leave(self, stream: Stream) -> None:
        self.streams.discard(stream)

    def close(self) -> None:
        """End all streams in good order."""
        for stream in [*self.streams, *self._coming]:
            stream.close()

    @property
    def is_full(self) -> bool:
        return len(self.streams) + len(self._coming) >= MOST

    def hear(self, payload: str) -> None:
        """An announcement came: tell it at once, or with others once GATHER has passed since the last telling."""
        if not (self.streams or self._coming):
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
        self._timer, self._told_at = None, asyncio.get_running_loop().time()
        if not seeing.CHANGING.isdisjoint(change.name for change in changes):
            self.doubt.set()
        for heard in self._coming.values():
            if heard is not None:
                heard.extend(changes)
        self._tell_to(self.streams, changes)

    def _tell_to(self, among: Collection[Stream], changes: Sequence[Change]) -> None:
        self._learn(among, (change for change in changes if change.name == FOLLOWED))
        alike: defaultdict[Sight, list[Stream]] = defaultdict(list)
        concerned = {change.agent for change in changes}
        for stream in among:
            sight = stream.sight
            # Agents of the same teams hear the same, unless something is for one of them alone.
            alone = sight.agent in concerned or any(sight.follows(one.case, one.thread) for one in changes)
            alike[sight if alone else Sight(0, sight.sees_all, sight.teams)].append(stream)
        for sight, listeners in alike.items():
            if piece := self._for(sight, changes):
                for stream in listeners:
                    stream.put(piece)
        self._learn(among, (change for change in changes if change.name == UNFOLLOWED))

    def _learn(self, among: Collection[Stream], changes: Iterable[Change]) -> None:
        """Who begins to follow hears from then on, who stops hears of that at the last."""
        for change in changes:
            for stream in [one for one in among if one.sight.agent == change.agent]:
                sight = stream.sight
                cases, threads = _only(change.case), _only(change.thread)
                if change.name == FOLLOWED:
                    stream.sight = sight._replace(cases=sight.cases | cases, threads=sight.threads | threads)
                else:
                    stream.sight = sight._replace(cases=sight.cases - cases, threads=sight.threads - threads)

    def _for(self, sight: Sight, changes: Iterable[Change]) -> bytes:
        return streams.told((change for change in changes if streams.may_see(sight, change)), self.place)

    def _tell_anew(self) -> None:
        self.doubt.set()
        self._coming = dict.fromkeys(self._coming)
        for stream in self.streams:
            stream.put(streams.told_anew(self.place))

    async def _sight(self, agent: int) -> Sight:
        """What he may see now: his ticket is of an hour ago."""
        found = (await self._line.run(lambda connection: seeing.look(connection, (agent,)))).get(agent)
        if found is None:
            raise Unwelcome
        his = (await self._line.run(lambda connection: followed(connection, (agent,)))).get(agent, Followed())
        return found._replace(cases=his.cases, threads=his.threads)

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
