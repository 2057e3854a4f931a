"""Which cases do these agents follow? Asked without Django, by who tells open pages what changed."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from psycopg import AsyncConnection

FOLLOWED = "case.followed"
UNFOLLOWED = "case.unfollowed"
ALL = """
SELECT agent_id, array_agg(case_id), array_remove(array_agg(thread_id), NULL)
FROM cases_following JOIN cases_case ON cases_case.id = case_id WHERE agent_id = ANY(%s) GROUP BY agent_id
"""


class Followed(NamedTuple):
    """The cases that one agent follows, and their threads."""

    cases: frozenset[int] = frozenset()
    threads: frozenset[int] = frozenset()


async def followed(connection: AsyncConnection[Any], agents: Iterable[int]) -> dict[int, Followed]:
    """What each agent follows, in one statement; who follows nothing is missing from the answer."""
    answer = await connection.execute(ALL, (sorted(set(agents)),))
    return {row[0]: Followed(frozenset(row[1]), frozenset(row[2])) for row in await answer.fetchall()}
