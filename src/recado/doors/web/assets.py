"""Under which address is a static file served? With the hash of its bytes, so that an update arrives at once."""

import hashlib
from functools import cache

from recado.doors.web import bundling
from recado.doors.web.bundling import ROOT, SCRIPTS, STYLES


@cache
def address(path: str) -> str:
    """`js/tabs.js` → `/static/js/tabs.js?v=…`; the file is read once a process."""
    read = bundling.bundle(path) if bundling.parts(path) else (ROOT / path).read_bytes()
    return f"/static/{path}?v={hashlib.sha256(read).hexdigest()[:12]}"


def styles() -> tuple[str, ...]:
    """All sheets."""
    return (address(STYLES),)


def scripts() -> tuple[str, ...]:
    """All behaviours, after the one vendored library and the words they all use."""
    return (address(SCRIPTS),)
