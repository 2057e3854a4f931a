"""How often may a visitor, or an address of the net, do something? Counted in the memory of this front process.

A limit that is lost with the process harms nobody: it is against floods, and a flood begins anew as well. With
several machines each counts for itself.
"""

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass, field

MOST = 50_000  # buckets remembered; beyond that those that are full again are forgotten


@dataclass(frozen=True, slots=True)
class Limit:
    """So many at once, and so many more each minute."""

    burst: int
    a_minute: float


BY_VISITOR = {
    "messages": Limit(15, 20),
    "files": Limit(10, 5),
    "typing": Limit(20, 30),
    "receipts": Limit(60, 120),
    "talk": Limit(30, 60),
    "stream": Limit(20, 20),
    "mail": Limit(5, 1),
}
BY_ADDRESS = {
    "about": Limit(120, 120),
    "visits": Limit(40, 20),
    "messages": Limit(60, 60),
    "files": Limit(30, 20),
    "typing": Limit(120, 120),
    "receipts": Limit(240, 240),
    "talk": Limit(120, 120),
    "stream": Limit(120, 120),
    "mail": Limit(10, 2),
    "forms": Limit(60, 60),
    "sent": Limit(10, 2),
}
"""An office has one address for many people, so these are wider. `sent` are forms that were filled in."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


def _clock() -> float:
    return asyncio.get_running_loop().time()


@dataclass(slots=True)
class Pace:
    """The buckets of one process; `clock` gives seconds that only go on."""

    clock: Callable[[], float] = _clock
    _buckets: dict[tuple[str, str], _Bucket] = field(default_factory=dict)

    def take(self, limit: Limit, what: str, who: str) -> int:
        """0 if it may be done now, else after how many seconds."""
        now = self.clock()
        bucket = self._buckets.get((what, who))
        if bucket is None:
            self._shrink(now)
            bucket = self._buckets[(what, who)] = _Bucket(limit.burst, now)
        bucket.left = min(limit.burst, bucket.left + (now - bucket.at) * limit.a_minute / 60)
        bucket.at = now
        if bucket.left < 1:
            return math.ceil((1 - bucket.left) * 60 / limit.a_minute)
        bucket.left -= 1
        return 0

    def _shrink(self, now: float) -> None:
        if len(self._buckets) >= MOST:
            self._buckets = {key: one for key, one in self._buckets.items() if now - one.at < 120}
        if len(self._buckets) >= MOST:
            self._buckets.clear()
