"""What time is it: the one clock of the house, in UTC."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Let it be that moment for all that happens in the block: how a past is written by the verbs of the present."""
    before = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(before)


def iso(at: datetime) -> str:
    """ISO 8601 in UTC ending in ``Z``, with microseconds only where there are any."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
