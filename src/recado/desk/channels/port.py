"""What travels between the desk and an adapter: facts in, orders out, in the desk's own words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

type Json = dict[str, Any]


class Unreadable(ValueError):
    """A delivery that is not in the provider's format at all; `code` as in an error of `explain`."""

    code = "unreadable"


class Refused(Exception):
    """The provider said no for ever; `code` is a key of the adapter's table of errors."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, detail


class Unreachable(Exception):
    """Not now: try again, not before `after` seconds if given; `code` and `detail` as in Refused."""

    def __init__(self, code: str, detail: str = "", after: float | None = None) -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail, self.after = code, detail, after


class Ambiguous(Exception):
    """Nobody can know whether it left: never resend blindly."""


@dataclass(frozen=True, slots=True)
class Handle:
    """Names of one person on a channel; all belong to the same person.

    `wa_id`-like names are `phone` (digits as the provider writes them); `stable` is a provider's own id
    for a person (a BSUID); `username` and `name` are for show only, never keys.
    """

    phone: str | None = None
    stable: str | None = None
    name: str | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A file that the provider keeps for us. `sha256` as given by the provider (base64), `bytes` if told."""

    id: str | None
    mime: str | None = None
    sha256: str | None = None
    filename: str | None = None
    voice: bool = False
    caption: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Somebody said something. `to` is the provider's id of our number; `echo` means the house said it elsewhere."""

    id: str | None
    sender: Handle
    to: str | None
    at: datetime | None
    type: str
    text: str | None = None
    media: Media | None = None
    location: Json | None = None
    contacts: list[Json] | None = None
    reply_to: str | None = None
    button: Json | None = None
    group: str | None = None
    forwarded: bool = False
    referral: Json | None = None
    errors: list[Json] = field(default_factory=list)
    echo: bool = False
    recipient: Handle | None = None
    more: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a message of ours: sent, delivered, read, played, failed or a word we do not know."""

    id: str | None
    to: str | None
    status: str
    at: datetime | None
    recipient: Handle | None = None
    errors: list[Json] = field(default_factory=list)
    category: str | None = None
    ours: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji on a message, or None when it is taken back."""

    id: str | None
    sender: Handle
    to: str | None
    at: datetime | None
    target: str | None
    emoji: str | None
    echo: bool = False
    recipient: Handle | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A message was said anew."""

    id: str | None
    sender: Handle
    to: str | None
    at: datetime | None
    target: str | None
    text: str | None = None
    media: Media | None = None
    echo: bool = False


@dataclass(frozen=True, slots=True)
class Revoked:
    """A message was taken back."""

    id: str | None
    sender: Handle
    to: str | None
    at: datetime | None
    target: str | None
    echo: bool = False


@dataclass(frozen=True, slots=True)
class TemplateNotice:
    """The provider judged a template anew; only what it told is not None."""

    name: str | None
    language: str | None
    state: str | None = None
    reason: str | None = None
    category: str | None = None
    at: datetime | None = None
    more: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AccountNotice:
    """Something about a number, the account or a person's identity.

    `what` is one of `number_changed`, `id_changed`, `preference`, `error`, or the provider's event in the desk's
    words; `to` is None where the notice is about the whole account; `person` where it is about somebody, with
    `became` his new names.
    """

    what: str
    to: str | None = None
    at: datetime | None = None
    id: str | None = None
    person: Handle | None = None
    became: Handle | None = None
    more: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something we cannot read yet, kept whole in `raw`."""

    raw: Any
    to: str | None = None
    at: datetime | None = None
    id: str | None = None
    why: str = ""


type Fact = Message | Receipt | Reaction | Edit | Revoked | TemplateNotice | AccountNotice | Unknown


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
    `pair_burst` of them borrowed from the future.
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


@dataclass(frozen=True, slots=True)
class Account:
    """A channel as its adapter sees it: public settings and opened secrets."""

    key: str
    settings: Json
    secrets: dict[str, str]


@dataclass(frozen=True, slots=True)
class OutboundFile:
    """A file to send; `path` lies on this machine."""

    path: str
    mime: str
    name: str
    voice: bool = False


@dataclass(frozen=True, slots=True)
class OutboundTemplate:
    """A template by name and language with its values in order; `named` and `places` as its ProviderTemplate says."""

    name: str
    language: str
    values: tuple[str, ...]
    named: tuple[str, ...] | None = None
    places: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took it: its id for the message, and how it names the person."""

    id: str
    phone: str | None = None
    stable: str | None = None


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
class Probe:
    """What a look at the provider showed; `advice` says what to do when not ok."""

    ok: bool
    said: str
    advice: str = ""
    quality: str | None = None
    limit: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file of the provider, now on this machine at `path` (a temporary file)."""

    path: str
    mime: str | None
    bytes: int


class Adapter(Protocol):
    """One kind of channel. Network verbs raise Refused, Unreachable or Ambiguous."""

    kind: str
    abilities: Abilities

    def genuine(self, body: bytes, headers: dict[str, str], secrets: dict[str, str]) -> bool: ...
    def read(self, body: bytes) -> list[Fact]: ...
    def number_id(self, settings: Json) -> str: ...
    def send(self, account: Account, message: Outbound) -> Accepted: ...
    def mark_read(self, account: Account, provider_id: str) -> None: ...
    def fetch(self, account: Account, media: Media, limit: int) -> Fetched: ...
    def templates(self, account: Account) -> list[ProviderTemplate]: ...
    def probe(self, account: Account) -> Probe: ...
    def explain_error(self, code: str, detail: str) -> Sequence[str]: ...
    def consequence(self, code: str) -> str: ...
    def wait(self, code: str, attempts: int) -> float: ...


type Reader = Callable[[bytes], list[Fact]]
