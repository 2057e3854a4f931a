"""What the process was told from outside: database, data directory, key, public address."""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

NEVER = 2**31  # times that the same words are said before they are prepared unasked


def database_url() -> str:
    """The database's address; empty when none was given."""
    return os.environ.get("DATABASE_URL", "")


def data() -> Path | None:
    """The data directory, where one was given."""
    given = os.environ.get("RECADO_DATA", "")
    return Path(given) if given else None


def files() -> Path:
    """Where bytes are kept."""
    return (data() or Path.cwd() / ".data") / "files"


def public_url() -> str:
    """How the world reaches the desk, without a slash at the end."""
    return os.environ.get("RECADO_PUBLIC_URL", "").rstrip("/")


def cookie(name: str) -> str:
    """What a cookie of the desk is called: browsers keep cookies by host and not by port, so its port stands in it."""
    port = re.search(r":(\d+)$", public_url())
    return f"{name}-{port[1]}" if port else name


def mail_host() -> str:
    """How the house calls itself to mail servers; its own address for forwarded mail ends in it."""
    given = os.environ.get("RECADO_MAIL_HOST", "").strip()
    return given or urlsplit(public_url()).hostname or "localhost"


def mail_ca() -> str:
    """A file (PEM) with the authorities that vouch for mail servers of the house's own, beside those of the machine."""
    return os.environ.get("RECADO_MAIL_CA", "")


def dns() -> str:
    """The name server that is asked about mail domains, `host` or `host:port`; empty: this machine's own."""
    return os.environ.get("RECADO_DNS", "").strip()


def key() -> str:
    """The key of the house: from RECADO_KEY, else the file `key` of the data directory.

    A process that was told of neither gets a key that nobody knows: it can look at code, but open no secret.
    """
    given = os.environ.get("RECADO_KEY", "")
    if given:
        return given
    directory = data()
    if directory and (directory / "key").exists():
        return (directory / "key").read_text().strip()
    return secrets.token_hex(32)


def database() -> dict[str, Any]:
    """Django's settings for the database at DATABASE_URL."""
    url = urlsplit(database_url() or "postgresql:///recado")
    query = {name: values[-1] for name, values in parse_qs(url.query).items()}
    host = query.pop("host", None) or unquote(url.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")) or "recado",
        "USER": query.pop("user", None) or unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": query.pop("port", None) or (str(url.port) if url.port else ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "recado", "prepare_threshold": NEVER, **query},
    }
