"""The port between the desk and its adapters: what both know of each other, facts in and orders out."""

from collections.abc import Sequence
from typing import Protocol

from recado.desk.channels.facts import (
    MAIL_OFFERED,
    AccountNotice,
    Edit,
    Fact,
    Handle,
    Json,
    Media,
    Message,
    Reaction,
    Receipt,
    Revoked,
    TemplateNotice,
    Unknown,
)
from recado.desk.channels.mail_facts import Enclosure, Failed, Mail, Mailbox, Vouched
from recado.desk.channels.orders import (
    Abilities,
    Accepted,
    Account,
    Fetched,
    FileLimit,
    Outbound,
    OutboundFile,
    OutboundMail,
    OutboundTemplate,
    Probe,
    ProviderTemplate,
    Step,
    Turned,
)

__all__ = [
    "MAIL_OFFERED",
    "Abilities",
    "Accepted",
    "Account",
    "AccountNotice",
    "Adapter",
    "Ambiguous",
    "Edit",
    "Enclosure",
    "Fact",
    "Failed",
    "Fetched",
    "FileLimit",
    "Handle",
    "Json",
    "Mail",
    "Mailbox",
    "Media",
    "Message",
    "Outbound",
    "OutboundFile",
    "OutboundMail",
    "OutboundTemplate",
    "Probe",
    "ProviderTemplate",
    "Reaction",
    "Receipt",
    "Refused",
    "Revoked",
    "Step",
    "TemplateNotice",
    "Turned",
    "Unknown",
    "Unreachable",
    "Unreadable",
    "Vouched",
]


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


class Adapter(Protocol):
    """One kind of channel. Network verbs raise Refused, Unreachable or Ambiguous."""

    kind: str
    stable_kind: str
    abilities: Abilities

    def read(self, body: bytes) -> list[Fact]: ...
    def number_id(self, settings: Json) -> str: ...
    def realm(self, settings: Json) -> str: ...
    def send(self, account: Account, message: Outbound) -> Accepted: ...
    def mark_read(self, account: Account, provider_id: str) -> None: ...
    def fetch(self, account: Account, media: Media, limit: int) -> Fetched: ...
    def templates(self, account: Account) -> list[ProviderTemplate]: ...
    def probe(self, account: Account) -> Probe: ...
    def explain_error(self, code: str, detail: str) -> Sequence[str]: ...
    def consequence(self, code: str) -> str: ...
    def cure(self, code: str) -> str: ...
    def wait(self, code: str, attempts: int) -> float: ...
