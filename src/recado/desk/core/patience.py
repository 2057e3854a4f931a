"""How long may what follows take in all? A bound over several calls to others, beside the bound of each."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_UNTIL: ContextVar[float | None] = ContextVar("until", default=None)
LEAST = 0.1  # seconds; with less a call is not begun


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Every call within waits no longer than until then."""
    token = _UNTIL.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _UNTIL.reset(token)


def left(most: float) -> float:
    """Seconds that a call may still wait, at most `most`. Raises TimeoutError where the time is over."""
    until = _UNTIL.get()
    if until is None:
        return most
    rest = until - time.monotonic()
    if rest < LEAST:
        raise TimeoutError("the time for this was over")
    return min(rest, most)
