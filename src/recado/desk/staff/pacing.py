"""How many calls may a token still make this minute? Counted for all processes together."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

MINUTE = timedelta(minutes=1)

# One statement in a transaction of its own, whose commit nobody waits for: a count lost in a crash harms nobody.
COUNT = """
WITH quiet AS (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO core_cache (cache_key, value, expires) SELECT %s, '1', %s FROM quiet
ON CONFLICT (cache_key) DO UPDATE SET
    value = CASE WHEN core_cache.expires <= %s THEN '1' ELSE (core_cache.value::int + 1)::text END,
    expires = CASE WHEN core_cache.expires <= %s THEN excluded.expires ELSE core_cache.expires END
RETURNING value::int, expires
"""


@dataclass(frozen=True)
class Pace:
    """Calls made in the running minute, and when it ends."""

    calls: int
    ends_at: datetime


def count(token: int, at: datetime) -> Pace:
    """Count one call more. The minute begins with its first call."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [f"calls:{token}", at + MINUTE, at, at])
        return Pace(*cursor.fetchone())
