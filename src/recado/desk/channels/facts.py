"""What a provider told: facts in the desk's own words, frozen, with no field of any provider."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from recado.desk.channels.mail_facts import Mail

type Json = dict[str, Any]

MAIL_OFFERED = "mail_offered"
"""What an AccountNotice is called with which somebody left a mail address for the answer: `more` has email, agreed."""


@dataclass(frozen=True, slots=True)
class Handle:
    """Names of one person on a channel; all belong to the same person.

    `wa_id`-like names are `phone` (digits as the provider writes them); `stable` is a provider's own id
    for a person (a BSUID); `email` an address of mail that stands beside it; `username` and `name` are for show
    only, never keys.
    """

    phone: str | None = None
    stable: str | None = None
    name: str | None = None
    username: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A file that the provider keeps for us. `sha256` as given by the provider (base64), `bytes` if told.

    `kept` is the hash, in hex, of a file whose bytes the house has already: nothing is fetched.
    """

    id: str | None
    mime: str | None = None
    sha256: str | None = None
    filename: str | None = None
    voice: bool = False
    caption: str | None = None
    url: str | None = None
    kept: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """Somebody said something. `to` is the provider's id of our number; `echo` means the house said it elsewhere.

    `mail` is there where it is a mail; `text` is then what was written now.
    """

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
    mail: Mail | None = None


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
