"""Under which address is a static file served? With the hash of its bytes, so that an update arrives at once."""

import hashlib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent / "static"


@cache
def address(path: str) -> str:
    """`js/tabs.js` → `/static/js/tabs.js?v=…`; the file is read once a process."""
    digest = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={digest}"


@cache
def styles() -> tuple[str, ...]:
    """Every sheet, tokens first: linked one by one so that they load side by side."""
    sheets = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "components").glob("*.css"))
    return tuple(address(path) for path in ("tokens.css", "accents.css", *sheets))


@cache
def scripts() -> tuple[str, ...]:
    """Every behaviour, after the one vendored library and the words they all use."""
    behaviours = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "js").glob("*-*.js"))
    return tuple(address(path) for path in ("vendor/htmx.min.js", "js/recado.js", *behaviours))
