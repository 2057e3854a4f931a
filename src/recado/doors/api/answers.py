"""What do answers look like? The shapes of the contract, field by field."""

from typing import Literal

from ninja import Schema
from pydantic import BaseModel, ConfigDict


class Named(Schema):
    """A person or an agent inside an answer."""

    id: str
    name: str


class Author(Schema):
    """Who said or did it: an agent, a person, or the house itself."""

    kind: str
    id: str | None
    name: str


class Me(Schema):
    """The agent behind the token; no scopes means all that the agent may."""

    id: str
    name: str
    email: str
    role: str
    language: str | None
    teams: list[str]
    available: bool
    scopes: list[str]


class FileLimit(Schema):
    """A type of file that a channel carries, and its most bytes."""

    mime: str
    bytes: int


class Abilities(Schema):
    """What a channel can do; `window` in hours, null where there is none."""

    text_limit: int
    files: list[FileLimit]
    templates: bool
    window: int | None
    voice: bool
    groups: bool
    starts_first: bool


class Channel(Schema):
    """An account of a provider."""

    key: str
    kind: str
    name: str
    address: str
    role: str
    state: str
    abilities: Abilities


class Channels(Schema):
    items: list[Channel]
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


class Promise(Schema):
    """By when the house promised what."""

    kind: str
    due_at: str
    state: str
    paused_because: str | None


class Reasons(Schema):
    """Why it is whose it is, and where its deadline comes from, in one sentence each."""

    assignee: str | None
    promise: str | None


class Case(Schema):
    """A piece of work with its promise."""

    number: int
    subject: str
    state: str
    person: Named
    assignee: Named | None
    team: str | None
    channel: str | None
    thread: str | None
    promises: list[Promise]
    opened_at: str
    updated_at: str
    resolved_at: str | None
    closing_reason: str | None
    reasons: Reasons


class Cases(Schema):
    items: list[Case]
    next: str | None


class RawDelivery(Schema):
    """What a provider posted, as it is kept; its bytes stand at `/deliveries/{id}/body`."""

    id: str
    channel: str
    state: str
    received_at: str
    bytes: int
    reason: str | None


class RawDeliveries(Schema):
    items: list[RawDelivery]
    next: str | None


class Event(BaseModel):
    """Something that happened; beside these fields each kind has its own."""

    model_config = ConfigDict(extra="allow")
    id: str
    name: str
    cursor: str
    at: str
    actor: Author
    case: int | None
    thread: str | None
    sentence: str


class Events(Schema):
    items: list[Event]
    next: str | None


class Moment(Schema):
    """One thing on a case's line of time: a message or an event."""

    at: str
    message: Message | None
    event: Event | None


class Moments(Schema):
    items: list[Moment]
    next: str | None
