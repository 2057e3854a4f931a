"""What do answers look like? The shapes of the contract, field by field; those of talk stand beside."""

from ninja import Schema
from pydantic import BaseModel, ConfigDict

from recado.doors.api.talk import Author, Message, Named


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
    organisation: Named | None
    assignee: Named | None
    team: str | None
    channel: str | None
    thread: str | None
    promises: list[Promise]
    opened_at: str
    updated_at: str
    resolved_at: str | None
    closing_reason: str | None
    part_of: int | None
    labels: list[str]
    action: str | None
    reasons: Reasons


class DeletedCase(Schema):
    """A case that nobody sees any more."""

    number: int
    deleted_at: str
    reason: str


class Action(Schema):
    """What can have to be done next on a case."""

    name: str


class Actions(Schema):
    items: list[Action]


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
