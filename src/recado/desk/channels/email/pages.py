"""Of which tags and words does a page of HTML consist? In one pass, however it was written; time grows with size."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

TOKEN = re.compile(
    r"<[!?][^>]{0,2000}>"
    r"|<(?P<close>/)?(?P<tag>[a-zA-Z][\w:-]{0,40})"
    r"(?P<said>(?:[^<>\"']++|\"[^\"<>]{0,20000}\"|'[^'<>]{0,20000}'|[\"'])*+)>"
    r"|(?P<text>[^<]+|<)"
)
ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
SILENT = re.compile(r"</(?:script|style|title)\s*>", re.IGNORECASE)
TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")
BREAKS = re.compile(r"<(?:br|/?(?:p|div|tr|li|h[1-6]|table|blockquote))\b[^<>]{0,2000}>", re.IGNORECASE)
ANY_TAG = re.compile(r"<[!?/a-zA-Z][^<>]{0,20000}>")
SILENT_TAG = re.compile(r"<(script|style|title)\b", re.IGNORECASE)
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "o:p"))
LONGEST_TAG = 20_000


class Tag(NamedTuple):
    """An opening or a closing tag, its name in lower case; `said` holds its attributes as they were written."""

    name: str
    closes: bool
    said: str

    def attributes(self) -> dict[str, str]:
        """Names in lower case and values, character references read."""
        found = ATTRIBUTE.findall(self.said[:LONGEST_TAG])
        return {name.lower(): unescape(one or two or three) for name, one, two, three in found}


def tokens(html: str) -> Iterator[Tag | str]:
    """Tags and words in order. What stands in comments, scripts, styles and titles is no word."""
    html = _without_comments(html)
    place = 0
    while found := TOKEN.match(html, place):
        place = found.end()
        if text := found["text"]:
            yield unescape(text) if "&" in text else text
        elif name := found["tag"]:
            tag = Tag(name.lower(), bool(found["close"]), found["said"])
            if tag.name in ("script", "style", "title") and not tag.closes:
                place = _after_silence(html, place)
            else:
                yield tag


def bare(html: str) -> list[str]:
    """The lines of a page too large to be read tag by tag: its words, broken where blocks end."""
    spoken, place = [], 0
    html = _without_comments(html)
    while found := SILENT_TAG.search(html, place):
        spoken.append(html[place : found.start()])
        place = _after_silence(html, found.end())
    spoken.append(html[place:])
    text = ANY_TAG.sub("", BREAKS.sub("\n", " ".join("".join(spoken).split())))
    return [line.strip() for line in unescape(text).split("\n")]


def is_deeper(html: str, limit: int) -> bool:
    """Whether more than `limit` tags stand in each other, if none of them closes by itself."""
    now = 0
    for found in TAG.finditer(html):
        if found[2].lower() not in VOID:
            now = max(now - 1, 0) if found[1] else now + 1
            if now > limit:
                return True
    return False


def _without_comments(html: str) -> str:
    pieces, place = [], 0
    while (start := html.find("<!--", place)) >= 0 and (end := html.find("-->", start)) >= 0:
        pieces.append(html[place:start])
        place = end + 3
    return "".join(pieces) + html[place:]


def _after_silence(html: str, place: int) -> int:
    ends = SILENT.search(html, place)
    return ends.end() if ends else len(html)
