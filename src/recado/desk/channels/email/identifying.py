"""Which mail of ours is meant? Message-IDs and reply addresses that we know again, even after a restore.

Both carry their thread and a seal that nobody makes without the key of the house. Mail programs and relays change
case, add spaces, angle brackets and tags; none of that matters here.
"""

import base64
import hashlib
import hmac
import re

from recado.desk.core import mail_addresses

LONG = 12  # characters of a seal: 60 bits, of which nobody guesses enough by sending mail
OURS = re.compile(r"<?\s*desk\.([1-9]\d{0,17})\.([1-9]\d{0,17})\.([a-z2-7]{12})@[^\s<>@]+\s*>?", re.IGNORECASE)
TOKEN = re.compile(r"(?:.*\+)?c-([1-9]\d{0,17})-([a-z2-7]{12})@[^\s<>@]+", re.IGNORECASE)


def message_id(thread: int, message: int, address: str, key: str) -> str:
    """The Message-ID of a message that leaves from this address, with its angle brackets."""
    host = mail_addresses.domain(address.rpartition("@")[2])
    return f"<desk.{thread}.{message}.{_seal(f'{thread}.{message}', key)}@{host}>"


def ours(message_id: str, key: str) -> tuple[int, int] | None:
    """The thread and the message that a Message-ID names; None where this house did not write it."""
    found = OURS.fullmatch(message_id.strip())
    if not found:
        return None
    thread, message = int(found[1]), int(found[2])
    return (thread, message) if _is_sealed(found[3], f"{thread}.{message}", key) else None


def token(address: str, thread: int, key: str) -> str:
    """The address under which answers to this thread are known: ``soporte+c-7-…@example.org``."""
    local, _at, host = address.rpartition("@")
    return f"{local.partition('+')[0]}+c-{thread}-{_seal(str(thread), key)}@{mail_addresses.domain(host)}"


def token_of(address: str, key: str) -> int | None:
    """The thread that a mail to this address answers; None where it carries no token of this house."""
    found = TOKEN.fullmatch(address.strip().strip("<>"))
    if not found:
        return None
    thread = int(found[1])
    return thread if _is_sealed(found[2], str(thread), key) else None


def house(key: str) -> str:
    """How our own mail is known when it comes back under another Message-ID: the value of ``X-Desk-Loop``."""
    return _seal("house", key)


def _seal(text: str, key: str) -> str:
    secret = hashlib.sha256(b"recado mail\0" + key.encode()).digest()
    return base64.b32encode(hmac.digest(secret, text.encode(), "sha256")).decode().lower()[:LONG]


def _is_sealed(seal: str, text: str, key: str) -> bool:
    return hmac.compare_digest(seal.lower(), _seal(text, key))
