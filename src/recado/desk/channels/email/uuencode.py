"""Files that stand in a text between `begin` and `end` (uuencode, as old programs send them)."""

import binascii
import re

BEGIN = re.compile(rb"^begin ([0-7]{3,4}) ([^\r\n]{1,255})\r?\n", re.MULTILINE)
END = re.compile(rb"^end[ \t]*\r?$", re.MULTILINE)
MOST = 200


def first(body: bytes) -> bytes | None:
    """The bytes of the first file; None where there is none that can be read."""
    return next((content for _name, content, _at in found(body)), None)


def found(body: bytes) -> list[tuple[bytes, bytes, tuple[int, int]]]:
    """Name, bytes and place of each file; a block that is none is left as the text it is."""
    blocks: list[tuple[bytes, bytes, tuple[int, int]]] = []
    place = 0
    while len(blocks) < MOST and (begin := BEGIN.search(body, place)):
        end = END.search(body, begin.end())
        if end is None:
            break
        content = _decoded(body[begin.end() : end.start()])
        place = begin.end() if content is None else end.end()
        if content is not None:
            blocks.append((begin.group(2).strip(), content, (begin.start(), end.end())))
    return blocks


def _decoded(text: bytes) -> bytes | None:
    lines = []
    for line in text.splitlines():
        try:
            lines.append(_line(line) if line.strip() else b"")
        except binascii.Error:
            return None
    return b"".join(lines)


def _line(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders send more than the length says.
        length = ((line[0] - 32) & 63) * 4
        return binascii.a2b_uu(line[: 1 + (length + 2) // 3])
