"""Which names stand in a text, each after an @? No database: texts and names only."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from recado.desk.core.text import plain


class Name(NamedTuple):
    """Somebody who can be named: his key, such as `agent:12` or `team:3`, and how he is called."""

    key: str
    called: str


class Span(NamedTuple):
    """Where a name stands, with its @, and whose it may be: of one name there may be several."""

    start: int
    end: int
    keys: tuple[str, ...]


def spans(text: str, names: Iterable[Name]) -> list[Span]:
    """The names in their order; the longest wins, accents and capitals do not count.

    The first word alone names somebody too, if nobody else is called so.
    """
    if "@" not in text:
        return []
    known = _known(names)
    letters = [_folded(letter) for letter in text]
    found: list[Span] = []
    for start, letter in enumerate(text):
        before = text[start - 1] if start else " "
        if letter == "@" and not before.isalnum() and (span := _longest(letters, start, known)):
            found.append(span)
    return found


def _known(names: Iterable[Name]) -> list[tuple[list[str], tuple[str, ...]]]:
    """Every way to call somebody, letter by letter, longest first, with the keys of those who are called so."""
    whole: dict[tuple[str, ...], list[str]] = {}
    first: dict[tuple[str, ...], list[str]] = {}
    for key, called in names:
        words = called.split()
        if words:
            whole.setdefault(_letters(" ".join(words)), []).append(key)
            first.setdefault(_letters(words[0]), []).append(key)
    single = {called: keys for called, keys in first.items() if len(keys) == 1}
    ways = {**single, **whole}
    return [(list(called), tuple(ways[called])) for called in sorted(ways, key=len, reverse=True)]


def _longest(letters: Sequence[str], start: int, known: Sequence[tuple[list[str], tuple[str, ...]]]) -> Span | None:
    for called, keys in known:
        end = start + 1 + len(called)
        if letters[start + 1 : end] == called and not (end < len(letters) and letters[end].isalnum()):
            return Span(start, end, keys)
    return None


def _letters(text: str) -> tuple[str, ...]:
    return tuple(_folded(letter) for letter in unicodedata.normalize("NFC", text))


def _folded(letter: str) -> str:
    """`É` is `e`; a white space is a blank."""
    if letter.isspace():
        return " "
    return plain(letter) or letter
