"""How unkind is the twin, and what do its dice say: seeded, so that a test can be repeated."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

UPSETS = (
    "throughput",
    "pair",
    "broken_before",
    "unavailable",
    "broken_after",
    "hung_up",
    "silent",
    "late_answer",
    "none",
)


@dataclass(frozen=True, slots=True)
class Mood:
    """Chances between 0 and 1: of each upset while sending, and of what befalls a webhook."""

    upsets: Mapping[str, float] = field(default_factory=dict)
    stumbles: float = 0.0
    doubled: float = 0.0
    late: float = 0.0
    batched: float = 0.0
    sent_last: float = 0.0
    delivered_skipped: float = 0.0
    window_told_late: float = 0.0
    ordered: bool = False


KIND = Mood(ordered=True)
UNKIND = Mood(
    upsets={
        "throughput": 0.02,
        "pair": 0.01,
        "broken_before": 0.01,
        "unavailable": 0.01,
        "broken_after": 0.01,
        "hung_up": 0.01,
        "silent": 0.003,
        "late_answer": 0.05,
    },
    stumbles=0.02,
    doubled=0.05,
    late=0.05,
    batched=0.1,
    sent_last=0.05,
    delivered_skipped=0.03,
    window_told_late=0.5,
)


class Dice:
    """One stream of chance for sending, one for webhooks, so that neither disturbs the other."""

    def __init__(self, mood: Mood, seed: int) -> None:
        self.mood = mood
        self.forced: deque[str] = deque()
        self._sending = Random(f"{seed}:sending")
        self._telling = Random(f"{seed}:telling")

    def upset(self) -> str | None:
        """What goes wrong with this send: what a test asked for first, else by chance."""
        if self.forced:
            forced = self.forced.popleft()
            return None if forced == "none" else forced
        thrown = self._sending.random()
        for upset, chance in self.mood.upsets.items():
            if thrown < chance:
                return upset
            thrown -= chance
        return None

    def sending(self, chance: float) -> bool:
        """Whether something of this chance befalls a call to us."""
        return self._sending.random() < chance

    def telling(self, chance: float) -> bool:
        """Whether something of this chance befalls a webhook or a status."""
        return self._telling.random() < chance

    def between(self, least: float, most: float) -> float:
        """A delay between two bounds."""
        return self._telling.uniform(least, most)
