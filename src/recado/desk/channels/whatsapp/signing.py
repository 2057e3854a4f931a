"""Is a delivery truly from Meta: its HMAC over the raw bytes."""

import hashlib
import hmac
from collections.abc import Mapping

HEADER = "x-hub-signature-256"


def genuine(body: bytes, headers: Mapping[str, str], secrets: Mapping[str, str]) -> bool:
    """Whether the header carries the HMAC-SHA256 of the raw body with the app secret. Constant time.

    The header reads ``sha256=<64 hex digits>``; its name is compared without regard to case.
    """
    secret = secrets.get("app_secret", "")
    given = next((value for name, value in headers.items() if name.lower() == HEADER), None)
    if not secret or given is None:
        return False
    return hmac.compare_digest(_expected(body, secret), given.strip().lower().encode("utf-8", "replace"))


def signature(body: bytes, secret: str) -> str:
    """The header's value for this body."""
    return _expected(body, secret).decode()


def _expected(body: bytes, secret: str) -> bytes:
    return b"sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest().encode()
