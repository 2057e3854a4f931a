"""What does the text of a header field say? Encoded words and raw bytes side by side (RFC 2047)."""

import base64
import binascii
import re

from recado.desk.channels.email import charsets

WORD = re.compile(rb"=\?([^?\s*]{1,60})(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")


def decode(raw: bytes) -> str:
    """The text on one line. Words in one charset are joined before they are read: a letter may be cut between them."""
    if b"=?" not in raw:
        return " ".join(charsets.decode(raw).split()) if raw else ""
    runs: list[tuple[str | None, bytes]] = []
    place = 0
    for found in WORD.finditer(raw):
        between = raw[place : found.start()]
        if between.strip() or not runs or runs[-1][0] is None:
            runs.append((None, between))
        _add(runs, found.group(1).decode("ascii", "replace").lower(), _meant(found.group(2), found.group(3)))
        place = found.end()
    runs.append((None, raw[place:]))
    return " ".join("".join(charsets.decode(text, charset) for charset, text in runs).split())


def _add(runs: list[tuple[str | None, bytes]], charset: str, text: bytes) -> None:
    if runs and runs[-1][0] == charset and not charset.startswith(("iso-2022", "utf-7", "utf-16")):
        runs[-1] = charset, runs[-1][1] + text
    else:
        runs.append((charset, text))


def _meant(encoding: bytes, text: bytes) -> bytes:
    if encoding in b"qQ":
        return binascii.a2b_qp(text.replace(b" ", b"_"), header=True)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", text)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))
