"""Keep the words of all things as they are now: what changed first, then what stood before there was an index.

Off the road of messages: PostgreSQL notes each change beside it, one worker at a time takes the notes. A batch is one
transaction, so a worker killed half-way has done nothing, and the next one does it.
"""

from collections.abc import Callable, Collection, Iterable

from django.db import connection, transaction

from recado.desk.cases import vectors
from recado.desk.cases.indexes import CaseWords, MessageWords, OrganisationWords, PersonWords, Words
from recado.desk.cases.vectors import Vector

LOCK = 7302
BATCH = 2000
TAKE = """
DELETE FROM cases_to_index WHERE id IN (SELECT id FROM cases_to_index ORDER BY id LIMIT %s) RETURNING room, key
"""
SPREAD = """
INSERT INTO cases_to_index (room, key) SELECT 'message', id FROM conversations_message WHERE thread_id = ANY(%s)
"""
WRITE = """
INSERT INTO {table} (key, at, words)
SELECT key, at, array_to_tsvector(string_to_array(said, ' '))
FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[]) AS fresh(key, at, said)
ON CONFLICT (key) DO {otherwise}
"""
ANEW, ONCE = "UPDATE SET at = excluded.at, words = excluded.words", "NOTHING"
ROOMS: dict[str, tuple[type[Words], str, Callable[[Collection[int]], Iterable[Vector]]]] = {
    "message": (MessageWords, "conversations_message", vectors.of_messages),
    "case": (CaseWords, "cases_case", vectors.of_cases),
    "person": (PersonWords, "people_person", vectors.of_persons),
    "organisation": (OrganisationWords, "people_organisation", vectors.of_organisations),
}


def index(most: int = BATCH) -> int:
    """Read so many things that changed, or else that nobody has read yet; gives how many. 0: all is done."""
    with transaction.atomic():
        if not _alone():
            return 0
        return _changed(most) or _unswept(most)


def catch_up() -> int:
    """Until nothing is left to read; gives how many were read."""
    total = 0
    while read := index():
        total += read
    return total


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _changed(most: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [most])
        taken = cursor.fetchall()
    keys: dict[str, set[int]] = {}
    for room, key in taken:
        keys.setdefault(room, set()).add(key)
    if threads := keys.pop("thread", set()):
        with connection.cursor() as cursor:
            cursor.execute(SPREAD, [sorted(threads)])
    for room, of in keys.items():
        _write(room, of, ANEW)
    return len(taken)


def _unswept(most: int) -> int:
    """The newest that were never read. Who was read meanwhile stays: what he says now is newer than what we saw."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT room, below FROM cases_unswept ORDER BY room DESC LIMIT 1")
        found = cursor.fetchone()
        if found is None:
            return 0
        room, below = found
        source = ROOMS[room][1]
        cursor.execute(f"SELECT id FROM {source} WHERE id <= %s ORDER BY id DESC LIMIT %s", [below, most])
        keys = [key for (key,) in cursor.fetchall()]
        if keys:
            cursor.execute("UPDATE cases_unswept SET below = %s WHERE room = %s", [keys[-1] - 1, room])
        else:
            cursor.execute("DELETE FROM cases_unswept WHERE room = %s", [room])
    _write(room, keys, ONCE)
    return len(keys) or 1


def _write(room: str, keys: Collection[int], otherwise: str) -> None:
    """Write the vectors of these things; those that can be found no more lose theirs."""
    model, _source, read = ROOMS[room]
    table = model._meta.db_table
    rows = list(read(keys))
    gone = set(keys) - {row.key for row in rows}
    with connection.cursor() as cursor:
        if rows:
            said = [" ".join(row.said) for row in rows]
            columns = ([row.key for row in rows], [row.at for row in rows], said)
            cursor.execute(WRITE.format(table=table, otherwise=otherwise), columns)
        if gone:
            cursor.execute(f"DELETE FROM {table} WHERE key = ANY(%s)", [sorted(gone)])
