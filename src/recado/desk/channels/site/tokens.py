"""Who is this visitor? A signed text that his browser keeps and every request brings; no cookie, no Django."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

LASTS = timedelta(days=365)
KNOWN_FOR = timedelta(days=1)
"""Who was named by the site is so for a day; his page names him anew each time it is loaded."""
FILES_FOR = timedelta(hours=24)
PURPOSE = b"recado site "


class Invalid(Exception):
    """Forged, damaged, run out or of another channel."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A visitor of one channel; with an `email` the site vouched for him."""

    channel: int
    id: str
    email: str = ""
    name: str = ""


def fresh(channel: int) -> Visitor:
    """Somebody nobody knows."""
    return Visitor(channel, "v" + secrets.token_urlsafe(15))


def vouched(channel: int, email: str, name: str, key: str) -> Visitor:
    """Who the site says it is: the same on all his devices. `key` is that of the house."""
    digest = hmac.digest(_key(key, b"person"), f"{channel} {email}".encode(), "sha256")
    return Visitor(channel, "k" + _text(digest[:15]), email, name)


def issue(visitor: Visitor, key: str, at: datetime) -> str:
    """The visitor as a text that only this house can write."""
    expires = int((at + (KNOWN_FOR if visitor.email else LASTS)).timestamp())
    claims = [visitor.channel, visitor.id, expires, visitor.email, visitor.name]
    raw = json.dumps(claims, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")
    return f"{_text(raw)}.{_text(hmac.digest(_key(key, b'visitor'), raw, 'sha256'))}"


def read(token: str, channel: int, key: str, at: datetime) -> Visitor:
    """Who brings it. Raises Invalid."""
    claims, _, signature = token.partition(".")
    try:
        raw, signed = _bytes(claims), _bytes(signature)
    except (ValueError, binascii.Error) as damaged:
        raise Invalid from damaged
    if not hmac.compare_digest(hmac.digest(_key(key, b"visitor"), raw, "sha256"), signed):
        raise Invalid
    of, id_, expires, email, name = json.loads(raw)
    if of != channel or expires <= at.timestamp():
        raise Invalid
    return Visitor(of, id_, email, name)


def file_word(attachment: int, until: int, key: str) -> str:
    """The word that opens one file until then (seconds since 1970), for a picture's address."""
    digest = hmac.digest(_key(key, b"file"), f"{attachment} {until}".encode(), "sha256")
    return f"{until}.{_text(digest[:18])}"


def opens(word: str, attachment: int, key: str, at: datetime) -> bool:
    """Whether the word opens that file now."""
    until, _, _ = word.partition(".")
    if not (until.isascii() and until.isdigit() and len(until) < 12) or int(until) <= at.timestamp():
        return False
    return hmac.compare_digest(file_word(attachment, int(until), key).encode(), word.encode("utf-8", "replace"))


def upload_word(sha256: str, visitor: str, key: str) -> str:
    """Proves that this visitor handed the bytes over, so that nobody is given a file for knowing its hash."""
    return _text(hmac.digest(_key(key, b"upload"), f"{visitor} {sha256}".encode(), "sha256")[:18])


def _key(key: str, purpose: bytes) -> bytes:
    return hashlib.sha256(PURPOSE + purpose + b" " + key.encode()).digest()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
