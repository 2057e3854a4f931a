"""Which cases stand at the top of a list? What is due comes first, then the newest words; a page at a time.

A place in a list is the last case's own columns, so a page stays true however much is written above it.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import F, Q
from django.db.models.expressions import OrderBy

from recado.desk.cases.models import Case
from recado.desk.cases.viewing import Ways
from recado.desk.core import statements

type Asked = tuple[str, tuple[Any, ...]]

KEPT_MOST = 2048
_KEPT: dict[Hashable, Asked] = {}


class Order(StrEnum):
    """`due`: running promises, the earliest above, then the rest by the last word; `ended`: the newest ending above."""

    DUE = "due"
    NEWEST = "newest"
    ENDED = "ended"


@dataclass(frozen=True)
class Place:
    """Where a page ended: `at` is the last word or the ending, `due_at` only in the order of what is due."""

    at: datetime
    number: int
    due_at: datetime | None = None

    def __str__(self) -> str:
        due = self.due_at.isoformat() if self.due_at else ""
        return f"{self.at.isoformat()}_{self.number}_{due}"

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """A place read back; None where it is none."""
        try:
            at, number, due = text.split("_")
            if len(number) > 18:
                return None
            return cls(_aware(at), int(number), _aware(due) if due else None)
        except ValueError:
            return None


def place(case: Case, order: Order) -> Place:
    """The place of this case in that order."""
    if order is Order.ENDED:
        return Place(case.resolved_at or case.updated_at, case.pk)
    return Place(case.last_message_at, case.pk, case.due_at if order is Order.DUE else None)


def top(
    ways: Ways | Callable[[], Ways],
    order: Order,
    *,
    after: Place | None = None,
    until: Place | None = None,
    most: int,
    known: Hashable = None,
) -> list[int]:
    """The numbers of the first `most` cases after a place, up to and with another.

    One statement: the top of an index for each way. Under what is `known` it is kept as it was put together: the same
    must always mean the same ways.
    """
    key = (known, order, most) if known and not after and not until else None
    asked = _kept(key, lambda: _top(ways() if callable(ways) else ways, order, after, until, most))
    found = set(_rows(asked, is_kept=key is not None))
    return [number for _due, _at, number in _ranked(found, order)[:most]]


def _top(ways: Ways, order: Order, after: Place | None, until: Place | None, most: int) -> Asked:
    columns = ("due_at", _said(order), "pk")
    parts = [
        way.filter(stretch).order_by(*ways.leading, *_sorting(order)).values_list(*columns)[:most]
        for way in ways.ways
        for stretch in _stretches(order, after, until)
    ]
    if not parts:
        return "", ()
    sql, params = (parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]).query.sql_with_params()
    return sql, tuple(params)


def count(views: Iterable[Ways], most: int, *, known: Hashable = None) -> list[int]:
    """How many cases each view holds, counted no further than `most`: one statement for all, kept as in `top`."""
    key = (known, most) if known else None
    asked = _kept(key, lambda: _count(views, most))
    return [int(number) for row in _rows(asked, is_kept=key is not None) for number in row]


def _count(views: Iterable[Ways], most: int) -> Asked:
    asked = [(f"(SELECT count(*) FROM ({sql}) AS counted)", params) for sql, params in _counts(views, most)]
    if not asked:
        return "", ()
    return f"SELECT {', '.join(sql for sql, _ in asked)}", tuple(one for _, params in asked for one in params)


def _kept(key: Hashable, make: Callable[[], Asked]) -> Asked:
    if key is None:
        return make()
    if (found := _KEPT.get(key)) is None:
        if len(_KEPT) >= KEPT_MOST:
            _KEPT.clear()
        _KEPT[key] = found = statements.written_out(*make())
    return found


def _rows(asked: Asked, *, is_kept: bool) -> list[tuple[Any, ...]]:
    """What is kept is asked again and again, and so is prepared; agents of the same kind share its words."""
    if not asked[0]:
        return []
    with statements.prepared() if is_kept else connection.cursor() as cursor:
        cursor.execute(*asked)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _counts(views: Iterable[Ways], most: int) -> Iterator[tuple[str, list[Any]]]:
    for view in views:
        parts = [way.order_by().values("id")[:most].query.sql_with_params() for way in view.ways]
        if not parts:
            yield "SELECT 1 WHERE false", []
            continue
        together = " UNION ALL ".join(f"({sql})" for sql, _ in parts)
        distinct = "DISTINCT id" if view.overlap else "1"
        yield f"SELECT {distinct} FROM ({together}) AS ways LIMIT {int(most)}", [one for _, p in parts for one in p]


def _said(order: Order) -> str:
    return "resolved_at" if order is Order.ENDED else "last_message_at"


def _sorting(order: Order) -> list[OrderBy | str]:
    """As the index lies, where nulls come last of themselves."""
    due: list[OrderBy | str] = [F("due_at").asc(nulls_last=True)] if order is Order.DUE else []
    return [*due, f"-{_said(order)}", "-pk"]


def _stretches(order: Order, after: Place | None, until: Place | None) -> list[Q]:
    """What of an index lies between two places: a range each. Who waits under a promise stands above who does not."""
    if after is None and until is None:
        return [Q()]
    column = _said(order)
    if order is not Order.DUE:
        return [_within(column, after, until)]
    waiting = Q(due_at__isnull=False)
    if after and after.due_at:
        waiting &= Q(due_at__gte=after.due_at) & (Q(due_at__gt=after.due_at) | _below(column, after))
    if until and until.due_at:
        return [waiting & Q(due_at__lte=until.due_at) & (Q(due_at__lt=until.due_at) | _from(column, until))]
    rest = Q(due_at__isnull=True) & _within(column, None if after and after.due_at else after, until)
    return [rest] if after and after.due_at is None else [waiting, rest]


def _within(column: str, after: Place | None, until: Place | None) -> Q:
    """From below one place down to another; the plain bounds beside let PostgreSQL begin and end there."""
    lower = Q(**{f"{column}__lte": after.at}) & _below(column, after) if after else Q()
    return lower & (Q(**{f"{column}__gte": until.at}) & _from(column, until) if until else Q())


def _below(column: str, place: Place) -> Q:
    return Q(**{f"{column}__lt": place.at}) | Q(**{column: place.at, "pk__lt": place.number})


def _from(column: str, place: Place) -> Q:
    return Q(**{f"{column}__gt": place.at}) | Q(**{column: place.at, "pk__gte": place.number})


def _ranked(found: set[tuple[Any, ...]], order: Order) -> list[tuple[Any, ...]]:
    newest = sorted(found, key=itemgetter(1, 2), reverse=True)
    if order is not Order.DUE:
        return newest
    waiting = sorted((one for one in newest if one[0]), key=itemgetter(0))
    return [*waiting, *(one for one in newest if not one[0])]


def _aware(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at
