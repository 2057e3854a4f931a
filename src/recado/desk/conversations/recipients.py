"""Whom does a writer name as recipients of a mail, as he types them?"""

import re
from collections.abc import Iterable

from recado.desk.channels.port import Mailbox

ADDRESS = re.compile(
    r"[^\s@<>(),;:\"\\\x00-\x1f\x7f]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)*[^\W_](?:[\w-]{0,61}[^\W_])?"
)
PIECE = re.compile(r'(?:"(?:[^"\\]|\\.){0,500}+"|\([^()]{0,500}+\)|<[^<>]{0,500}+>|[^,;\r\n])+')
NAMED = re.compile(r'(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<plain>[^"<>]*))\s*<\s*(?P<address>[^\s<>]+)\s*>')
EXPLAINED = re.compile(r"(?P<address>[^\s()<>]+)\s*\((?P<plain>[^()]*)\)")


def is_address(text: str) -> bool:
    """Whether mail can be sent there at all."""
    return len(text) <= 254 and bool(ADDRESS.fullmatch(text))


def read(typed: Iterable[str]) -> tuple[Mailbox, ...]:
    """One for each piece, however they are separated. What is no address is kept whole, to be refused in words.

    Unlike the reader of mail that comes in, it guesses nothing: what it passed over would be left out without a word.
    """
    pieces = (piece.strip() for one in typed for piece in PIECE.findall(one))
    return tuple(_box(piece) for piece in pieces if piece)


def _box(piece: str) -> Mailbox:
    found = NAMED.fullmatch(piece) or EXPLAINED.fullmatch(piece)
    if found is None:
        bare = piece.removeprefix("mailto:")
        return Mailbox("", bare if is_address(bare) else piece)
    said = found.groupdict()
    plain, quoted = (said["plain"] or "").strip(), said.get("quoted") or ""
    if not is_address(said["address"]) or _hides(plain, said["address"]):
        return Mailbox("", piece)
    return Mailbox(plain or re.sub(r"\\(.)", r"\1", quoted), said["address"])


def _hides(name: str, address: str) -> bool:
    """Whether another address stands where a name should be: a comma was forgotten."""
    words = (word.strip("'").lower() for word in name.split())
    return any("@" in word and word != address.lower() for word in words)
