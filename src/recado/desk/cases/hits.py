"""Which are the newest things that answer a query? Quick for words that all say, and for words that nobody says.

In two steps: the newest are read in order, which is quick for a common word; if that gave too few, the word is rare
among the newest, and the index gives all that hold the rarest of the words, to be read for the others and sorted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from recado.desk.cases import rarity
from recado.desk.cases.indexes import Words

FURTHER = 7  # windows that are read where the first gave so much that they will probably give enough
FIRST = """
SELECT key, at FROM (
    SELECT key, at, words FROM {table} AS w WHERE {within} ORDER BY at DESC, key DESC OFFSET {skipped} LIMIT {window}
) AS w WHERE words @@ %s::tsquery AND {wanted} ORDER BY at DESC, key DESC LIMIT %s
"""
SECOND = """
WITH hits AS MATERIALIZED (
    SELECT key, at FROM {table} AS w WHERE words @@ %s::tsquery AND (words @@ %s::tsquery) IS TRUE AND {within}
)
SELECT key, at FROM hits AS w WHERE {wanted} ORDER BY at DESC, key DESC LIMIT %s
"""
AMONG = """
SELECT key, at FROM {table} AS w WHERE key IN ({among}) AND words @@ %s::tsquery AND {within} AND {wanted}
ORDER BY at DESC, key DESC LIMIT %s
"""

type Hit = tuple[int, datetime]
"""A key, and when."""
type Hits = tuple[list[Hit], bool]
"""The newest, and whether these are all there are."""


@dataclass(frozen=True)
class Clause:
    """A condition on the vector `w`, and what stands in its places."""

    sql: str = "true"
    values: tuple[Any, ...] = ()

    def __and__(self, other: "Clause") -> "Clause":
        return Clause(f"{self.sql} AND {other.sql}", (*self.values, *other.values))


EVERYTHING = Clause()


@dataclass(frozen=True)
class Bounds:
    """How many hits are enough, and how many are read; `within` bounds `at` and `key`, `wanted` asks the case."""

    least: int
    most: int
    within: Clause = EVERYTHING
    wanted: Clause = EVERYTHING


def newest(model: type[Words], terms: Sequence[str], bounds: Bounds) -> Hits:
    """The newest that answer every term, and whether these are all there are. `terms` are parts of a `tsquery`."""
    table, whole = model._meta.db_table, " & ".join(f"({term})" for term in terms)
    told = {"table": table, "within": bounds.within.sql, "wanted": bounds.wanted.sql}
    found: list[Hit] = []
    for skipped, window in ((0, model.window), (model.window, FURTHER * model.window)):
        values = (*bounds.within.values, whole, *bounds.wanted.values, bounds.most - len(found))
        found += _run(FIRST.format(skipped=skipped, window=window, **told), values)
        if len(found) >= bounds.least:
            return found, False
        if len(found) * (FURTHER + 1) < bounds.least:
            break
    values = (rarity.rare(table, terms), whole, *bounds.within.values, *bounds.wanted.values, bounds.most)
    found = _run(SECOND.format(**told), values)
    return found, len(found) < bounds.most


def among(model: type[Words], terms: Sequence[str], keys: Clause, bounds: Bounds) -> list[Hit]:
    """The same among a few things, whose keys this clause selects."""
    whole = " & ".join(f"({term})" for term in terms)
    told = {"table": model._meta.db_table, "within": bounds.within.sql, "wanted": bounds.wanted.sql, "among": keys.sql}
    values = (*keys.values, whole, *bounds.within.values, *bounds.wanted.values, bounds.most)
    return _run(AMONG.format(**told), values)


def before(place: Hit | None) -> Clause:
    """What comes after this place in the list."""
    return Clause("(w.at, w.key) < (%s, %s)", (place[1], place[0])) if place else Clause()


def _run(sql: str, values: Sequence[Any]) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
