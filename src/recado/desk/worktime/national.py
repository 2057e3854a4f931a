"""Which days are holidays by law? Dates of a country, or of one of its regions, by the `holidays` package (C13)."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from recado.desk.worktime.errors import WorktimeError

if TYPE_CHECKING:
    from holidays import HolidayBase

SHAPE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


@lru_cache(maxsize=512)
def checked(code: str) -> str:
    """The code as it is kept: ISO 3166 country (`CL`) or country and region (`ES-MD`), in capitals."""
    known = code.strip().upper()
    try:
        if SHAPE.fullmatch(known):
            _ask(known, 2000)
            return known
    except NotImplementedError:
        pass
    raise WorktimeError(f"No national holidays are known for {code!r}; write a country as CL, or a region as ES-MD.")


@lru_cache(maxsize=512)
def days(code: str, year: int) -> frozenset[int]:
    """Ordinals (`date.toordinal`) of the holidays of one year; none outside the years that the package knows."""
    return frozenset(day.toordinal() for day in _ask(code, year))


def names(code: str, year: int, language: str) -> dict[int, str]:
    """The same days by their names: in this language where the package speaks it, else in one of the country."""
    spoken = "en_US" if language.startswith("en") else language
    return {day.toordinal(): name for day, name in _ask(code, year, spoken).items()}


def _ask(code: str, year: int, language: str | None = None) -> "HolidayBase":
    # Half a second on a cold disk: only calendars with national holidays pay for it.
    from holidays import country_holidays

    country, _, region = code.partition("-")
    return country_holidays(country, subdiv=region or None, years=year, language=language)
