"""What the desk asks of a provider and gets back: abilities, orders to send, answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from recado.desk.channels.facts import Json
from recado.desk.channels.mail_facts import Mailbox


@dataclass(frozen=True, slots=True)
class FileLimit:
    """What a channel carries: `kind` as the provider sorts files, `mimes` allowed, `bytes` at the most."""

    kind: Literal["image", "video", "audio", "document", "sticker"]
    mimes: tuple[str, ...]
    bytes: int


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can do; composer, checks, API and docs read it.

    `per_second` is the most a number may send; one message each `pair_every` seconds may go to one person, with
    `pair_burst` of them borrowed from the future. `give_up_hours`: how long a message may wait to leave.
    `files_together`: several files travel in one message. `mail`: it has a subject, copies and a chain of answers.
    """

    text_limit: int
    caption_limit: int
    files: tuple[FileLimit, ...]
    templates: bool
    window_hours: int | None
    voice: bool
    groups: bool
    starts_first: bool
    reactions: bool
    read_receipts: bool
    per_second: float | None = None
    pair_every: float | None = None
    pair_burst: int = 1
    give_up_hours: int = 24
    files_together: bool = False
    mail: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """A channel as its adapter sees it: public settings and opened secrets. `renewed` keeps a secret, by its name, that
    the provider gave anew."""

    key: str
    settings: Json
    secrets: dict[str, str]
    renewed: Callable[[str, str], None] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class OutboundFile:
    """A file to send; `path` lies on this machine. `content_id`: the page of a mail shows it in place."""

    path: str
    mime: str
    name: str
    voice: bool = False
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class OutboundTemplate:
    """A template by name and language with its values in order; `named` and `places` as its ProviderTemplate says."""

    name: str
    language: str
    values: tuple[str, ...]
    named: tuple[str, ...] | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutboundMail:
    """What a mail has beside its words. Message-IDs stand with their angle brackets, `references` from first to last.

    `html` is clean, empty where the text says it all. `automatic` is empty for what a person wrote, else the word of
    ``Auto-Submitted``; such a mail has no return path. `house` tells our own mail when it comes back to us. `tries`
    counts how often it was tried, this one among them.
    """

    message_id: str
    subject: str
    sender: Mailbox
    to: tuple[Mailbox, ...]
    at: datetime
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    html: str = ""
    signature: str = ""
    separator: str = ""
    quoted: str = ""
    quoted_by: str = ""
    automatic: str = ""
    house: str = ""
    files: tuple[OutboundFile, ...] = ()
    tries: int = 1


@dataclass(frozen=True, slots=True)
class Outbound:
    """One message to leave. `phone` or `stable` says to whom; `ours` comes back in receipts."""

    phone: str | None
    stable: str | None
    ours: str
    text: str | None = None
    file: OutboundFile | None = None
    template: OutboundTemplate | None = None
    reply_to: str | None = None
    reaction: tuple[str, str] | None = None
    group: str | None = None
    mail: OutboundMail | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """One of several whom a message will not reach; `code` and `detail` as in Refused."""

    address: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took it: its id for the message, how it names the person, and whom of several it turned away."""

    id: str
    phone: str | None = None
    stable: str | None = None
    turned: tuple[Turned, ...] = ()


@dataclass(frozen=True, slots=True)
class ProviderTemplate:
    """A template as the provider lists it; `placeholders` counts every value that must be given, in order.

    `named` gives their names if they have any, `places` where each goes: ``header``, ``header:image`` (a link),
    ``body``, ``button:0``; empty means that all stand in the body.
    """

    name: str
    language: str
    state: str
    category: str
    body: str
    placeholders: int
    named: tuple[str, ...] | None
    components: list[Json]
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One of several things that were tried; `advice` says what to do when not ok, `reason` is kept then."""

    ok: bool
    said: str
    advice: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a look at the provider showed; `advice` says what to do when not ok. `steps` where several were taken.

    `reason` is what is kept when not ok, in the form of `reasons`; without one what was said is kept.
    """

    ok: bool
    said: str
    advice: str = ""
    quality: str | None = None
    limit: str | None = None
    steps: tuple[Step, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file of the provider, now on this machine at `path` (a temporary file)."""

    path: str
    mime: str | None
    bytes: int
