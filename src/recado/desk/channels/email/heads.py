"""Where does the text of another mail begin? At the line that says who wrote it, or at its head in the text."""

import re
from collections.abc import Sequence

from recado.desk.channels.email import marks

MOST_BROKEN = 4  # lines over which an attribution may be broken
LONGEST = 400  # characters of an attribution
COLONS = (":", "：")
BEGINNINGS = (marks.FROM, marks.SENT)
"""With which field a head begins where nothing announces it."""


def attribution(lines: Sequence[str], place: int) -> int:
    """Over how many lines from `place` somebody is said to have written what follows; 0 where nobody is."""
    if not marks.OPENING.match(lines[place]):
        return 0
    joined = ""
    for length, line in enumerate(lines[place : place + MOST_BROKEN], 1):
        joined = f"{joined} {line.strip().lstrip('> ')}" if length > 1 else line.rstrip()
        if not line.strip() or len(joined) > LONGEST:
            return 0
        if _attributes(joined):
            # What is not broken begins a line of its own.
            return 0 if length > 1 and marks.OPENING.match(line) and _attributes(line) else length
    return 0


def _attributes(line: str) -> bool:
    ends = line.rstrip().endswith(COLONS)
    if not ends and not ("@" in line and marks.WROTE.search(line)):
        return False
    if marks.FIRST_PERSON.search(line):
        return False
    return bool(marks.ATTRIBUTION.match(line) or (ends and marks.NAMELESS.match(line)))


def begins_original(lines: Sequence[str], place: int) -> bool:
    """Whether the original stands from here on: below a line that says so, or below a head of its own."""
    line = lines[place]
    if marks.ORIGINAL.match(line):
        return True
    if marks.RULE.match(line) or marks.FORWARD.match(line):
        return _is_head_below(lines, place + 1)
    return _is_head(lines, place)


def with_rule(lines: Sequence[str], place: int) -> int:
    """Where a head begins, together with the line drawn above it."""
    above = next((number for number in range(place - 1, max(place - 4, -1), -1) if lines[number].strip()), place)
    return above if marks.RULE.match(lines[above]) or marks.FORWARD.match(lines[above]) else place


def _is_head_below(lines: Sequence[str], place: int) -> bool:
    first = next((number for number in range(place, min(place + 3, len(lines))) if lines[number].strip()), None)
    return first is not None and _is_head(lines, first, (*BEGINNINGS, marks.SUBJECT))


def _is_head(lines: Sequence[str], place: int, beginnings: Sequence[re.Pattern[str]] = BEGINNINGS) -> bool:
    """The head of a mail: who, and two more of when, to whom, about what, close together."""
    if not any(field.match(lines[place]) for field in beginnings):
        return False
    near = [line for line in lines[place : place + 12] if line.strip()][:8]
    writer, sent, *others = (_said(near, field) for field in (marks.FROM, marks.SENT, marks.TO, marks.SUBJECT))
    found = sum(one is not None for one in (sent, *others))
    is_dated = bool(sent and re.search(r"\d", sent))
    return writer is not None and (found == 3 or (found == 2 and (is_dated or "@" in writer)))


def _said(lines: Sequence[str], field: re.Pattern[str]) -> str | None:
    return next((found["said"] for line in lines if (found := field.match(line))), None)
