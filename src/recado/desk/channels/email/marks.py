"""By which marks do mail programs tell a quote, a forward or a signature? Patterns made of `marks.toml`."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_name("marks.toml").read_text("utf-8"))


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


def _line(pattern: str) -> re.Pattern[str]:
    """A whole line, behind whatever already marks it as quoted."""
    return re.compile(rf"^[\s>]*+{pattern}\s*$", re.IGNORECASE)


def _field(*names: str) -> re.Pattern[str]:
    words = _any(word for name in names for word in _WORDS["fields"][name])
    return re.compile(rf"^[\s>*]*+{words}\s*[*]?\s*[:：][*]?\s*(?P<said>.*)$", re.IGNORECASE)


WROTE = re.compile(rf"\b{_any(_WORDS['wrote'])}", re.IGNORECASE)
ATTRIBUTION = _line(
    rf"(?:(?=.*[\d@<]).*\b{_any(_WORDS['wrote'])}(?!\w)(?:[^\n:：]|(?<=\d):(?=\d)){{0,60}}[:：]"
    rf"|(?=.*\d)(?=.*<\S+@\S+>).*\b{_any(_WORDS['wrote'])}"
    rf"|.*{_any(_WORDS['wrote_at_the_end'])}\s*[:：]|.*@\S*\s*{_any(_WORDS['wrote'])}\s*:)"
)
"""One line, after broken ones were joined, that says who wrote what follows, and when."""
FIRST_PERSON = re.compile(rf"\b{_any(_WORDS['first_person'])}", re.IGNORECASE)
OPENING = re.compile(
    rf"^[\s>]*+(?:{_any(_WORDS['openings'])}\b|{_any(_WORDS['weekdays'])}[.,]"
    r"|\d|[^\s]+,\s+\d|[\w.\"'«-][^<(]*[<(]\S*@|@)",
    re.IGNORECASE,
)
"""How such a line may begin: with a word, a day or a name and its address."""
NAMELESS = re.compile(
    r"^[\s>]*+(?=.*\d{1,2}[:.]\d{2})(?=.*\d{4}|.*\d{1,2}[./]\d{1,2}[./]\d{2})"
    r".{8,160}(?:<[^<>\s]+@[^<>\s]+>|\([^()\s]+@[^()\s]+\)|\"[^\"]{1,80}\"|\s[^<>()\s]+@[^<>()\s]+)\s*:\s*$"
)
"""A date, a time and a person, then a colon: Gmail in Russian, Yandex, mail.ru."""
DRAWN = r"[-_=*]{2,}+"
FORWARD = _line(rf"(?:{DRAWN}\s*)?{_any(_WORDS['forwarded'])}\s*:?(?:\s*{DRAWN})?")
ORIGINAL = _line(rf"{DRAWN}\s*(?:{_any(_WORDS['original'])}|(?=.*\d)[^\n]{{8,160}}\b{_any(_WORDS['wrote'])})\s*{DRAWN}")
RULE = _line(r"(?:[_=]{4,}+|-{5,}+)(?:[^\n]{3,40}[-_=]{4,}+)?")
SEPARATOR = _line(
    rf"(?:#{{2,}}+\s*+(?=.*[^\W\d_]{{3}}).{{10,160}}?\s*#{{2,}}|-{{2,}}\s*{_any(_WORDS['above'])}\s*-{{2,}})"
)
"""The house's own line above which customers answer (C17)."""
FROM, SENT, TO, SUBJECT = _field("from"), _field("sent"), _field("to"), _field("subject")
SIGNATURE = re.compile(r"^\s*(?:--|__+|—|–-)\s*$")
MOBILE = re.compile(
    rf"^\s*(?:--+\s*)?[*_<\[(]{{0,2}}(?:{_any(_WORDS['signs'])}\b(?=.*\b{_any(_WORDS['signs_with'])}\b).{{3,80}}?"
    rf"|{_any(_WORDS['signs_alone'])})[.!\])*_]{{0,3}}\s*(?:<[^<>]*>?)?\s*$",
    re.IGNORECASE,
)
