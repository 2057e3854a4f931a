"""Where in the journal does a reader stand, and what came after? Texts and statements that need no Django.

Rows carry the transaction that wrote them. A slow transaction's row appears behind rows with greater ids, so a
reader who wants an order without holes sees only rows of transactions below the horizon: the oldest still open.
"""

from dataclasses import dataclass
from typing import Any, Self

from psycopg import AsyncConnection

from recado.desk.journal.announcing import Change

AFTER = """(tx, id) > (%s::xid8, %s) AND tx < pg_snapshot_xmin(pg_current_snapshot())"""
"""Condition on `journal_entry` for readers in commit order (`ORDER BY tx, id`); takes a cursor's tx and id."""
HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"
SINCE = """
SELECT "case", thread, teams, agent, name FROM journal_entry WHERE tx >= %s::xid8 ORDER BY tx, id LIMIT %s
"""
LARGEST = 2**63 - 1


@dataclass(frozen=True, order=True, slots=True)
class Cursor:
    """A place in the journal, written ``tx-id``; ``0`` is the beginning."""

    tx: int = 0
    id: int = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for what is no cursor."""
        tx, dash, id_ = text.partition("-")
        if not (_is_number(tx) and (_is_number(id_) if dash else tx == "0")):
            raise ValueError(f"not a cursor: {text[:40]!r}")
        return cls(int(tx), int(id_ or 0))

    def __str__(self) -> str:
        return f"{self.tx}-{self.id}"


async def horizon(connection: AsyncConnection[Any]) -> Cursor:
    """Every row before this cursor is committed and visible; later rows may still appear behind it."""
    row = await (await connection.execute(HORIZON)).fetchone()
    return Cursor(int(row[0])) if row else Cursor()


async def since(connection: AsyncConnection[Any], cursor: Cursor, most: int) -> list[Change]:
    """What is committed at or after the cursor's transaction, beyond the horizon too, `most` at the most."""
    answer = await connection.execute(SINCE, (str(cursor.tx), most))
    return [Change(*row) for row in await answer.fetchall()]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= LARGEST
