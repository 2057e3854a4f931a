"""What can this database do at its best: bare committed single-row inserts over one connection."""

import secrets
import time

import psycopg
from psycopg import sql

from recado.bench.figures import Figures

ROW = 1000


def inserts(database_url: str, seconds: float = 3.0) -> Figures:
    """Insert rows of about a kilobyte, each in its own transaction, for so many seconds.

    The table is an ordinary one, its log written and flushed as ours is, in a schema of its own that goes afterwards.
    """
    schema = sql.Identifier(f"bench_{secrets.token_hex(6)}")
    row = secrets.token_hex(ROW // 2)
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
        try:
            table = sql.SQL("CREATE TABLE {}.bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)")
            connection.execute(table.format(schema))
            insert = sql.SQL("INSERT INTO {}.bare (body) VALUES (%s)").format(schema)
            return _timed(connection, insert, row, seconds)
        finally:
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(schema))


def _timed(connection: psycopg.Connection, insert: sql.Composed, row: str, seconds: float) -> Figures:
    took: list[float] = []
    with connection.cursor() as cursor:
        for _ in range(50):
            cursor.execute(insert, (row,), prepare=True)
        began = before = time.perf_counter()
        while before - began < seconds:
            cursor.execute(insert, (row,), prepare=True)
            after = time.perf_counter()
            took.append((after - before) * 1000)
            before = after
    return Figures(took, before - began)
