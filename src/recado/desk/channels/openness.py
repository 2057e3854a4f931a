"""Is the team of a channel at work now? Asked by the front process, without Django."""

from datetime import datetime
from typing import Any

from psycopg import AsyncConnection

from recado.desk.worktime import measuring, parsing

HOURS = """
SELECT revision.value FROM channels_channel_team AS placed
JOIN rules_revision AS revision
    ON revision.section = 'opening_hours' AND revision.scope = 'team:' || placed.team_id
WHERE placed.channel_id = %s
ORDER BY placed.place, placed.id, revision.number DESC LIMIT 1
"""


async def opens(connection: AsyncConnection[Any], channel: int, at: datetime) -> tuple[bool, datetime | None]:
    """Whether the channel's first team with hours works at that moment, and if not, when it opens; None: never."""
    row = await (await connection.execute(HOURS, (channel,))).fetchone()
    if row is None:
        return True, None
    calendar = parsing.parse(row[0])
    return measuring.is_open(calendar, at), measuring.next_opening(calendar, at)
