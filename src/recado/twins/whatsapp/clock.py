"""What time is it for the twin: real time and an offset that only grows."""

import time


class Clock:
    """Seconds since 1970; moved on by tests that cannot wait a day."""

    def __init__(self) -> None:
        self.offset = 0.0

    def now(self) -> float:
        """Seconds since 1970, the offset added."""
        return time.time() + self.offset

    def stamp(self) -> str:
        """Now as the provider writes it: whole seconds in a string."""
        return str(int(self.now()))

    def advance(self, seconds: float) -> None:
        """Let time pass without waiting for it."""
        self.offset += seconds
