"""Keep what providers post, raw, before anybody reads it: the statements of the front process, without Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection

DELIVERIES = "recado_deliveries"
"""NOTIFY channel that wakes sorters; its payload is empty."""
CHANNELS = "recado_channels"
"""NOTIFY channel that says: a channel was added or changed."""

KEEP = f"""
WITH kept AS (
    INSERT INTO channels_delivery (channel_id, lane, body, received_at)
    SELECT channel, lane, body, now()
    FROM unnest(%s::bigint[], %s::smallint[], %b::bytea[]) AS post (channel, lane, body)
)
SELECT pg_notify('{DELIVERIES}', '')
"""
HOOKS = "SELECT id, key, kind, settings, secrets FROM channels_channel"
DWELLINGS = "SELECT id, key, lower(settings->>'address') FROM channels_channel WHERE kind = 'email' ORDER BY id"
ARRIVAL = """
SELECT value->>'local' FROM rules_revision WHERE section = 'mail_arrival' AND scope = '' ORDER BY number DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Post:
    """One request of a provider: the channel its address names, its lane and the raw bytes."""

    channel: int
    lane: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Hook:
    """A channel as its hook sees it; `sealed` are its secrets at rest."""

    channel: int
    key: str
    kind: str
    settings: dict[str, Any]
    sealed: str


@dataclass(frozen=True, slots=True)
class Dwelling:
    """A mail channel as the door for mail servers sees it."""

    channel: int
    key: str
    address: str


async def keep(connection: AsyncConnection[Any], posts: Sequence[Post]) -> None:
    """Insert all posts and wake the sorters: one statement, one commit. Raises psycopg.Error, then none is kept."""
    channels = "{" + ",".join(str(post.channel) for post in posts) + "}"
    lanes = "{" + ",".join(str(post.lane) for post in posts) + "}"
    await connection.execute(KEEP, (channels, lanes, [post.body for post in posts]))


async def hooks(connection: AsyncConnection[Any]) -> list[Hook]:
    """Every channel that can be posted to."""
    cursor = await connection.execute(HOOKS)
    return [Hook(*row) for row in await cursor.fetchall()]


async def dwellings(connection: AsyncConnection[Any]) -> tuple[str, tuple[Dwelling, ...]]:
    """The local part of the house's own address, empty where it has none (C15), and every mail channel."""
    row = await (await connection.execute(ARRIVAL)).fetchone()
    cursor = await connection.execute(DWELLINGS)
    found = tuple(Dwelling(channel, key, address or "") for channel, key, address in await cursor.fetchall())
    return (row[0] if row else "") or "", found
