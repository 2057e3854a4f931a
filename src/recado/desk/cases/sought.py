"""What does somebody look for who types this? Words, phrases in quotes, digits of a number, a case."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from recado.desk.core import stems
from recado.desk.core.text import plain, storable, words

LONGEST, MOST_WORDS = 400, 12
SHORTEST_BEGINNING, SHORTEST_END = 2, 4
QUOTED = re.compile(r'["“”«»„](.*?)(?:["“”«»„]|$)', re.DOTALL)
NUMBER = re.compile(r"#?\s*([0-9]{1,18})")
PHONE = re.compile(r"[0-9\s()+\-./]+")


@dataclass(frozen=True)
class Sought:
    """What was typed, read. `words` are all that must be said; `beginning` says that the last is still being typed."""

    text: str
    words: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    beginning: bool = False

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def number(self) -> int | None:
        """The number of a case, where nothing else was typed."""
        found = NUMBER.fullmatch(self.text)
        return int(found[1]) if found else None

    @property
    def digits(self) -> str:
        """The digits of a phone, or of a part of it, however it was spaced; empty where words were typed."""
        digits = "".join(re.findall("[0-9]", self.text)) if PHONE.fullmatch(self.text) else ""
        return digits if len(digits) >= SHORTEST_END else ""

    @cached_property
    def lexemes(self) -> dict[str, tuple[str, ...]]:
        """Each word with the lexemes by which it is found."""
        return stems.lexemes(self.words)

    @cached_property
    def terms(self) -> list[str]:
        """One query for each word, as `tsquery` is written; the letters and digits in them need no escape."""
        last = len(self.words) - 1
        return [self._term(word, open_end=self.beginning and place == last) for place, word in enumerate(self.words)]

    @property
    def people_terms(self) -> list[str]:
        """The same for people, whose number may be spaced otherwise than it was typed."""
        ways = dict.fromkeys(way for way in (self.digits, self.digits.lstrip("0")) if len(way) >= SHORTEST_END)
        if not ways:
            return self.terms
        together = " & ".join(f"({term})" for term in self.terms)
        return [" | ".join((f"({together})", *(f"'+{way}':*" for way in ways)))]

    def says(self, *texts: str) -> bool:
        """Whether one of the texts holds every phrase, word for word."""
        said = [spaced(text) for text in texts] if self.phrases else []
        return all(any(phrase in text for text in said) for phrase in self.phrases)

    def _term(self, word: str, *, open_end: bool) -> str:
        ways = [f"'{lexeme}'" for lexeme in self.lexemes[word]]
        folded = self.lexemes[word][0] if self.lexemes[word] else ""
        if open_end and len(folded) >= SHORTEST_BEGINNING:
            ways.append(f"'{folded}':*")
        if folded.isdecimal() and len(folded) >= SHORTEST_END:
            ways.append(f"'+{folded}':*")
        return " | ".join(ways)


def read(text: str) -> Sought:
    """Any text at all; what is beyond 400 characters or a dozen words is not looked for."""
    text = storable(text)[:LONGEST]
    quoted = [words(one) for one in QUOTED.findall(text)]
    loose = words(QUOTED.sub(" ", text))
    beginning = bool(loose) and not QUOTED.search(text.rstrip()[-1:] or " ") and text == text.rstrip()
    asked = _known(word for one in (*quoted, loose) for word in one)
    phrases = tuple(f" {plain(' '.join(one))} " for one in quoted if one)
    return Sought(text.strip(), asked, phrases, beginning and bool(asked) and asked[-1] == loose[-1])


def spaced(text: str) -> str:
    """The text as phrases are looked for in it: its words folded, a space on each side."""
    return f" {plain(' '.join(words(text)))} "


def _known(said: Iterable[str]) -> tuple[str, ...]:
    """Each word once, in order; what folds to nothing is no word."""
    asked: Sequence[str] = list(dict.fromkeys(word for word in said if plain(word)))
    return tuple(asked[:MOST_WORDS])
