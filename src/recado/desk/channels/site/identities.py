"""Who does the site say this visitor is? A signed text (JWT, HS256: RFC 7519) with the channel's identity secret.

The site's own server makes it, for instance in Python:

    import base64, hashlib, hmac, json, time

    def token(email: str, name: str, secret: str) -> str:
        def part(raw: bytes) -> str:
            return base64.urlsafe_b64encode(raw).decode().rstrip("=")

        head = part(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
        body = part(json.dumps({"email": email, "name": name, "exp": int(time.time()) + 300}).encode())
        signed = hmac.digest(secret.encode(), f"{head}.{body}".encode(), "sha256")
        return f"{head}.{body}.{part(signed)}"
"""

import base64
import binascii
import hmac
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LONGEST_LIFE = timedelta(days=1)
EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]{1,64}@[^@\s\x00-\x1f\x7f]{1,190}\.[^@\s\x00-\x1f\x7f.]{1,63}")


class Invalid(ValueError):
    """The text names nobody; `str()` says why, for the site's developer."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the site vouches for."""

    email: str
    name: str = ""


def read(token: str, secret: str, at: datetime) -> Identity:
    """Who it is. `exp` must be given and lie within a day. Raises Invalid."""
    head, body, signature = (*token.split("."), "", "", "")[:3]
    if not secret:
        raise Invalid("this channel has no identity secret")
    if _json(head).get("alg") != "HS256":
        raise Invalid("it must be signed with HS256")
    expected = hmac.digest(secret.encode(), f"{head}.{body}".encode("utf-8", "replace"), "sha256")
    if not hmac.compare_digest(expected, _bytes(signature)):
        raise Invalid("the signature does not fit the channel's identity secret")
    return _identity(_json(body), at)


def is_mail(text: str) -> bool:
    """Whether it looks like an address of mail."""
    return EMAIL.fullmatch(text) is not None


def _identity(claims: dict[str, Any], at: datetime) -> Identity:
    expires, email, name = claims.get("exp"), claims.get("email"), claims.get("name", "")
    if not isinstance(expires, int | float) or not at.timestamp() < expires <= (at + LONGEST_LIFE).timestamp():
        raise Invalid("exp must lie ahead, a day at the most")
    if not isinstance(email, str) or not is_mail(email.strip()):
        raise Invalid("email is missing or is none")
    return Identity(email.strip().lower(), " ".join(name.split())[:200] if isinstance(name, str) else "")


def _json(part: str) -> dict[str, Any]:
    try:
        found = json.loads(_bytes(part))
    except ValueError as wrong:
        raise Invalid("it is no JWT") from wrong
    if not isinstance(found, dict):
        raise Invalid("it is no JWT")
    return found


def _bytes(part: str) -> bytes:
    try:
        return base64.b64decode(part.encode("ascii") + b"=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error) as wrong:
        raise Invalid("it is no JWT") from wrong
