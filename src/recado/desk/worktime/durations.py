"""How long is that? ISO 8601 durations as working time, both ways."""

import re
from datetime import timedelta
from fractions import Fraction

from recado.desk.worktime.errors import WorktimeError
from recado.desk.worktime.instants import MICROSECOND, SECOND

AMOUNT = r"([0-9]{1,18}(?:[.,][0-9]{1,18})?)"
SHAPE = re.compile(
    rf"([+-])?P(?=[0-9T])(?:{AMOUNT}Y)?(?:{AMOUNT}M)?(?:{AMOUNT}W)?(?:{AMOUNT}D)?"
    rf"(?:T(?=[0-9])(?:{AMOUNT}H)?(?:{AMOUNT}M)?(?:{AMOUNT}S)?)?"
)
SECONDS = (7 * 86_400, 86_400, 3600, 60, 1)


def parse(text: object) -> timedelta:
    """`PT8H`, `PT1H30M`, `PT0.5S`, `-PT5M`, `P1D`, `P2W`: working time, exact to the microsecond.

    A day is 24 working hours and a week seven such days (C4), not one day of the calendar. Years and months have no
    length of their own and are refused.
    """
    found = SHAPE.fullmatch(text.strip().upper()) if isinstance(text, str) else None
    if found is None:
        raise WorktimeError(f"{text!r} is not a duration; write it as PT8H, PT30M or PT1H30M.")
    sign, years, months, *amounts = found.groups()
    if years or months:
        raise WorktimeError(f"{text} counts years or months, which have no fixed length; write hours, as PT160H.")
    return _length(str(text), amounts) * (-1 if sign == "-" else 1)


def iso(length: timedelta) -> str:
    """Hours, minutes and seconds (`PT39H30M`, `PT0S`, `-PT5M`), never days: a day of work has no one meaning."""
    minutes, rest = divmod(abs(length) // MICROSECOND, 60 * SECOND)
    hours, minutes = divmod(minutes, 60)
    seconds = f"{rest // SECOND}.{rest % SECOND:06}".rstrip("0").rstrip(".") if rest else ""
    parts = [f"{hours}H" * bool(hours), f"{minutes}M" * bool(minutes), f"{seconds}S" * bool(seconds)]
    return f"{'-' * (length < timedelta())}PT{''.join(parts) or '0S'}"


def _length(text: str, amounts: list[str | None]) -> timedelta:
    given = [(amount.replace(",", "."), unit) for amount, unit in zip(amounts, SECONDS, strict=True) if amount]
    try:
        return MICROSECOND * round(sum(Fraction(amount) * unit for amount, unit in given) * SECOND)
    except OverflowError:
        raise WorktimeError(f"{text} is longer than any calendar.") from None
