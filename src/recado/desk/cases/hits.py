"""Which are the newest things that answer a query? Quick for words that all say, and for words that nobody says.

In two steps: the newest are read in order, which is quick for a common word; if that gave too few, the word is rare
among the newest, and the index gives all that hold it, to be sorted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from recado.desk.cases.indexes import Words

NEWEST = 20_000
FIRST = """
SELECT key, at FROM (
    SELECT key, at, words FROM {table} AS w WHERE {within} ORDER BY at DESC, key DESC LIMIT {newest}
) AS w WHERE words @@ %s::tsquery AND {wanted} ORDER BY at DESC, key DESC LIMIT %s
"""
SECOND = """
WITH hits AS MATERIALIZED (SELECT key, at FROM {table} AS w WHERE words @@ %s::tsquery AND {within})
SELECT key, at FROM hits AS w WHERE {wanted} ORDER BY at DESC, key DESC LIMIT %s
"""
AMONG = """
SELECT key, at FROM {table} AS w WHERE key IN ({among}) AND words @@ %s::tsquery AND {within} AND {wanted}
ORDER BY at DESC, key DESC LIMIT %s
"""

type Hit = tuple[int, datetime]
"""A key, and when."""


@dataclass(frozen=True)
class Clause:
    """A condition on the vector `w`, and what stands in its places."""

    sql: str = "true"
    values: tuple[Any, ...] = ()

    def __and__(self, other: "Clause") -> "Clause":
        return Clause(f"{self.sql} AND {other.sql}", (*self.values, *other.values))


def newest(model: type[Words], query: str, most: int, *, within: Clause, wanted: Clause) -> list[Hit]:
    """At most so many, the newest first. `within` bounds `at` and `key`, `wanted` asks what the vector cannot tell."""
    told = {"table": model._meta.db_table, "within": within.sql, "wanted": wanted.sql, "newest": NEWEST}
    found = _run(FIRST.format(**told), (*within.values, query, *wanted.values, most))
    if len(found) >= most:
        return found
    return _run(SECOND.format(**told), (query, *within.values, *wanted.values, most))


def among(model: type[Words], query: str, most: int, keys: Clause, *, within: Clause, wanted: Clause) -> list[Hit]:
    """The same among a few things, whose keys this clause selects."""
    told = {"table": model._meta.db_table, "within": within.sql, "wanted": wanted.sql, "among": keys.sql}
    return _run(AMONG.format(**told), (*keys.values, query, *within.values, *wanted.values, most))


def before(place: Hit | None) -> Clause:
    """What comes after this place in the list."""
    return Clause("(w.at, w.key) < (%s, %s)", (place[1], place[0])) if place else Clause()


def _run(sql: str, values: Sequence[Any]) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
