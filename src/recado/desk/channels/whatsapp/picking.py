"""A value of a provider's JSON taken for what it ought to be, or None."""

from datetime import UTC, datetime
from typing import Any

from recado.desk.channels.port import Json

_MILLISECONDS_FROM = 10**11


def word(value: Any) -> str | None:
    """An identifier or a term: text without blanks around it, or a number as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def text(value: Any) -> str | None:
    """What a person wrote, blanks and all."""
    return value if isinstance(value, str) else None


def flag(value: Any) -> bool:
    """Whether it says yes: true, 1 or "true"."""
    return value is True or value == 1 or value == "true"


def thing(value: Any) -> Json:
    """An object; anything else is an empty one."""
    return value if isinstance(value, dict) else {}


def things(value: Any) -> list[Any]:
    """A list; a value that stands alone is a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def instant(value: Any) -> datetime | None:
    """Seconds (or milliseconds) since 1970, as text or number, as an instant in UTC; None if it is no time."""
    digits = word(int(value) if isinstance(value, float) else value)
    if digits is None or not (digits.isascii() and digits.isdigit()) or len(digits) > 14 or not int(digits):
        return None
    seconds = int(digits) / 1000 if int(digits) >= _MILLISECONDS_FROM else int(digits)
    return datetime.fromtimestamp(seconds, UTC)


def kept(value: Json, *left_out: str) -> Json:
    """The object without the keys that were already understood."""
    return {key: part for key, part in value.items() if key not in left_out}
