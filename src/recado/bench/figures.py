"""What do so many durations add up to: a rate, a median, the tails, beside a limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

type Run = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """`took` are the milliseconds of each act, `seconds` the wall clock from the first to the last."""

    took: Sequence[float]
    seconds: float

    @property
    def per_second(self) -> float:
        """Acts a second."""
        return len(self.took) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the acts was done (nearest rank)."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def run(self, what: str, *, size: int = 0, connections: int = 1, limit: float | None = None) -> Run:
        """One entry of `runs` in the result of a benchmark; `limit` in acts a second."""
        return {
            "what": what,
            "size": size,
            "connections": connections,
            "per_second": round(self.per_second, 1),
            "median_ms": round(self.percentile(0.5), 2),
            "p95_ms": round(self.percentile(0.95), 2),
            "p99_ms": round(self.percentile(0.99), 2),
            "limit": round(limit, 1) if limit else None,
            "ratio": round(self.per_second / limit, 2) if limit else None,
        }
