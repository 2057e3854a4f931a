"""What is the one script that a site embeds? The widget's pieces and its words, joined and packed once."""

import gzip
import hashlib
import json
import tomllib
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from recado.desk.channels.site.looks import Looks

HERE = Path(__file__).parent
PIECES = ("wire.js", "talk.js", "drawing.js", "panel.js", "element.js")
FORM = ("form.css", "form.js")
KEPT_FOR = "public, max-age=300"
SAFE = {
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": KEPT_FOR,
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
    "vary": "accept-encoding",
}


def answer(scope: Scope) -> Response:
    """The script; nothing of it depends on who asks."""
    if scope["method"] not in ("GET", "HEAD"):
        return Response("Only to be read.", 405, {"allow": "GET, HEAD"})
    headers, (plain, packed, tag) = Headers(scope=scope), _joined()
    known = {**SAFE, "etag": tag}
    if headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=known)
    if "gzip" in headers.get("accept-encoding", ""):
        return Response(packed, headers={**known, "content-encoding": "gzip"})
    return Response(plain, headers=known)


def form(name: str, looks: Looks) -> Response:
    """The style or the script of the forms; the style in the channel's colour."""
    known = {**SAFE, "cross-origin-resource-policy": "same-origin"}
    plain = (HERE / "form" / name).read_text("utf-8")
    if name.endswith(".css"):
        known["content-type"] = "text/css; charset=utf-8"
        plain = f":root {{ --accent: {looks.colour}; --on-accent: {ink(looks.colour)}; }}\n{plain}"
    return Response(plain, headers=known)


def ink(colour: str) -> str:
    """Black or white, whichever is better read on the colour (WCAG 2, relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return "#000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "#fff"


@cache
def words(part: str) -> dict[str, dict[str, str]]:
    """The words of a part, `widget` or `form`, by language."""
    told = tomllib.loads((HERE / "words.toml").read_text("utf-8"))
    return {language: dict(texts) for language, texts in told[part].items()}


@cache
def _joined() -> tuple[bytes, bytes, str]:
    """The bytes, the same compressed, and their tag."""
    style = (HERE / "widget" / "style.css").read_text("utf-8")
    pieces = [(HERE / "widget" / name).read_text("utf-8") for name in PIECES]
    known = {"WORDS": words("widget"), "STYLE": style}
    facts = "".join(f"const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in known.items())
    plain = ("(() => {\n'use strict';\n" + facts + "\n".join(pieces) + "\n})();\n").encode()
    return plain, gzip.compress(plain, 9, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
