"""Which words of a text were meant? The text in pieces, those that were looked for marked."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from recado.desk.cases.sought import Sought
from recado.desk.core import stems
from recado.desk.core.text import WORD, plain

AROUND, BEFORE, SEEN = 180, 30, 66
LONGEST = 20_000


@dataclass(frozen=True)
class Piece:
    """A run of a text; `meant` if it is what was looked for."""

    text: str
    meant: bool = False


def marked(text: str, sought: Sought) -> list[Piece]:
    """The whole text on one line, in pieces."""
    line = _line(text)
    return list(_pieces(line, _places(line, sought)))


def excerpt(text: str, sought: Sought, length: int = AROUND) -> list[Piece]:
    """The part of the text round the first word that was meant, in pieces; that word stands within the first lines."""
    line = _line(text)
    places = _places(line, sought)
    late = bool(places) and places[0][1] > SEEN
    start = line.find(" ", min(places[0][0] - BEFORE, max(0, len(line) - SEEN))) + 1 if late else 0
    part = line[start : start + length]
    shown = ("… " if start else "") + part + ("…" if start + length < len(line) else "")
    return list(_pieces(shown, _places(shown, sought)))


def _line(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text[:LONGEST].split()))


def _places(line: str, sought: Sought) -> list[tuple[int, int]]:
    """Where words stand that share a lexeme with what was looked for. Only words that begin alike are stemmed."""
    wanted = {lexeme for lexemes in sought.lexemes.values() for lexeme in lexemes}
    opening = plain(sought.words[-1]) if sought.beginning else None
    beginnings = {lexeme[:2] for lexeme in wanted}
    found = [(match.span(), plain(match[0])) for match in WORD.finditer(line)]
    alike = [(span, folded) for span, folded in found if folded[:2] in beginnings]
    known = stems.lexemes(line[slice(*span)].lower() for span, _ in alike)
    meant = {span for span, _ in alike if wanted & set(known[line[slice(*span)].lower()])}
    return [
        span for span, word in found if span in meant or (opening and word.startswith(opening)) or _holds(word, sought)
    ]


def _holds(word: str, sought: Sought) -> bool:
    """Whether it is a number with the digits looked for."""
    return bool(sought.digits) and word.isdecimal() and sought.digits.lstrip("0") in word


def _pieces(line: str, places: list[tuple[int, int]]) -> Iterator[Piece]:
    done = 0
    for start, end in places:
        if start > done:
            yield Piece(line[done:start])
        yield Piece(line[start:end], meant=True)
        done = end
    if done < len(line):
        yield Piece(line[done:])
