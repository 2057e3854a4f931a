"""Which year is just like that one? Years to come repeat each other: one of each kind is reckoned, not thousands.

Two years of the Gregorian calendar are alike if they begin on the same weekday and both or neither have a 29 February.
Clock changes follow them, once they are given by rule (RFC 9636, the footer) and not one by one.
"""

from datetime import date

# tzdata 2026 writes out changes from 1844 to 2086, the `holidays` package knows 1771 to 2100.
RECORDED = range(1770, 2101)


def _kind(year: int) -> tuple[int, int]:
    start = date(year, 1, 1)
    return start.weekday(), (date(year, 12, 31) - start).days


# Any 28 years without a break of the leap rule hold all fourteen kinds.
EARLIER = {_kind(year): year for year in range(1601, 1629)}
LATER = {_kind(year): year for year in range(2401, 2429)}


def pattern(year: int) -> int:
    """The year whose hours serve for one that is not recorded, as long as no date of it is named."""
    return (EARLIER if year < RECORDED.start else LATER)[_kind(year)]
