"""Did a browser open this form a moment ago, and did it take the trouble of a proof? Pure; no cookie."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

SOONEST, LATEST = timedelta(seconds=2), timedelta(hours=24)
BITS = 14
"""Leading zero bits of the proof: some sixteen thousand hashes, under a second in a browser."""


class Stale(Exception):
    """Forged, too old, or sent faster than anybody writes."""


def issue(form: str, key: str, at: datetime) -> str:
    """A ticket of this form, which is also the id of the message to come: twice sent is once."""
    begun = f"{int(at.timestamp())}.{secrets.token_urlsafe(9)}"
    return f"{begun}.{_signed(form, begun, key)}"


def read(ticket: str, form: str, key: str, at: datetime) -> str:
    """The id of the message. Raises Stale."""
    begun, _, signature = ticket.rpartition(".")
    if not hmac.compare_digest(_signed(form, begun, key).encode(), signature.encode("utf-8", "replace")):
        raise Stale
    since, _, id_ = begun.partition(".")
    age = at.timestamp() - int(since)
    if not SOONEST.total_seconds() <= age <= LATEST.total_seconds():
        raise Stale
    return id_


def is_proof(ticket: str, proof: str) -> bool:
    """Whether SHA-256 of ``ticket:proof`` begins with BITS zero bits."""
    if not proof.isascii() or not proof.isdigit() or len(proof) > 12:
        return False
    digest = hashlib.sha256(f"{ticket}:{proof}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - BITS) == 0


def _signed(form: str, begun: str, key: str) -> str:
    known = hashlib.sha256(b"recado site form " + key.encode()).digest()
    return hmac.new(known, f"{form} {begun}".encode("utf-8", "replace"), "sha256").hexdigest()[:32]
