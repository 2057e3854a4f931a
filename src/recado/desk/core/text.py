"""How text is made fit to keep, to show and to compare."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")


def storable(text: str) -> str:
    """The text without NUL and lone surrogates, which PostgreSQL refuses."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def snippet(text: str, length: int = 120) -> str:
    """The first words on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def plain(text: str) -> str:
    """The text without capitals and accents: `Óptica` and `optica` are the same, so are `Ёлка` and `елка`."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """Its runs of letters and digits, in lower case and otherwise as written."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())
