"""May this browser follow the desk live? A short signed text that a page carries and a process without Django reads."""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from recado.desk.journal.cursors import Cursor
from recado.desk.staff.seeing import Sight

LASTS = timedelta(hours=1)
PURPOSE = b"recado live ticket"


class Invalid(Exception):
    """Forged, damaged or run out: the page may ask for a new one."""


class Ticket:
    """Who holds it, until when, and from where in the journal his page needs to know."""

    def __init__(self, sight: Sight, expires_at: float, after: Cursor | None) -> None:
        self.sight, self.expires_at, self.after = sight, expires_at, after


def issue(agent: int, teams: Iterable[int], sees_all: bool, key: str, now: datetime, after: str = "") -> str:
    """A ticket of one hour. `key` is that of the house; `after` a cursor taken before the page was read."""
    expires = int((now + LASTS).timestamp())
    claims = json.dumps([agent, sorted(teams), int(sees_all), expires, after], separators=(",", ":")).encode()
    return f"{_text(claims)}.{_text(_signed(claims, key))}"


def read(ticket: str, key: str, now: datetime) -> Ticket:
    """The ticket, opened. Raises Invalid."""
    claims, _, signature = ticket.partition(".")
    try:
        given, signed = _bytes(claims), _bytes(signature)
    except (ValueError, binascii.Error) as damaged:
        raise Invalid from damaged
    if not hmac.compare_digest(_signed(given, key), signed):
        raise Invalid
    agent, teams, sees_all, expires, after = json.loads(given)
    if expires <= now.timestamp():
        raise Invalid
    return Ticket(Sight(agent, bool(sees_all), frozenset(teams)), expires, Cursor.parse(after) if after else None)


def _signed(claims: bytes, key: str) -> bytes:
    return hmac.digest(hashlib.sha256(PURPOSE + key.encode()).digest(), claims, "sha256")


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
