"""Write many rows in one statement: the same number of statements for one row and for a hundred."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

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
    fields = [_field(model, name) for name in rows[0]]
    sql = (
        f"INSERT INTO {_quoted(model._meta.db_table)} ({', '.join(_quoted(field.column) for field in fields)}) "
        f"SELECT {_chosen(fields)} FROM {_unnested(fields)} ORDER BY row.place"
        f"{' ON CONFLICT DO NOTHING' if skip_conflicts else ''} RETURNING {_columns(model, returning)}"
    )
    return _run(sql, fields, rows)


def update(
    model: type[models.Model],
    rows: Sequence[Row],
    *,
    key: str = "id",
    where: str = "",
    returning: Sequence[str] = (),
) -> list[tuple[Any, ...]]:
    """Set the other columns of each row named by its key; `where` is further SQL on ``kept`` (the table) and ``row``."""
    if not rows:
        return []
    fields = [_field(model, name) for name in rows[0]]
    changed = [(place, field) for place, field in enumerate(fields) if field is not _field(model, key)]
    sets = ", ".join(f"{_quoted(field.column)} = {_cast(place, field)}" for place, field in changed)
    place = fields.index(_field(model, key))
    sql = (
        f"UPDATE {_quoted(model._meta.db_table)} AS kept SET {sets} FROM {_unnested(fields)} "
        f"WHERE kept.{_quoted(fields[place].column)} = {_cast(place, fields[place])}"
        f"{' AND ' + where if where else ''}"
        f"{' RETURNING ' + _columns(model, returning, 'kept.') if returning else ''}"
    )
    return _run(sql, fields, rows, fetch=bool(returning))


def lock(model: type[models.Model], keys: Iterable[int]) -> None:
    """Lock the rows in the order of their keys, so that two batches never wait for each other in a ring."""
    with connection.cursor() as cursor:
        table = _quoted(model._meta.db_table)
        cursor.execute(f"SELECT 1 FROM {table} WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE", [sorted(set(keys))])


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


def _run(sql: str, fields: Sequence[Any], rows: Sequence[Row], *, fetch: bool = True) -> list[tuple[Any, ...]]:
    columns = [[_value(field, row[name]) for row in rows] for field, name in zip(fields, rows[0], strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(sql, columns)
        return cursor.fetchall() if fetch else []


def _field(model: type[models.Model], name: str) -> Any:
    return _fields(model)[name]


@cache
def _fields(model: type[models.Model]) -> dict[str, Any]:
    """Every field by its name, its attribute, and `id` for the key."""
    named = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    return {**named, "id": model._meta.pk}


def _value(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if field.get_internal_type() == "JSONField":
        return json.dumps(value, ensure_ascii=False).replace("\\u0000", "")
    if field.get_internal_type() == "ArrayField":
        return "{" + ",".join(str(item) for item in value) + "}"
    return str(value) if field.get_internal_type() in ("ActorField", "CharField", "TextField", "SlugField") else value


def _type(field: Any) -> str:
    if field.get_internal_type() in ("JSONField", "ArrayField", "CharField", "TextField", "SlugField", "EmailField"):
        return "text"
    return str(field.rel_db_type(connection) if field.primary_key else field.db_type(connection))


def _cast(place: int, field: Any) -> str:
    plain = field.get_internal_type() not in ("JSONField", "ArrayField")
    return f"row.v{place}" if plain else f"row.v{place}::{field.db_type(connection)}"


def _chosen(fields: Sequence[Any]) -> str:
    return ", ".join(_cast(place, field) for place, field in enumerate(fields))


def _unnested(fields: Sequence[Any]) -> str:
    arrays = ", ".join(f"%s::{_type(field)}[]" for field in fields)
    names = ", ".join(f"v{place}" for place in range(len(fields)))
    return f"unnest({arrays}) WITH ORDINALITY AS row({names}, place)"


def _columns(model: type[models.Model], names: Sequence[str], prefix: str = "") -> str:
    return ", ".join(prefix + _quoted(_field(model, name).column) for name in names)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
