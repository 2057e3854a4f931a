"""When was it sent, as the sender's clock says?"""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

LONGEST = 200  # characters of a date with its comments
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?\s*(Z|[+-]\d{2}:?\d{2})?")


def read(field: str) -> datetime | None:
    """The instant in UTC; None where the field names none (RFC 5322 3.3 and what is sent in its place)."""
    try:
        return _standard(field[:LONGEST]) or _iso(field[:LONGEST])
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _standard(field: str) -> datetime | None:
    found = parsedate_tz(re.sub(r"\([^)]*\)", " ", field))
    if found is None or found[0] < 1900:
        return None
    offset = found[9] or 0
    zone = timezone(timedelta(seconds=offset)) if abs(offset) < 86400 else UTC
    return datetime(*found[:5], min(found[5], 59), tzinfo=zone).astimezone(UTC)


def _iso(field: str) -> datetime | None:
    found = ISO.search(field)
    if not found:
        return None
    day, hour, zone = "-".join(found.group(1, 2, 3)), ":".join((found[4], found[5], found[6] or "00")), found[7] or "Z"
    return datetime.fromisoformat(f"{day}T{hour}{zone}").astimezone(UTC)
