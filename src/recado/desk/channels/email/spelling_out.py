"""How do rich words read as plain text? Links are shown, lists have dashes and numbers, quotes have their marks."""

import re
from dataclasses import dataclass

from recado.desk.channels.email import pages
from recado.desk.channels.email.pages import Tag

APART = frozenset(("p", "h1", "h2", "h3", "h4", "blockquote", "table", "pre"))
"""Tags with an empty line round them; and those that only begin a line of their own."""
LINES = APART | frozenset(("div", "li", "ul", "ol", "tr"))
RULE = "-" * 10
SPACES = re.compile(r"\s+")


def plain(html: str) -> str:
    """Tidy HTML as text, without empty lines at its ends."""
    reader = _Reader()
    for token in pages.tokens(html):
        if isinstance(token, str):
            reader.says(token)
        elif token.closes:
            reader.closes(token)
        else:
            reader.opens(token)
    return reader.finished()


@dataclass
class _List:
    """A list that is open: the number of its next item, 0 where it has dashes."""

    next: int

    def mark(self) -> str:
        if not self.next:
            return "- "
        self.next += 1
        return f"{self.next - 1}. "


class _Reader:
    """Where the reading stands: lines so far, the words of this one, what stands in front of each line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._words = ""
        self._lists: list[_List] = []
        self._front: list[str] = []
        self._mark = ""
        self._links: list[tuple[str, int]] = []
        self._kept = 0

    def opens(self, tag: Tag) -> None:
        if tag.name in LINES:
            self._end_line()
        if tag.name in APART or (tag.name in ("ul", "ol") and not self._lists):
            self._gap()
        said = tag.attributes() if "=" in tag.said else {}
        if tag.name in ("br", "hr"):
            self._words += RULE if tag.name == "hr" else ""
            self._end_line(always=True)
        elif tag.name == "img":
            self._words += f"[{' '.join(said.get('alt', '').split()) or 'image'}]"
        elif tag.name == "a":
            self._links.append((said.get("href", "").strip(), len(self._words)))
        elif tag.name in ("td", "th") and self._words.strip():
            self._words += " | "
        self._enter(tag.name, said)

    def says(self, words: str) -> None:
        lines = words.split("\n") if self._kept else [SPACES.sub(" ", words)]
        self._words += lines[0]
        for line in lines[1:]:
            self._end_line(always=True)
            self._words += line

    def closes(self, tag: Tag) -> None:
        if tag.name == "a" and self._links:
            self._show(*self._links.pop())
        if tag.name in LINES:
            self._end_line()
        if tag.name in ("li", "blockquote") and self._front:
            self._front.pop()
        if tag.name in ("ul", "ol") and self._lists:
            self._lists.pop()
        self._kept -= tag.name == "pre"
        if tag.name in APART or (tag.name in ("ul", "ol") and not self._lists):
            self._gap()

    def finished(self) -> str:
        self._end_line()
        return "\n".join(self._lines).strip("\n")

    def _enter(self, name: str, said: dict[str, str]) -> None:
        if name in ("ul", "ol"):
            start = said.get("start", "")
            self._lists.append(_List(0 if name == "ul" else int(start) if start.isdecimal() and len(start) < 7 else 1))
        elif name == "li":
            self._mark = self._lists[-1].mark() if self._lists else "- "
            self._front.append(" " * len(self._mark))
        elif name == "blockquote":
            self._front.append("> ")
        self._kept += name == "pre"

    def _show(self, address: str, begun: int) -> None:
        """The address behind the words of a link, unless they say it already."""
        words = self._words[begun:].strip() if begun <= len(self._words) else ""
        bare = address.removeprefix("mailto:").removeprefix("tel:")
        same = {bare, bare.rstrip("/"), bare.partition("://")[2], bare.partition("://")[2].rstrip("/")}
        if bare and words not in same:
            self._words += f" ({bare})" if words else bare

    def _end_line(self, *, always: bool = False) -> None:
        text = self._words.rstrip() if self._kept else " ".join(self._words.split())
        self._words = ""
        if not text and not always:
            return
        mark, self._mark = self._mark, ""
        front = "".join(self._front[:-1]) + mark if mark else "".join(self._front)
        self._lines.append((front + text).rstrip())

    def _gap(self) -> None:
        quoted = "".join(one for one in self._front if one == "> ").rstrip()
        if self._lines and self._lines[-1].strip("> "):
            self._lines.append(quoted)
        elif self._lines:
            self._lines[-1] = min(self._lines[-1], quoted, key=len)
