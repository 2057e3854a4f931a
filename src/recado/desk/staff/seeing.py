"""What may these agents see now? Noting that they are here, for a page of theirs is open, or not. Without Django."""

from collections.abc import Iterable
from typing import Any, LiteralString, NamedTuple

from psycopg import AsyncConnection

# Rows are locked in the order of their keys: two front processes may note the same agents.
SEE = """
UPDATE staff_agent AS agent SET seen_at = now()
WHERE id IN (SELECT id FROM staff_agent WHERE id = ANY(%s) AND is_active ORDER BY id FOR NO KEY UPDATE)
RETURNING id, role IN ('head', 'admin'), ARRAY(SELECT team_id FROM staff_membership WHERE agent_id = agent.id)
"""
LOOK = """
SELECT id, role IN ('head', 'admin'), ARRAY(SELECT team_id FROM staff_membership WHERE agent_id = agent.id)
FROM staff_agent AS agent WHERE id = ANY(%s) AND is_active
"""
CHANGING = frozenset({"card.changed", "team.entered", "team.left"})
"""Names of events after which somebody may see more, or less, or enter no more."""


class Sight(NamedTuple):
    """What an agent may see: all, or what belongs to these teams or to himself, and what he follows beyond that."""

    agent: int
    sees_all: bool
    teams: frozenset[int]
    cases: frozenset[int] = frozenset()
    threads: frozenset[int] = frozenset()

    def follows(self, case: int | None, thread: int | None) -> bool:
        return case in self.cases or thread in self.threads


async def see(connection: AsyncConnection[Any], agents: Iterable[int]) -> dict[int, Sight]:
    """Note all of them as seen now, in one statement; who may no longer enter is missing from the answer."""
    return await _sights(connection, SEE, agents)


async def look(connection: AsyncConnection[Any], agents: Iterable[int]) -> dict[int, Sight]:
    """The same, and note nothing."""
    return await _sights(connection, LOOK, agents)


async def _sights(
    connection: AsyncConnection[Any], statement: LiteralString, agents: Iterable[int]
) -> dict[int, Sight]:
    answer = await connection.execute(statement, (sorted(set(agents)),))
    return {row[0]: Sight(row[0], row[1], frozenset(row[2])) for row in await answer.fetchall()}
