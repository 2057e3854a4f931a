"""What stands behind the semicolons of a header field? Parameters in all their spellings (RFC 2045, 2231, 2047)."""

import re
from urllib.parse import unquote_to_bytes

from recado.desk.channels.email import charsets, words

PARAMETER = re.compile(rb""";\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))""")
PIECE = re.compile(r"([^*]+)(?:\*(\d+))?(\*)?")


def value(field: bytes) -> str:
    """What stands before the first semicolon, in lower case."""
    return field.split(b";")[0].strip().strip(b"\"'").decode("ascii", "replace").lower()


def read(field: bytes) -> dict[str, str]:
    """Parameter names in lower case and their values, continued and encoded ones put together; the first one holds."""
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, bytes]]] = {}
    for found in PARAMETER.finditer(field):
        name = found.group(1).decode("ascii", "replace").lower()
        raw = re.sub(rb"\\(.)", rb"\1", found.group(2)) if found.group(2) is not None else found.group(3).strip()
        shape = PIECE.fullmatch(name)
        if "*" in name and shape:
            place = int(shape.group(2)[:4]) if shape.group(2) else 0
            pieces.setdefault(shape.group(1), []).append((place, bool(shape.group(3)), raw))
        else:
            plain.setdefault(name, words.decode(raw))
    return plain | {name: _joined(found) for name, found in pieces.items()}


def _joined(pieces: list[tuple[int, bool, bytes]]) -> str:
    """RFC 2231: ``charset'language'text`` at the first piece, percent signs where a piece says so."""
    charset = ""
    text = b""
    for place, (_number, encoded, raw) in enumerate(sorted(pieces, key=lambda piece: piece[0])):
        if encoded and place == 0 and raw.count(b"'") >= 2:
            name, _language, raw = raw.split(b"'", 2)
            charset = name.decode("ascii", "replace")
        text += unquote_to_bytes(raw) if encoded else raw
    return charsets.decode(text, charset) if charset else words.decode(text)
