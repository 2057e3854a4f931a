"""What do threads and messages look like in an answer?"""

from typing import Literal

from ninja import Schema


class Named(Schema):
    """A person or an agent inside an answer."""

    id: str
    name: str


class Author(Schema):
    """Who said or did it: an agent, a person, or the house itself."""

    kind: str
    id: str | None
    name: str


class Attachment(Schema):
    """A file; `bytes` is null until it was fetched from the provider."""

    id: str
    name: str
    mime: str
    bytes: int | None
    url: str
    voice: bool


class Reaction(Schema):
    """An emoji on a message."""

    author: Author
    emoji: str
    at: str


class Delivery(Schema):
    """How far a message of ours came; `reason` says why it failed and what to do."""

    state: str
    reason: str | None
    at: str


class Message(Schema):
    """Something said once."""

    id: str
    thread: str
    case: int | None
    direction: Literal["in", "out", "note"]
    author: Author
    type: str
    text: str
    attachments: list[Attachment]
    location: dict[str, object] | None
    contacts: list[object] | None
    reactions: list[Reaction]
    edited_at: str | None
    revoked_at: str | None
    at: str
    reply_to: str | None
    delivery: Delivery | None
    provider_id: str | None


class Messages(Schema):
    items: list[Message]
    next: str | None


class Thread(Schema):
    """One line of talk on one channel; `open_case` is the number of the case that receives its words."""

    id: str
    channel: str
    person: Named | None
    last_message_at: str | None
    window_closes_at: str | None
    open_case: int | None


class Threads(Schema):
    items: list[Thread]
    next: str | None
