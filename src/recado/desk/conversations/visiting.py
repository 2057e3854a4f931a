"""What may a visitor of a site read of his talk? Statements of the front process, without Django.

He reads what he wrote himself and what the house answered since he first came; notes never, and nothing of what
another address of the same person wrote: that two are one person is the house's word, not his. Whom the site vouches
for reads the whole talk.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg import AsyncConnection

from recado.desk.journal.announcing import OWN

WINDOW = 60  # messages read at a time
SHOWN = "('accepted', 'sent', 'delivered', 'read', 'played', 'unknown')"
"""Rungs of our messages that a visitor may see; what waits or can be recalled was not said yet."""
THREAD = """
SELECT thread.id, address.id, address.met_at FROM people_address AS address
JOIN conversations_thread AS thread ON thread.person_id = address.person_id AND thread.channel_id = %s
WHERE address.kind = 'visitor' AND address.realm = %s AND address.value = %s AND thread.kind = 'person'
"""
HIS = (
    """(
    message.direction = 'in' AND (%(known)s OR message.sender_id = %(address)s) AND NOT message.more ? 'form'
    OR message.direction = 'out' AND message.rung IN """
    + SHOWN
    + """ AND (%(known)s OR message.at >= %(since)s)
)"""
)
TALK = (
    """
SELECT message.id, message.direction, message.type, message.text, message.at, message.rung, message.edited_at,
    message.revoked_at, message.provider_id, message.reply_to, agent.name,
    greatest(message.kept_at, message.rung_at, message.edited_at, message.revoked_at) AS changed_at,
    (SELECT json_agg(json_build_array(file.id, file.name, file.mime, blob.bytes) ORDER BY file.place, file.id)
        FROM conversations_attachment AS file LEFT JOIN files_blob AS blob ON blob.id = file.blob_id
        WHERE file.message_id = message.id) AS files
FROM conversations_message AS message
LEFT JOIN staff_agent AS agent ON message.author = 'agent:' || agent.id
WHERE message.thread_id = %(thread)s AND (%(before)s::bigint IS NULL OR (message.at, message.id) <
    (SELECT at, id FROM conversations_message WHERE id = %(before)s AND thread_id = %(thread)s))
    AND message.type <> 'reaction' AND """
    + HIS
    + """
ORDER BY message.at DESC, message.id DESC LIMIT """
    + str(WINDOW)
)
OURS = (
    """
SELECT message.provider_id FROM conversations_message AS message
WHERE message.thread_id = %(thread)s AND message.id = ANY(%(ids)s) AND message.direction = 'out'
    AND message.provider_id IS NOT NULL AND message.rung <> ALL(%(done)s) AND """
    + HIS
)
TYPES = """
SELECT pg_notify('recado_journal', json_build_array(json_build_array(kase.id, kase.thread_id,
    (SELECT coalesce(json_agg(team_id), '[]') FROM channels_channel_team WHERE channel_id = %s), NULL, %s::text))::text)
FROM cases_case AS kase WHERE kase.thread_id = %s AND kase.receives
"""
TYPING = "visitor.typing"
"""What an announcement is called that a visitor is writing; it is no event and leaves no trace."""
ANSWERING, SILENT = f"{OWN}answering", f"{OWN}silent"
"""The same when an agent begins or ends to write in a thread; no page of the desk hears it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A visitor's thread, his address and since when it is known; `known` if the site vouches for him."""

    thread: int
    address: int
    since: datetime
    known: bool

    @property
    def words(self) -> dict[str, Any]:
        return {"thread": self.thread, "address": self.address, "since": self.since, "known": self.known}


@dataclass(frozen=True, slots=True)
class Said:
    """One message as its visitor may see it; `files` are (id, name, type, bytes)."""

    id: int
    direction: str
    type: str
    text: str
    at: datetime
    rung: str | None
    edited_at: datetime | None
    revoked_at: datetime | None
    provider_id: str | None
    reply_to: str | None
    agent: str | None
    changed_at: datetime
    files: Sequence[tuple[int, str, str, int | None]] | None


async def place(
    connection: AsyncConnection[Any], channel: int, realm: str, visitor: str, *, known: bool
) -> Place | None:
    """Where the visitor's talk is; None while he has said nothing that was sorted."""
    row = await (await connection.execute(THREAD, (channel, realm, visitor))).fetchone()
    return Place(row[0], row[1], row[2], known) if row else None


async def talk(connection: AsyncConnection[Any], place: Place, before: int | None = None) -> list[Said]:
    """The newest messages, or those before one of them, oldest first; WINDOW at the most."""
    answer = await connection.execute(TALK, {**place.words, "before": before})
    return [Said(*row) for row in reversed(await answer.fetchall())]


async def ours(connection: AsyncConnection[Any], place: Place, ids: Sequence[int], done: Sequence[str]) -> list[str]:
    """The ids under which those of the messages left that are the house's, his to see and not on a rung of `done`."""
    answer = await connection.execute(OURS, {**place.words, "ids": list(ids), "done": list(done)})
    return [row[0] for row in await answer.fetchall()]


async def types(connection: AsyncConnection[Any], channel: int, place: Place) -> None:
    """Tell the pages that show his case that he is writing."""
    await connection.execute(TYPES, (channel, TYPING, place.thread))
