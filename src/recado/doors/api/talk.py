"""What do threads and messages look like in an answer?"""

from typing import Literal, TypedDict

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


class Box(Schema):
    """Somebody in the head of a mail; the name may be empty."""

    name: str
    address: str


Mail = TypedDict(
    "Mail",
    {
        "message_id": str,
        "in_reply_to": str | None,
        "subject": str,
        "from": Box,
        "to": list[Box],
        "cc": list[Box],
        "bcc": list[Box],
        "html": str | None,
        "quoted": str,
        "signature": str,
        "automatic": str | None,
    },
)
Mail.__doc__ = """What only a mail has. Message-IDs stand without brackets; `bcc` is what the house copied blindly.

`text` of the message is what was written now, `quoted` and `signature` are folded away from it. `html` is safe: a
picture in it is named by its attachment, `cid:12`, what would be loaded from elsewhere waits in `data-remote`.
`automatic`: why a machine is thought to have written it."""


class Message(Schema):
    """Something said once; `mail` is null for what came or went another way."""

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
    mail: Mail | None


class Messages(Schema):
    items: list[Message]
    next: str | None


class Thread(Schema):
    """One line of talk on one channel; `open_case` is the number of the case that receives its words.

    No case receives a `group`; `name` is what the group is called, or the subject of a mail.
    """

    id: str
    channel: str
    kind: Literal["person", "group", "mail"]
    name: str
    person: Named | None
    last_message_at: str | None
    window_closes_at: str | None
    open_case: int | None


class Threads(Schema):
    items: list[Thread]
    next: str | None
