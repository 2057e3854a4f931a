"""What did Outlook pack into `winmail.dat`? Its files and its text (MS-OXTNEF)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from recado.desk.channels.email import charsets

SIGNATURE = 0x223E9F78
NEW_FILE, FILE_TITLE, FILE_BYTES, FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
BODY, MESSAGE_PROPERTIES = 0x800C, 0x9003
LONG_NAME, MIME_TAG, HTML = 0x3707, 0x370E, 0x1013
STRINGS = (0x1E, 0x1F)
SIZES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}


@dataclass
class Packed:
    """One file of the pack."""

    name: str = ""
    mime: str = ""
    content: bytes = b""


@dataclass
class Pack:
    """What was in it; `html` and `text` are empty where there was none."""

    files: list[Packed] = field(default_factory=list)
    text: str = ""
    html: bytes = b""


def unpack(raw: bytes) -> Pack | None:
    """The pack; None where these bytes are none. What is cut off is left out."""
    if len(raw) < 6 or struct.unpack_from("<I", raw)[0] != SIGNATURE:
        return None
    pack = Pack()
    for attribute, content in _attributes(raw):
        if attribute == NEW_FILE:
            pack.files.append(Packed())
        elif attribute == BODY:
            pack.text = charsets.decode(content.rstrip(b"\0"))
        elif attribute == MESSAGE_PROPERTIES:
            pack.html = next((value for tag, value in _properties(content) if tag == HTML), b"")
        elif pack.files:
            _describe(pack.files[-1], attribute, content)
    return pack


def _describe(file: Packed, attribute: int, content: bytes) -> None:
    if attribute == FILE_TITLE:
        file.name = file.name or charsets.decode(content.rstrip(b"\0"))
    elif attribute == FILE_BYTES:
        file.content = content
    elif attribute == FILE_PROPERTIES:
        for tag, value in _properties(content):
            if tag == LONG_NAME:
                file.name = value.decode("utf-8", "replace")
            elif tag == MIME_TAG:
                file.mime = value.decode("ascii", "replace").lower()


def _attributes(raw: bytes) -> Iterator[tuple[int, bytes]]:
    place = 6
    while place + 9 <= len(raw):
        _level, attribute, _type, length = struct.unpack_from("<BHHI", raw, place)
        content = raw[place + 9 : place + 9 + length]
        if len(content) < length:
            return
        yield attribute, content
        place += 9 + length + 2


def _properties(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and bytes of each MAPI property that is a text or bytes; strings come as UTF-8."""
    try:
        yield from _read_properties(raw)
    except (struct.error, IndexError):
        return


def _read_properties(raw: bytes) -> Iterator[tuple[int, bytes]]:
    (count,) = struct.unpack_from("<I", raw)
    place = 4
    for _ in range(min(count, 2000)):
        kind, tag = struct.unpack_from("<HH", raw, place)
        place += 4
        if tag >= 0x8000:
            place = _after_name(raw, place)
        many, kind = bool(kind & 0x1000), kind & 0x0FFF
        if kind in SIZES:
            number = struct.unpack_from("<I", raw, place)[0] if many else 1
            place += (4 if many else 0) + SIZES[kind] * number
            continue
        (number,) = struct.unpack_from("<I", raw, place)
        place += 4
        for _value in range(min(number, 100)):
            (length,) = struct.unpack_from("<I", raw, place)
            content = raw[place + 4 : place + 4 + length]
            place += 4 + (length + 3) // 4 * 4
            yield tag, _text(kind, content) if kind in STRINGS else content


def _text(kind: int, content: bytes) -> bytes:
    if kind == 0x1F:
        return content.decode("utf-16-le", "replace").rstrip("\0").encode()
    return charsets.decode(content.rstrip(b"\0")).encode()


def _after_name(raw: bytes, place: int) -> int:
    (named,) = struct.unpack_from("<I", raw, place + 16)
    (extra,) = struct.unpack_from("<I", raw, place + 20)
    return place + 24 + ((extra + 3) // 4 * 4 if named == 1 else 0)
