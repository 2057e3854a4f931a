"""What did this person write now, and what is quoted or a signature? When in doubt more is shown, never less."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from recado.desk.channels.email import marks

LONGEST_HEAD = 4  # lines over which an attribution may be broken
LONGEST_LINE, MOST_LINES = 1000, 20_000  # no mark is longer, none is looked for further down


class Kind(Enum):
    """What a line is."""

    NEW = auto()
    QUOTED = auto()
    SIGNATURE = auto()


@dataclass(frozen=True)
class Divided:
    """The new words; the quoted ones; `kinds` tells it for each line."""

    new: str
    quoted: str
    kinds: tuple[Kind, ...]


def divide(lines: Sequence[str], quoted: Sequence[bool] = ()) -> Divided:
    """Tell the lines apart; `quoted` holds those of which the markup says so. A mail that is nothing but a quote is new."""
    looked_at = [line if len(line) <= LONGEST_LINE and place < MOST_LINES else "" for place, line in enumerate(lines)]
    kinds = _kinds(looked_at, list(quoted) or [False] * len(lines))
    _cut_signatures(looked_at, kinds)
    if not _says_something(_joined(lines, kinds, Kind.NEW)):
        kinds = [Kind.NEW] * len(lines)
    return Divided(_joined(lines, kinds, Kind.NEW), _joined(lines, kinds, Kind.QUOTED), tuple(kinds))


def _kinds(lines: list[str], quoted: list[bool]) -> list[Kind]:
    kinds = [Kind.QUOTED if marked or _is_quoted(line) else Kind.NEW for line, marked in zip(lines, quoted, strict=True)]
    place = 0
    while place < len(lines):
        if kinds[place] is Kind.NEW or not quoted[place]:
            if marks.SEPARATOR.match(lines[place]):
                kinds[place:] = [Kind.QUOTED] * (len(lines) - place)
                break
            if _begins_original(lines, place):
                kinds[_with_rule(lines, place) :] = [Kind.QUOTED] * (len(lines) - _with_rule(lines, place))
                break
            if length := _attribution(lines, place):
                place = _quote_after(lines, kinds, place, length)
                continue
        place += 1
    return kinds


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">") and not line.lstrip().startswith((">:", ">_<", ">.<"))


def _quote_after(lines: list[str], kinds: list[Kind], place: int, length: int) -> int:
    """An attribution and what follows: the marked lines, else all the rest."""
    after = place + length
    first = next((number for number in range(after, len(lines)) if lines[number].strip()), len(lines))
    if first < len(lines) and kinds[first] is not Kind.QUOTED:
        if any(kind is Kind.QUOTED for kind in kinds[after:]) and _answers_between(lines, kinds, first):
            kinds[place:after] = [Kind.QUOTED] * length
            return after
        kinds[place:] = [Kind.QUOTED] * (len(lines) - place)
        return len(lines)
    kinds[place:first] = [Kind.QUOTED] * (first - place)
    return max(first, after)


def _answers_between(lines: list[str], kinds: list[Kind], first: int) -> bool:
    """Whether the unmarked lines after an attribution are answers, not the quote itself: marked ones follow soon."""
    return any(kind is Kind.QUOTED for kind in kinds[first : first + 3])


def _attribution(lines: list[str], place: int) -> int:
    """Over how many lines somebody is said to have written what follows; 0 where nobody is."""
    if not lines[place].strip() or not marks.OPENING.match(lines[place]):
        return 0
    joined = ""
    for length in range(1, LONGEST_HEAD + 1):
        if place + length > len(lines):
            return 0
        line = lines[place + length - 1]
        if not line.strip() and length > 1:
            return 0
        joined = f"{joined} {line.strip().lstrip('> ') if length > 1 else line.rstrip()}"
        if len(joined) > 400:
            return 0
        if marks.ATTRIBUTION.match(joined) or marks.NAMELESS.match(joined):
            return length
        if length > 1 and marks.OPENING.match(line) and marks.ATTRIBUTION.match(line):
            return 0
    return 0


def _begins_original(lines: list[str], place: int) -> bool:
    line = lines[place]
    if marks.ORIGINAL.match(line) or (marks.FORWARD.match(line) and _fields_below(lines, place + 1)):
        return True
    if marks.RULE.match(line):
        return _fields_below(lines, place + 1)
    return _is_head(lines, place)


def _with_rule(lines: list[str], place: int) -> int:
    """Where the head of an original begins, with the line drawn above it."""
    above = next((number for number in range(place - 1, max(place - 4, -1), -1) if lines[number].strip()), place)
    return above if marks.RULE.match(lines[above]) or marks.FORWARD.match(lines[above]) else place


def _fields_below(lines: list[str], place: int) -> bool:
    first = next((number for number in range(place, min(place + 3, len(lines))) if lines[number].strip()), -1)
    return first >= 0 and _is_head(lines, first)


def _is_head(lines: list[str], place: int) -> bool:
    """The head of a mail in the text: who, and two more of when, to whom, about what, close together."""
    if not marks.FIELD_FROM.match(lines[place]) and not marks.FIELD_SENT.match(lines[place]):
        return False
    window = [line for line in lines[place : place + 12] if line.strip()][:8]
    writer = next((found["said"] for line in window if (found := marks.FIELD_FROM.match(line))), None)
    others = [field for field in (marks.FIELD_SENT, marks.FIELD_TO, marks.FIELD_SUBJECT) if any(field.match(line) for line in window)]
    dated = any((when := marks.FIELD_SENT.match(line)) and re.search(r"\d", when["said"]) for line in window)
    return writer is not None and len(others) >= 2 and (dated or "@" in writer or len(others) == 3)


def _cut_signatures(lines: Sequence[str], kinds: list[Kind]) -> None:
    signing = False
    for place, line in enumerate(lines):
        if kinds[place] is Kind.QUOTED:
            signing = False
        elif signing or (marks.SIGNATURE.match(line) and any(kind is Kind.NEW and text.strip() for kind, text in zip(kinds[:place], lines, strict=False))):
            signing = True
            kinds[place] = Kind.SIGNATURE
        elif marks.MOBILE.match(line):
            kinds[place] = Kind.SIGNATURE


def _joined(lines: Sequence[str], kinds: Sequence[Kind], wanted: Kind) -> str:
    text = "\n".join(line.rstrip() for line, kind in zip(lines, kinds, strict=True) if kind is wanted)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _says_something(text: str) -> bool:
    return bool(re.search(r"\w|[^\x00-\x7f]", text)) or text.startswith((":", ";", "+"))
