"""Who is named in an address field? Read one by one, however carelessly it was written (RFC 5322 3.4)."""

import re
from dataclasses import dataclass

from recado.desk.channels.email import words

TOKEN = re.compile(
    rb'(?P<quoted>"(?:[^"\\]|\\.){0,500}+")|(?P<word>=\?[^?\s]{0,60}+\?[bBqQ]\?[^?]{0,2000}+\?=)'
    rb"|(?P<comment>\((?:[^()\\]|\\.|\([^()]{0,500}+\)){0,500}+\))|(?P<angle><[^<>]*>?)|(?P<end>[,;])|(?P<group>:)|(?P<text>[^\"(<,;:=]+|.)",
    re.DOTALL,
)
COMMENT = re.compile(rb"\((?:[^()\\]|\\.){0,500}+\)")
PLAIN = re.compile(r"(?<![^\s@<>\"(),;:])[^\s@<>\"(),;:]++@[^\s@<>\"(),;:]+|\"[^\"]+\"@[^\s@<>\"(),;:]+")
MOST_FIELDS = 50
"""Fields of one name that are read; more of them are a mistake or an attack."""


@dataclass(frozen=True)
class Address:
    """A name, empty where none was given, and an address: its domain in lower case, the rest as it was typed."""

    name: str
    address: str

    @property
    def key(self) -> str:
        """What two spellings of the same address share."""
        return self.address.lower()


def read(*fields: bytes) -> tuple[Address, ...]:
    """All addresses of the fields in order, each once. A name without an address is kept, too."""
    found: dict[Address, None] = {}
    for field in fields[:MOST_FIELDS]:
        for pieces in _split(field):
            if (one := _address(pieces)) is not None:
                found.setdefault(one)
    return tuple(found)


def _split(field: bytes) -> list[list[tuple[str, bytes]]]:
    """The tokens of each mailbox; the name of a group is passed over."""
    boxes: list[list[tuple[str, bytes]]] = [[]]
    for token in TOKEN.finditer(field):
        kind = token.lastgroup or "text"
        if kind == "end":
            boxes.append([])
        elif kind == "group" and not any(known == "angle" or b"@" in text for known, text in boxes[-1]):
            if not _is_scheme(boxes[-1]):
                boxes[-1].clear()
        else:
            boxes[-1].append((kind, token.group()))
    return boxes


def _is_scheme(box: list[tuple[str, bytes]]) -> bool:
    return b"".join(text for _kind, text in box).strip().lower() == b"mailto"


def _address(box: list[tuple[str, bytes]]) -> Address | None:
    angles = [text for kind, text in box if kind == "angle"]
    named = b"".join(_unquoted(kind, text) for kind, text in box if kind not in ("angle", "comment"))
    comments = b" ".join(text[1:-1] for kind, text in box if kind == "comment")
    for angle in reversed(angles):
        if address := _plain(angle):
            return Address(_name(named, address) or words.decode(comments), address)
    if address := _plain(b"".join(text for kind, text in box if kind not in ("angle", "comment"))):
        rest = words.decode(named).replace(address, " ") if angles else ""
        return Address(_name(rest.encode(), address) or words.decode(comments), address)
    name = words.decode(named) or words.decode(b" ".join(angles)).strip("<> ")
    return Address(name, "") if name else None


def _unquoted(kind: str, text: bytes) -> bytes:
    return re.sub(rb"\\(.)", rb"\1", text[1:-1]) if kind == "quoted" else text


def _plain(raw: bytes) -> str:
    """The address in these bytes; empty where there is none. A route before it (RFC 822) is left out."""
    text = words.decode(COMMENT.sub(b"", raw)).strip().strip("<>'` ").removeprefix("mailto:")
    if text.startswith("@") and ":" in text:
        text = text.rpartition(":")[2]
    found = PLAIN.search(text)
    if not found:
        found = PLAIN.search(text.replace(" ", ""))
    if not found:
        return ""
    local, _, domain = found.group().rpartition("@")
    return f"{local}@{domain.lower().rstrip('.')}"


def _name(raw: bytes, address: str) -> str:
    name = words.decode(raw).strip().strip("\"'").strip()
    return "" if name.lower() == address.lower() or name.lower() == f"mailto:{address}".lower() else name
