"""Files that stand in a text between `begin` and `end` (uuencode, as old programs send them)."""

import binascii
import re

BLOCK = re.compile(rb"(?:\A|(?<=\n)|(?<=\r))begin(?:-base64)? ([0-7]{3,4}) ([^\r\n]+)\r?\n(.*?)\r?\n(?:end|====)[ \t]*(?=\r|\n|\Z)", re.S)


def first(body: bytes) -> bytes | None:
    """The bytes of the first file; None where there is none that can be read."""
    return next((content for _name, content, _at in found(body)), None)


def found(body: bytes) -> list[tuple[bytes, bytes, tuple[int, int]]]:
    """Name, bytes and place of each file; a block that is none is left as the text it is."""
    blocks = []
    for block in BLOCK.finditer(body) if b"begin" in body else ():
        content = _decoded(block.group(3))
        if content is not None:
            blocks.append((block.group(2).strip(), content, block.span()))
    return blocks


def _decoded(text: bytes) -> bytes | None:
    lines = []
    for line in text.splitlines():
        try:
            lines.append(_line(line))
        except (binascii.Error, ValueError):
            return None
    return b"".join(lines)


def _line(line: bytes) -> bytes:
    if not line.strip():
        return b""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders send more than the length says.
        length = ((line[0] - 32) & 63) * 4
        return binascii.a2b_uu(line[: 1 + (length + 2) // 3])
