"""Let a newcomer in without typing: the demo's link, which logs its first agent in for as long as this demo runs."""

import hashlib
import hmac
import os
import secrets

VARIABLE = "RECADO_DEMO"


def made() -> str:
    """A new secret for the link. What the processes of the house are told is its digest alone."""
    secret = secrets.token_urlsafe(24)
    os.environ[VARIABLE] = _digest(secret)
    return secret


def forget() -> None:
    """A house that is no demo has no such link, whatever it was told."""
    os.environ.pop(VARIABLE, None)


def is_open() -> bool:
    """Whether this house has the link."""
    return bool(os.environ.get(VARIABLE))


def opens(secret: str) -> bool:
    return is_open() and hmac.compare_digest(_digest(secret), os.environ[VARIABLE])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
