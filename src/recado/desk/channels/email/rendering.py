"""What does a page of HTML say as text, and which of its lines does the writer only quote?"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from recado.desk.channels.email import pages
from recado.desk.channels.email.pages import VOID, Tag

APART = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "pre", "dl"))
"""Tags with an empty line around them; and those that only begin a line of their own."""
LINES = APART | frozenset(("div", "tr", "li", "dt", "dd", "center", "hr", "section", "article", "header", "footer"))
QUOTES = re.compile(
    r"(?:^|\s)(?:gmail_quote(?!_container)|gmail_extra|yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote|"
    r"zmail_extra|qq_quote|mail-quote|quotedMessage|OutlookMessageHeader|moz-forward-container|OLK_SRC_BODY_SECTION|"
    r"\S*yahoo_quoted)(?:\s|$|[_-])",
    re.IGNORECASE,
)
"""Classes and ids by which mail programs mark what they quote."""
NAMED = ("quote", "messageReplySection", "__QUOTED_TEXT__")
"""Names and markers that say the same."""
HOLDS_ANSWERS = re.compile(r"(?:^|\s)gmail_quote(?:\s|$)")
"""What holds the quote and, behind it, what was answered below it."""
FROM_HERE = re.compile(
    r"(?:divRplyFwdMsg|appendonsend|stopSpelling|reply-intro|mail-editor-reference-message-container)$", re.IGNORECASE
)
"""Ids from which on all is quoted."""
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
MOST_TAGS = 40_000  # a page of more is read without its marks: all its words, none of them quoted by markup


@dataclass(frozen=True)
class Line:
    """A line as it is read; `is_quoted` where the markup itself says so."""

    text: str
    is_quoted: bool


class _Open(NamedTuple):
    """A tag that is not closed yet."""

    name: str
    quotes: bool
    hides: bool
    holds_answers: bool


def lines(html: str) -> list[Line]:
    """The lines of a page in order. Links are their words; pictures, styles and scripts say nothing."""
    if html.count("<") > MOST_TAGS:
        return [Line(text, is_quoted=False) for text in pages.bare(html)]
    reader = _Reader()
    for token in pages.tokens(html):
        if isinstance(token, str):
            reader.says(token)
        elif token.closes:
            reader.closes(token)
        else:
            reader.opens(token)
    return reader.finished()


class _Reader:
    """Where the reading stands: the lines so far, the words of this one, the tags that are open."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._words: list[str] = []
        self._open: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._quotes = self._hides = self._kept = 0
        self._rest_is_quoted = False

    def opens(self, tag: Tag) -> None:
        """A tag begins."""
        if tag.name in LINES or tag.name == "br":
            self._end_line(always=tag.name == "br")
        if tag.name in APART:
            self._gap()
        said = tag.attributes() if "=" in tag.said else {}
        if FROM_HERE.search(said.get("id", "")):
            self._end_line()
            self._rest_is_quoted = True
        if tag.name not in VOID:
            self._enter(tag.name, said)
        if tag.name == "li":
            self._words.append("* ")
        elif tag.name in ("td", "th") and self._words:
            self._words.append(" ")

    def says(self, words: str) -> None:
        """Words stand there; those of a hidden part are not read."""
        if self._hides:
            return
        first, *others = words.split("\n") if self._kept else [words]
        self._words.append(first)
        for other in others:
            self._end_line(always=True)
            self._words.append(other)

    def closes(self, tag: Tag) -> None:
        """A tag ends, and all that was left open inside it; one that never began is passed over."""
        if tag.name in LINES:
            self._end_line()
        if tag.name in APART:
            self._gap()
        while self._names[tag.name]:
            one = self._open.pop()
            if one.quotes:
                self._end_line()
            self._count(one, -1)
            if one.name == "blockquote":
                self._answered()
            if one.name == tag.name:
                return

    def finished(self) -> list[Line]:
        """All lines, without empty ones at the end."""
        self._end_line()
        while self._lines and not self._lines[-1].text:
            self._lines.pop()
        return self._lines

    def _answered(self) -> None:
        """A quote has ended; what stands behind it is no quote, though in the same box."""
        if self._open and self._open[-1].holds_answers:
            self._count(self._open[-1], -1)
            self._open[-1] = self._open[-1]._replace(quotes=False, holds_answers=False)
            self._count(self._open[-1], 1)

    def _enter(self, name: str, said: dict[str, str]) -> None:
        marks = f"{said.get('class', '')} {said.get('id', '')}"
        named = said.get("name") in NAMED or said.get("data-marker") in NAMED
        quotes = name == "blockquote" or named or bool(QUOTES.search(marks))
        holds_answers = name == "div" and bool(HOLDS_ANSWERS.search(marks))
        one = _Open(name, quotes, bool(HIDDEN.search(said.get("style", ""))), holds_answers)
        if one.quotes:
            self._end_line()
        self._open.append(one)
        self._count(one, 1)

    def _count(self, one: _Open, step: int) -> None:
        self._names[one.name] += step
        self._quotes += step * one.quotes
        self._hides += step * one.hides
        self._kept += step * (one.name == "pre")

    def _end_line(self, *, always: bool = False) -> None:
        said = "".join(self._words)
        text = said.rstrip() if self._kept else " ".join(said.split())
        self._words.clear()
        if text or always:
            self._lines.append(Line(text, bool(self._quotes) or self._rest_is_quoted))

    def _gap(self) -> None:
        if self._lines and self._lines[-1].text:
            self._lines.append(Line("", bool(self._quotes) or self._rest_is_quoted))
