"""Where does the next page begin? Behind the last thing shown, whatever came in between."""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from recado.doors.api.problems import Problem, invalid

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LARGEST = 2**63 - 1
MOST = 200
USUAL = 50


def newest[Row: Any](rows: QuerySet[Row], cursor: str, limit: int) -> tuple[list[Row], str | None]:
    """A page in the order of ids, the newest first, and the cursor of the next one."""
    if cursor:
        [last] = read(cursor, 1)
        rows = rows.filter(pk__lt=last)
    found = list(rows.order_by("-pk")[: limit + 1])
    return found[:limit], write([found[limit - 1].pk]) if len(found) > limit else None


def newest_at[Row: Any](rows: QuerySet[Row], cursor: str, limit: int) -> tuple[list[Row], str | None]:
    """The same in the order of `at`, then id."""
    if cursor:
        micros, last = read(cursor, 2)
        at = moment(micros)
        # The first condition lets PostgreSQL begin in the index where the page begins.
        rows = rows.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=last))
    found = list(rows.order_by("-at", "-pk")[: limit + 1])
    if len(found) <= limit:
        return found, None
    return found[:limit], write([micros_of(found[limit - 1].at), found[limit - 1].pk])


def write(place: Sequence[int]) -> str:
    """A place in a list as an opaque text."""
    return base64.urlsafe_b64encode(json.dumps(list(place), separators=(",", ":")).encode()).decode().rstrip("=")


def read(cursor: str, length: int) -> list[int]:
    """The place again. Raises a problem for what is no cursor of such a list."""
    try:
        place = json.loads(base64.b64decode(cursor.encode("ascii") + b"==", altchars=b"-_"))
    except (ValueError, binascii.Error, RecursionError) as wrong:
        raise bad_cursor() from wrong
    if not isinstance(place, list) or len(place) != length or not all(type(part) is int for part in place):
        raise bad_cursor()
    if any(abs(part) > LARGEST for part in place):
        raise bad_cursor()
    return place


def moment(micros: int) -> datetime:
    """The instant so many microseconds after 1970. Raises a problem beyond the calendar."""
    try:
        return EPOCH + MICROSECOND * micros
    except OverflowError as wrong:
        raise bad_cursor() from wrong


def micros_of(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def bad_cursor() -> Problem:
    return invalid({"cursor": _("This is no cursor that this list gave.")})
