"""How does one reach a mailbox? The servers that a channel's settings name, as typed values."""

from dataclasses import dataclass
from typing import Literal

from recado.desk.channels.port import Json

type Security = Literal["tls", "starttls", "none"]
type Auth = Literal["password", "google", "microsoft"]

INBOX = "INBOX"
LARGEST = 35 * 1024 * 1024  # bytes of a mail; beyond it only its head is fetched
PORTS = {"imap": {"tls": 993, "starttls": 143, "none": 143}, "smtp": {"tls": 465, "starttls": 587, "none": 25}}

PLACES: dict[str, dict[str, object]] = {
    "google": {
        "imap_host": "imap.gmail.com", "imap_port": 993, "imap_security": "tls",
        "smtp_host": "smtp.gmail.com", "smtp_port": 587, "smtp_security": "starttls",
    },
    "microsoft": {
        "imap_host": "outlook.office365.com", "imap_port": 993, "imap_security": "tls",
        "smtp_host": "smtp.office365.com", "smtp_port": 587, "smtp_security": "starttls",
    },
}  # fmt: skip
"""Where the providers' own servers stand."""


@dataclass(frozen=True, slots=True)
class Server:
    """One end of a mailbox: where it stands, how the line is guarded, and as whom one logs in."""

    host: str
    port: int
    security: Security
    user: str
    auth: Auth = "password"


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where mail is fetched: `from_now` leaves aside what lay there when the channel was made. `more` are folders that
    are read beside the first."""

    server: Server
    folder: str = INBOX
    from_now: bool = False
    largest: int = LARGEST
    more: tuple[str, ...] = ()

    @property
    def folders(self) -> tuple[str, ...]:
        """All that are read, each once, the first one first."""
        return tuple(dict.fromkeys((self.folder, *self.more)))


def inbox(settings: Json) -> Inbox | None:
    """Where mail of this channel is fetched; None where it comes another way."""
    given = settings.get("imap") or {}
    server = _server(settings, "imap")
    if server is None:
        return None
    largest = int(given.get("largest") or LARGEST)
    folder, more = str(given.get("folder") or INBOX), tuple(map(str, settings.get("folders") or ()))
    return Inbox(server, folder, bool(given.get("from_now")), largest, more)


def outbox(settings: Json) -> Server | None:
    """Through which server mail of this channel leaves; None where none is named."""
    return _server(settings, "smtp")


def _server(settings: Json, side: str) -> Server | None:
    given, fetched = settings.get(side) or {}, settings.get("imap") or {}
    host = str(given.get("host") or "").strip()
    if not host:
        return None
    security: Security = given.get("security") or "tls"
    user = str(given.get("user") or fetched.get("user") or settings.get("address") or "")
    auth: Auth = given.get("auth") or fetched.get("auth") or "password"
    return Server(host, int(given.get("port") or PORTS[side][security]), security, user, auth)
