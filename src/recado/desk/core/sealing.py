"""How secrets rest: sealed with the key of the house, opened only where they are used."""

import base64
import hashlib
import json

from cryptography.fernet import Fernet, InvalidToken


class WrongKey(Exception):
    """The key of the house does not open this secret."""


def seal(secrets: dict[str, str], key: str) -> str:
    """The secrets as one opaque text."""
    return _fernet(key).encrypt(json.dumps(secrets).encode()).decode()


def unseal(sealed: str, key: str) -> dict[str, str]:
    """The secrets again. Raises WrongKey."""
    if not sealed:
        return {}
    try:
        opened: dict[str, str] = json.loads(_fernet(key).decrypt(sealed.encode()))
    except InvalidToken as wrong:
        raise WrongKey(
            "The key of the house does not open this secret: restore RECADO_KEY or the file `key`."
        ) from wrong
    return opened


def fingerprint(secret: str, key: str) -> str:
    """Tells equal secrets apart from unequal ones without opening them."""
    return hashlib.blake2b(secret.encode(), key=hashlib.sha256(key.encode()).digest(), digest_size=16).hexdigest()


def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))
