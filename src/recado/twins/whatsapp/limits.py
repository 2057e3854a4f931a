"""May another message leave now: throughput of a number, and the pace between a number and one person."""

from collections import deque
from dataclasses import dataclass

BETWEEN = 6.0
BURST_FOR = 6.0
BURST = 45


class Throughput:
    """Messages of one number within the last second, in and out; `most` a second."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._seen: deque[float] = deque()

    def count(self, at: float) -> None:
        """One more message at this second."""
        self._seen.append(at)

    def full(self, at: float) -> bool:
        """Whether the last second held as many as may be."""
        while self._seen and self._seen[0] <= at - 1:
            self._seen.popleft()
        return len(self._seen) >= self.most


@dataclass(slots=True)
class Burst:
    """A run of messages to one person: borrowed from the future, paid back before the next run."""

    began: float
    messages: int

    @property
    def paid_at(self) -> float:
        return self.began + self.messages * BETWEEN


class Pairs:
    """One message per six seconds to one person; 45 within six seconds are lent (about-the-platform, throughput)."""

    def __init__(self) -> None:
        self._bursts: dict[tuple[str, str], Burst] = {}

    def wait(self, number: str, person: str, at: float) -> float:
        """Seconds until the next message may leave; 0.0 means now."""
        burst = self._bursts.get((number, person))
        if burst is None or at >= burst.paid_at:
            return 0.0
        if at < burst.began + BURST_FOR and burst.messages < BURST:
            return 0.0
        return burst.paid_at - at

    def count(self, number: str, person: str, at: float) -> None:
        """One more message of this pair."""
        burst = self._bursts.get((number, person))
        if burst is None or at >= burst.paid_at:
            self._bursts[number, person] = Burst(at, 1)
        else:
            burst.messages += 1
