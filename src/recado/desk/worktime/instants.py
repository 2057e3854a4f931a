"""Which instant is meant? Microseconds since 1970 in UTC, and the ISO 8601 texts of them."""

from datetime import UTC, datetime, timedelta

from recado.desk.worktime.errors import WorktimeError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_ORDINAL = EPOCH.toordinal()
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
DAY = 86_400 * SECOND


def micros(at: datetime) -> int:
    """Microseconds from 1970-01-01T00:00Z to an aware time of any zone."""
    try:
        gone = at - EPOCH
    except TypeError:
        raise WorktimeError(f"{at} names no zone; give an aware time.") from None
    return gone.days * DAY + gone.seconds * SECOND + gone.microseconds


def moment(count: int) -> datetime:
    """The UTC time of so many microseconds since 1970."""
    try:
        return EPOCH + MICROSECOND * count
    except OverflowError:
        raise WorktimeError("The answer lies outside the years 1 to 9999.") from None


def parse(text: object, what: str) -> datetime:
    """An ISO 8601 date and time with its offset, in UTC; `what` names it in the error.

    A time without an offset is refused: whether its writer meant the calendar's zone or UTC cannot be known.
    """
    if not isinstance(text, str):
        raise WorktimeError(f'"{what}" must be a text such as 2026-03-02T09:00:00Z.')
    try:
        at = datetime.fromisoformat(text.strip())
        if at.tzinfo is None:
            raise WorktimeError(f'"{what}" {text} says no offset; write Z for UTC, or one such as -03:00, after it.')
        return at.astimezone(UTC)
    except OverflowError:
        raise WorktimeError(f'"{what}" {text} lies outside the years 1 to 9999.') from None
    except WorktimeError:
        raise
    except ValueError:
        raise WorktimeError(f'"{what}" {text!r} is not a date and time such as 2026-03-02T09:00:00Z.') from None


def iso(at: datetime) -> str:
    """ISO 8601 in UTC with a final Z; a fraction only where there is one."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def year_starts(year: int) -> int:
    """The first instant of a year of UTC, 1 to 10,000."""
    gone = year - 1
    return (gone * 365 + gone // 4 - gone // 100 + gone // 400 + 1 - EPOCH_ORDINAL) * DAY
