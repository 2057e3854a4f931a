"""How does our mail carry the seal of its domain? A key, the record that tells the world of it, and the signature.

Sources: RFC 6376, RFC 8301 (RSA of 2,048 bits, SHA-256). dkimpy writes the signature.
"""

import base64
import logging
import re

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from recado.desk.channels.port import Account, Unreachable
from recado.desk.core import mail_addresses

KEY = "dkim_key"
"""The secret's name."""
SIGNED = (
    b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"in-reply-to", b"references", b"reply-to",
    b"mime-version", b"content-type", b"content-transfer-encoding", b"auto-submitted",
)  # fmt: skip
QUIET = logging.getLogger("recado.dkim")


def make() -> str:
    """A new key (PEM)."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode()


def record(key: str) -> str:
    """What stands in the DNS for it."""
    opened = serialization.load_pem_private_key(key.encode(), None)
    shown = opened.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return f"v=DKIM1; k=rsa; p={base64.b64encode(shown).decode()}"


def is_same(ours: str, found: str) -> bool:
    """Whether two records name the same key."""
    return bool(_named(ours)) and _named(ours) == _named(found)


def place(selector: str, domain: str) -> str:
    """The name of the record."""
    return f"{selector}._domainkey.{mail_addresses.domain(domain)}"


def signed(account: Account, sender: str, raw: bytes) -> bytes:
    """The mail with its seal in front, where this channel signs and the sender is of its domain; else as it was.

    Raises Unreachable: ``signing``. What the channel says it signs does not leave without.
    """
    said = account.settings.get("dkim") or {}
    domain = str(said.get("domain") or "")
    if not said.get("on") or not domain or mail_addresses.domain(sender.rpartition("@")[2]) != domain:
        return raw
    try:
        seal = dkim.sign(
            raw, str(said["selector"]).encode(), domain.encode(), account.secrets[KEY].encode(),
            canonicalize=(b"relaxed", b"relaxed"), include_headers=_there(raw), logger=QUIET,
        )  # fmt: skip
    except (KeyError, ValueError, dkim.DKIMException) as wrong:
        raise Unreachable("signing", str(wrong)) from wrong
    return bytes(seal) + raw


def _there(raw: bytes) -> list[bytes]:
    """Which fields are signed: those that stand there, and From once more, so that nobody adds another."""
    head = raw.partition(b"\r\n\r\n")[0].lower()
    return [name for name in SIGNED if re.search(rb"(?:^|\r\n)" + name + rb":", head)] + [b"from"]


def _named(record: str) -> str:
    found = re.search(r"(?:^|;)\s*p\s*=\s*([^;]*)", record)
    return "".join(found[1].split()) if found else ""
