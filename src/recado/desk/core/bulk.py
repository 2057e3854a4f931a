"""Write many rows in one statement: the same number of statements for one row and for a hundred.

Rows travel as one JSON document, which PostgreSQL takes apart by the columns' types.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection, models

from recado.desk.core.text import storable

type Row = Mapping[str, Any]


def insert(
    model: type[models.Model],
    rows: Sequence[Row],
    *,
    returning: Sequence[str] = ("id",),
    skip_conflicts: bool = False,
) -> list[tuple[Any, ...]]:
    """Insert the rows in their order and return the named columns of those that were new.

    Every row has the same keys (attribute names such as ``case_id``); what is left out takes the field's default.
    """
    if not rows:
        return []
    rows = _completed(model, rows)
    fields = [_fields(model)[name] for name in rows[0]]
    sql = (
        f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(_quoted(field.column) for field in fields)}) "
        f"SELECT {', '.join(_names(fields))} FROM {_records(fields)} ORDER BY row.place"
        f"{' ON CONFLICT DO NOTHING' if skip_conflicts else ''} RETURNING {_columns(model, returning)}"
    )
    return _run(sql, rows)


def update(
    model: type[models.Model], rows: Sequence[Row], *, key: str = "id", returning: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """Set the other columns of each row named by its key."""
    if not rows:
        return []
    fields = [_fields(model)[name] for name in rows[0]]
    names = dict(zip(rows[0], _names(fields), strict=True))
    sets = ", ".join(f"{_quoted(_fields(model)[name].column)} = {names[name]}" for name in rows[0] if name != key)
    sql = (
        f"UPDATE {_quoted(model._meta.db_table)} AS kept SET {sets} FROM {_records(fields)} "
        f"WHERE kept.{_quoted(_fields(model)[key].column)} = {names[key]}"
        f"{' RETURNING ' + _columns(model, returning, 'kept.') if returning else ''}"
    )
    return _run(sql, rows, fetch=bool(returning))


def lock(model: type[models.Model], keys: Iterable[int]) -> None:
    """Lock the rows in the order of their keys, so that two batches never wait for each other in a ring."""
    with connection.cursor() as cursor:
        table = _quoted(model._meta.db_table)
        cursor.execute(f"SELECT 1 FROM {table} WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE", [sorted(set(keys))])


def _run(sql: str, rows: Sequence[Row], *, fetch: bool = True) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [_document(rows)])
        return cursor.fetchall() if fetch else []


def _document(rows: Sequence[Row]) -> str:
    plain = [{f"v{place}": value for place, value in enumerate(row.values())} for row in rows]
    document = json.dumps(plain, ensure_ascii=False, default=_plain)
    if "\\u0000" in document or storable(document) != document:
        document = json.dumps(_storable(json.loads(document)), ensure_ascii=False)
    return document


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value // timedelta(microseconds=1)} microseconds"
    return str(value)


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    return {storable(key): _storable(item) for key, item in value.items()} if isinstance(value, dict) else value


def _completed(model: type[models.Model], rows: Sequence[Row]) -> list[Row]:
    """Rows with the defaults of those fields that they leave out and PostgreSQL would not fill in itself."""
    defaults = {
        field.attname: field.get_default
        for field in model._meta.concrete_fields
        if not {field.attname, field.name} & set(rows[0])
        and field.has_default()
        and not field.has_db_default()
        and not field.primary_key
    }
    return [{**{name: default() for name, default in defaults.items()}, **row} for row in rows]


@cache
def _fields(model: type[models.Model]) -> dict[str, Any]:
    """Every field by its name, its attribute, and `id` for the key."""
    named = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    return {**named, "id": model._meta.pk}


def _names(fields: Sequence[Any]) -> list[str]:
    return [f"row.v{place}" for place in range(len(fields))]


def _records(fields: Sequence[Any]) -> str:
    types = ", ".join(f"v{place} {_type(field)}" for place, field in enumerate(fields))
    names = ", ".join(f"v{place}" for place in range(len(fields)))
    return f"ROWS FROM (json_to_recordset(%s) AS ({types})) WITH ORDINALITY AS row({names}, place)"


def _type(field: Any) -> str:
    return str(field.rel_db_type(connection) if field.primary_key else field.db_type(connection))


def _columns(model: type[models.Model], names: Sequence[str], prefix: str = "") -> str:
    return ", ".join(prefix + _quoted(_fields(model)[name].column) for name in names)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
