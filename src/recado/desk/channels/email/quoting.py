"""What did this person write now, and what is quoted or a signature? When in doubt more is shown, never less."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from recado.desk.channels.email import heads, marks

LONGEST_LINE, MOST_LINES = 600, 5000  # no mark is longer, none is looked for further down


class Kind(Enum):
    """What a line is."""

    NEW = auto()
    QUOTED = auto()
    SIGNATURE = auto()


@dataclass(frozen=True)
class Divided:
    """The new words; the quoted ones; those below a signature's line; `kinds` tells it for each line."""

    new: str
    quoted: str
    signature: str
    kinds: tuple[Kind, ...]


def divide(lines: Sequence[str], quoted: Sequence[bool] = ()) -> Divided:
    """Tell the lines apart; `quoted` says it of each where the markup does. A mail that is only a quote is new."""
    marked = quoted or [False] * len(lines)
    kinds = [Kind.QUOTED if said or _is_quoted(line) else Kind.NEW for line, said in zip(lines, marked, strict=True)]
    looked_at = [line if len(line) <= LONGEST_LINE else "" for line in lines[:MOST_LINES]]
    _mark_quotes(looked_at, kinds)
    _cut_signatures(looked_at, kinds)
    if not _says_something(_joined(lines, kinds, Kind.NEW)):
        kinds = [Kind.NEW] * len(lines)
    new, past, signature = (_joined(lines, kinds, kind) for kind in (Kind.NEW, Kind.QUOTED, Kind.SIGNATURE))
    return Divided(new, past, signature, tuple(kinds))


def _mark_quotes(lines: list[str], kinds: list[Kind]) -> None:
    place = 0
    while place < len(lines):
        line = lines[place]
        if kinds[place] is not Kind.NEW:
            place += 1
        elif marks.SEPARATOR.match(line) or heads.begins_original(lines, place):
            start = heads.with_rule(lines, place)
            kinds[start:] = [Kind.QUOTED] * (len(kinds) - start)
            return
        elif length := heads.attribution(lines, place):
            place = _quote_after(lines, kinds, place, length)
        elif marks.FORWARD.match(line) and Kind.QUOTED in kinds[place + 1 : place + 3]:
            place = _quote_after(lines, kinds, place, 1)
        else:
            place += 1


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">") and not line.lstrip().startswith((">:", ">_<", ">.<"))


def _quote_after(lines: list[str], kinds: list[Kind], place: int, length: int) -> int:
    """Mark an attribution and what it quotes: the marked lines, else all the rest. Answers what is to be read next."""
    after = place + length
    first = next((number for number in range(after, len(lines)) if lines[number].strip()), len(lines))
    if first < len(lines) and kinds[first] is not Kind.QUOTED:
        # Marked lines follow soon: these are answers, not the quote itself.
        end = after if Kind.QUOTED in kinds[first : first + 3] else len(kinds)
    else:
        end = max(first, after)
    kinds[place:end] = [Kind.QUOTED] * (end - place)
    return end


def _cut_signatures(lines: Sequence[str], kinds: list[Kind]) -> None:
    signing = said = False
    for place, line in enumerate(lines):
        if kinds[place] is Kind.QUOTED:
            signing = False
        elif signing or (said and marks.SIGNATURE.match(line)):
            signing = True
            kinds[place] = Kind.SIGNATURE
        elif said and _stands_alone(lines, kinds, place) and marks.MOBILE.match(line):
            kinds[place] = Kind.SIGNATURE
        else:
            said = said or bool(line.strip())


def _stands_alone(lines: Sequence[str], kinds: Sequence[Kind], place: int) -> bool:
    below = place + 1
    return below >= len(lines) or not lines[below].strip() or kinds[below] is Kind.QUOTED


def _joined(lines: Sequence[str], kinds: Sequence[Kind], wanted: Kind) -> str:
    text = "\n".join(line.rstrip() for line, kind in zip(lines, kinds, strict=True) if kind is wanted)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _says_something(text: str) -> bool:
    return bool(re.search(r"\w|[^\x00-\x7f]", text)) or text.startswith((":", ";", "+"))
