"""How is the database asked the same a thousand times, with other values each time?

Django puts a statement together anew whenever it is asked, and PostgreSQL plans it anew: for what every page asks, both
cost more than the answer. A `Statement` is put together once a process and prepared once a connection; in the place of
each value stands a `Blank`. What else varies, as the parts that only some agents need, makes another statement.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from itertools import count
from threading import Lock
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet, Value
from psycopg import RawCursor, sql

KEPT_MOST = 1024


class Blank(Value):
    """A place for a value, by its name."""

    def __init__(self, name: str, **more: Any) -> None:
        super().__init__(name, **more)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class AnyOf(Blank):
    """A place for a list: `pk=AnyOf("numbers")`."""

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "ANY(%s)", [self]


class Statement:
    """A queryset with blanks. It is made when it is first asked, for models stand by then."""

    def __init__(self, make: Callable[[], QuerySet[Any]]) -> None:
        self._make, self._lock = make, Lock()
        self._rows: QuerySet[Any] | None = None
        self._compiler: Any = None
        self._sql = ""
        self._blanks: list[str] = []
        self._kept: dict[tuple[Any, ...], Any] = {}

    def __call__(self, **values: Any) -> QuerySet[Any]:
        """The rows with these values in the blanks: read once, when they are first looked at."""
        return self._things(lambda connection: self._answer(connection, values))

    def looked_at(self, **values: Any) -> list[Any]:
        """The same rows, only to be looked at: what reads as before is the very thing of before.

        To make a thing of what was read takes longer than to read it, and most of a list does not change.
        """
        if self._rows is None:
            self._prepare()
        rows: Any = self._rows
        answer = self._answer(connections[rows.db], values)
        known = {row: thing for row in answer if (thing := self._kept.get(row)) is not None}
        new = [row for row in answer if row not in known]
        if new:
            if len(self._kept) > KEPT_MOST:
                self._kept.clear()
            made = dict(zip(new, self._things(lambda _connection: new), strict=True))
            known |= made
            self._kept |= made
        return [known[row] for row in answer]

    def _things(self, answer: Callable[[Any], list[tuple[Any, ...]]]) -> QuerySet[Any]:
        if self._rows is None:
            self._prepare()
        rows: Any = self._rows
        query, compiler = copy(rows.query), copy(self._compiler)
        compiler.connection = connections[rows.db]
        compiler.execute_sql = lambda *_args, **_more: [answer(compiler.connection)]
        query.get_compiler = lambda *_args, **_more: compiler
        asked: Any = type(rows)(rows.model, query, rows.db)
        for name in ("_iterable_class", "_prefetch_related_lookups", "_fields", "_known_related_objects"):
            setattr(asked, name, getattr(rows, name))
        found: QuerySet[Any] = asked
        return found

    def _answer(self, connection: Any, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        with _prepared_cursor(connection) as cursor:
            cursor.execute(self._sql, [values[name] for name in self._blanks])
            answer: list[tuple[Any, ...]] = cursor.fetchall()
        return answer

    def _prepare(self) -> None:
        """What stands firm is written out, so that PostgreSQL knows it when it plans."""
        with self._lock:
            rows: Any = self._make()
            compiler = rows.query.get_compiler(rows.db)
            text, params = compiler.as_sql()
            connections[rows.db].ensure_connection()
            raw = connections[rows.db].connection
            blanks = [one.value for one in params if isinstance(one, Blank)]
            self._sql = _written(text, params, lambda one: isinstance(one, Blank), raw)
            self._blanks, self._compiler = blanks, compiler
            self._rows = rows


def foresee(thing: Model, name: str, rows: Iterable[Model]) -> None:
    """What stands in this relation of the thing is known: who asks for all of it asks the database no more."""
    known: Any = getattr(thing, name).all()
    known._result_cache, known._prefetch_done = list(rows), True
    thing.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known


@contextmanager
def prepared() -> Iterator[Any]:
    """A cursor that prepares what it is told, for words that were put together elsewhere and stay the same."""
    with _prepared_cursor(connections[DEFAULT_DB_ALIAS]) as cursor:
        yield cursor


def written_out(text: str, params: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """The statement with its words written out, so that a partial index fits its plan; numbers stay to be given."""
    raw = connections[DEFAULT_DB_ALIAS]
    raw.ensure_connection()
    given = tuple(one for one in params if not isinstance(one, str))
    return _written(text, params, lambda one: not isinstance(one, str), raw.connection), given


def _written(text: str, params: Sequence[Any], is_given: Callable[[Any], bool], connection: Any) -> str:
    """The words with `$1`, `$2` in the places of what is given each time, as PostgreSQL reads them."""
    numbers = count(1)
    said = [f"${next(numbers)}" if is_given(one) else sql.Literal(one).as_string(connection) for one in params]
    return text % tuple(said)


class _Cursor(RawCursor[Any]):
    """Prepares what it is told; psycopg knows it by its words, for each connection, and looks for no places in it."""

    def execute(
        self, query: Any, params: Any = None, *, prepare: bool | None = True, binary: bool | None = None
    ) -> Any:
        return super().execute(query, params, prepare=prepare, binary=binary)


@contextmanager
def _prepared_cursor(connection: Any) -> Iterator[Any]:
    """As Django opens one, so that who counts statements counts these."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        cursor: Any = _Cursor(connection.connection)
    with connection._prepare_cursor(cursor) as wrapped:
        yield wrapped
