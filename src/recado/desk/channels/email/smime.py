"""What does a signed envelope hold? The mail inside of ``signed-data`` (RFC 8551, 5652); encrypted ones stay shut."""

SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
DATA = bytes.fromhex("06092a864886f70d010701")
DEEPEST = 12


def opened(raw: bytes) -> bytes | None:
    """The signed bytes; None where there are none, as in an encrypted mail."""
    signed, place = raw[:200].find(SIGNED_DATA), raw.find(DATA)
    if signed < 0 or place < 0:
        return None
    wrapper = _value(raw, place + len(DATA))
    return None if wrapper is None else _octets(wrapper, 0)


def _octets(raw: bytes, depth: int) -> bytes | None:
    """The content of an OCTET STRING, put together where it came in pieces."""
    if not raw or depth > DEEPEST or raw[0] not in (0x04, 0x24):
        return None
    content = _value(raw, 0)
    if content is None or raw[0] == 0x04:
        return content
    pieces, place = [], 0
    while place < len(content) and content[place] in (0x04, 0x24):
        piece = _octets(content[place:], depth + 1) if content[place] == 0x24 else _value(content, place)
        if piece is None:
            break
        pieces.append(piece)
        place = _end(content, place)
    return b"".join(pieces)


def _value(raw: bytes, place: int) -> bytes | None:
    found = _span(raw, place)
    return None if found is None else raw[found[0] : found[1]]


def _end(raw: bytes, place: int) -> int:
    found = _span(raw, place)
    return len(raw) if found is None else found[1]


def _span(raw: bytes, place: int) -> tuple[int, int] | None:
    """Where the value of the element at `place` begins and ends; one of unknown length goes to the end."""
    if place + 2 > len(raw):
        return None
    length, start = raw[place + 1], place + 2
    if length == 0x80:
        return start, len(raw)
    if length & 0x80:
        size = length & 0x7F
        if size > 6 or start + size > len(raw):
            return None
        length, start = int.from_bytes(raw[start : start + size]), start + size
    return start, min(start + length, len(raw))
