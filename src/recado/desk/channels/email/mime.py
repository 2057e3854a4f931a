"""How is a mail built? Its parts as they lie in the bytes, read in one pass; no byte is lost or changed (RFC 2045)."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from recado.desk.channels.email import charsets, parameters, uuencode

DEEPEST = 40
"""Parts inside parts; what lies deeper stays one file."""
SHALLOWEST, MOST_HELD = 8, 200_000_000
"""Each level holds the bytes of all below it once more: so large mails are opened less deep, within so many bytes."""
MOST_PIECES = 1000
"""Parts side by side; what comes after them stays in the last one."""
LARGEST_HEAD, LONGEST_FIELD, MOST_FIELDS = 1_000_000, 100_000, 2000  # bytes, bytes; later fields are passed over
FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:[ \t]*")
LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|$)")
ENVELOPE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:>?From [^\r\n]*(?:\r\n|\n|\r))?")
BEHIND = re.compile(rb"(--)?[ \t]*+(?=[\r\n]|\Z)")
BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
NOT_BASE64 = bytes(one for one in range(256) if one not in BASE64)


@dataclass(frozen=True)
class Part:
    """One part: its header fields in order, names in lower case, values raw and unfolded; `body` as it was sent."""

    fields: tuple[tuple[str, bytes], ...]
    body: bytes
    whole: bytes
    children: tuple["Part", ...] = ()
    in_digest: bool = False

    def all(self, name: str) -> list[bytes]:
        """All values of a header field, first to last."""
        return [value for known, value in self.fields if known == name]

    def get(self, name: str) -> bytes:
        """The first value of a header field; empty where it has none."""
        return next((value for known, value in self.fields if known == name), b"")

    @cached_property
    def type(self) -> str:
        """Media type in lower case; a broken one is plain text, as is none."""
        said = parameters.value(self.get("content-type"))
        if re.fullmatch(r"[\w.+-]+/[\w.+-]+", said):
            return said
        return "message/rfc822" if self.in_digest and not said else "text/html" if said == "html" else "text/plain"

    @cached_property
    def parameters(self) -> dict[str, str]:
        return parameters.read(self.get("content-type"))

    @cached_property
    def disposition(self) -> str:
        return parameters.value(self.get("content-disposition"))

    @cached_property
    def filename(self) -> str:
        disposition = parameters.read(self.get("content-disposition"))
        return disposition.get("filename") or self.parameters.get("name") or ""

    @cached_property
    def content_id(self) -> str:
        return charsets.decode(self.get("content-id")).strip().strip("<>").strip()

    @cached_property
    def content(self) -> bytes:
        """The bytes that were meant, once the transfer encoding is taken off."""
        encoding = self.get("content-transfer-encoding").strip().lower().split(b";")[0]
        if encoding == b"base64":
            return _from_base64(self.body)
        if encoding == b"quoted-printable":
            return binascii.a2b_qp(self.body)
        if encoding in (b"x-uuencode", b"uuencode", b"x-uue"):
            return uuencode.first(self.body) or self.body
        return self.body

    def walk(self) -> Iterator["Part"]:
        """This part and all below it, as they stand."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse(raw: bytes, depth: int = 0, *, in_digest: bool = False, deepest: int = 0) -> Part:
    """The part that these bytes are. Anything is one: without header fields it is a body."""
    deepest = deepest or min(DEEPEST, max(SHALLOWEST, MOST_HELD // max(1, len(raw))))
    fields, start = _fields(raw, ENVELOPE.match(raw).end() if depth == 0 else 0)  # type: ignore[union-attr]
    part = Part(tuple(fields), raw[start:], raw, in_digest=in_digest)
    if not part.type.startswith("multipart/") or depth >= deepest:
        return part
    pieces = _pieces(part.body, part.parameters.get("boundary", ""))
    digest = part.type == "multipart/digest"
    children = tuple(parse(piece, depth + 1, in_digest=digest, deepest=deepest) for piece in pieces)
    return Part(part.fields, part.body, raw, children, in_digest)


def _fields(raw: bytes, start: int) -> tuple[list[tuple[str, bytes]], int]:
    """The header fields and where the body begins."""
    fields: list[tuple[str, list[bytes]]] = []
    place, end = start, min(len(raw), start + LARGEST_HEAD)
    for found in LINE.finditer(raw, start, end):
        line = found.group()
        place = found.start()
        if not line.strip(b"\r\n"):
            return _folded(fields), found.end()
        if line[:1] in b" \t" and fields:
            fields[-1][1].append(line.strip())
        elif field := FIELD.match(line):
            fields.append((field.group(1).decode("ascii").lower(), [line[field.end() :].strip()]))
        else:
            return _folded(fields), place
    return _folded(fields), end


def _folded(fields: list[tuple[str, list[bytes]]]) -> list[tuple[str, bytes]]:
    return [(name, b" ".join(lines)[:LONGEST_FIELD]) for name, lines in fields[:MOST_FIELDS]]


def _pieces(body: bytes, boundary: str) -> list[bytes]:
    """What lies between the boundaries; a boundary nobody named is the first line that looks like one."""
    marker = boundary.encode("utf-8", "replace") or _guessed(body)
    if not marker:
        return []
    pieces: list[bytes] = []
    begun: int | None = None
    for start, end, is_last in _delimiters(body, b"--" + marker):
        if len(pieces) >= MOST_PIECES:
            break
        if begun is not None:
            pieces.append(_after_line(body[begun:start]))
        begun = None if is_last else end
        if is_last:
            break
    if begun is not None:
        pieces.append(_after_line(body[begun:]))
    return pieces


def _delimiters(body: bytes, marker: bytes) -> Iterator[tuple[int, int, bool]]:
    """Where each line of the boundary begins, with the line end before it, and ends; whether it is the last one."""
    place = body.find(marker)
    while place >= 0:
        behind = BEHIND.match(body, place + len(marker))
        if behind and (place == 0 or body[place - 1] in b"\r\n"):
            yield place - (2 if body[place - 2 : place] == b"\r\n" else min(place, 1)), behind.end(), bool(behind[1])
            place = behind.end() - 1
        place = body.find(marker, place + 1)


def _after_line(piece: bytes) -> bytes:
    """The piece without the line end of its boundary."""
    return piece[2:] if piece.startswith(b"\r\n") else piece[1:] if piece[:1] in (b"\r", b"\n") else piece


def _guessed(body: bytes) -> bytes:
    found = re.search(rb"(?:\A|\n)--([^\s-][^\r\n]{0,200}|-+[^\s-][^\r\n]{0,200})[ \t]*\r?\n", body[:20000])
    return found.group(1).rstrip() if found else b""


def _from_base64(body: bytes) -> bytes:
    """Tolerant: strange letters are passed over, missing padding is added, the end of padding ends nothing."""
    letters = body.translate(None, NOT_BASE64)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))
