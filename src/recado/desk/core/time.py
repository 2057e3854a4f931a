"""What time is it: the one clock of the house, in UTC."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def iso(at: datetime) -> str:
    """ISO 8601 in UTC ending in ``Z``, with microseconds only where there are any."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
