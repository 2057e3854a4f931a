"""Which words of a text were meant? The text in pieces, those that were looked for marked."""

from collections.abc import Iterator
from dataclasses import dataclass

from recado.desk.cases.sought import Sought
from recado.desk.core import stems
from recado.desk.core.text import WORD, plain

AROUND, BEFORE = 180, 40


@dataclass(frozen=True)
class Piece:
    """A run of a text; `meant` if it is what was looked for."""

    text: str
    meant: bool = False


def marked(text: str, sought: Sought) -> list[Piece]:
    """The whole text on one line, in pieces."""
    line = " ".join(text.split())
    return list(_pieces(line, _places(line, sought)))


def excerpt(text: str, sought: Sought, length: int = AROUND) -> list[Piece]:
    """The part of the text round the first word that was meant, in pieces."""
    line = " ".join(text.split())
    if len(line) <= length:
        return marked(line, sought)
    places = _places(line, sought)
    start = max(0, (places[0][0] if places else 0) - BEFORE)
    start = min(start, len(line) - length)
    start = line.find(" ", start) + 1 if start else 0
    part = line[start : start + length]
    shown = ("… " if start else "") + part + ("…" if start + length < len(line) else "")
    return list(_pieces(shown, _places(shown, sought)))


def _places(line: str, sought: Sought) -> list[tuple[int, int]]:
    """Where words stand that share a lexeme with what was looked for. Only words that begin alike are stemmed."""
    wanted = {lexeme for lexemes in sought.lexemes.values() for lexeme in lexemes}
    opening = plain(sought.words[-1]) if sought.beginning else None
    beginnings = {lexeme[:2] for lexeme in wanted}
    found = [(match.span(), plain(match[0])) for match in WORD.finditer(line)]
    alike = [(span, word, folded) for span, folded in found if folded[:2] in beginnings for word in [_word(line, span)]]
    known = stems.lexemes(word for _, word, _ in alike)
    return [
        span
        for span, word, folded in alike
        if wanted & set(known[word]) or (opening and folded.startswith(opening)) or _ends(folded, sought)
    ]


def _word(line: str, span: tuple[int, int]) -> str:
    return line[slice(*span)].lower()


def _ends(folded: str, sought: Sought) -> bool:
    """Whether it is a number that holds the digits looked for."""
    return bool(sought.digits) and folded.isdecimal() and sought.digits in folded


def _pieces(line: str, places: list[tuple[int, int]]) -> Iterator[Piece]:
    done = 0
    for start, end in places:
        if start > done:
            yield Piece(line[done:start])
        yield Piece(line[start:end], meant=True)
        done = end
    if done < len(line):
        yield Piece(line[done:])
