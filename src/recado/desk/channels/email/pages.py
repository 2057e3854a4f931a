"""Of which tags and words does a page of HTML consist? In one pass, however it was written; time grows with size."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

TOKEN = re.compile(
    r"<!--.{0,200000}?-->|<![^>]{0,2000}>|<\?[^>]{0,2000}>"
    r"|<(?P<close>/)?(?P<tag>[a-zA-Z][\w:-]{0,40})(?P<said>(?:[^<>\"']|\"[^\"<>]{0,20000}\"|'[^'<>]{0,20000}'|[\"'])*+)>"
    r"|(?P<text>[^<]+|<)",
    re.S,
)
ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
SILENT = re.compile(r"</(?:script|style|title)\s*>", re.I)
VOID = frozenset("area base br col embed hr img input link meta source track wbr o:p".split())


@dataclass(frozen=True)
class Tag:
    """An opening or a closing tag; names in lower case."""

    name: str
    closes: bool = False
    said: dict[str, str] = field(default_factory=dict)


def tokens(html: str) -> Iterator[Tag | str]:
    """Tags and words in order. What stands in scripts, styles and titles is no word."""
    place = 0
    while found := TOKEN.match(html, place):
        place = found.end()
        if found["text"]:
            yield unescape(found["text"])
        elif found["tag"]:
            tag = Tag(found["tag"].lower(), bool(found["close"]), _attributes(found["said"]))
            if tag.name in ("script", "style", "title") and not tag.closes:
                ends = SILENT.search(html, place)
                place = ends.end() if ends else len(html)
            else:
                yield tag


def depth(html: str) -> int:
    """How deep tags stand in each other at most, if none of them closes by itself."""
    deepest = now = 0
    for found in re.finditer(r"<(/?)([a-zA-Z][\w:-]*)", html):
        if found[2].lower() not in VOID:
            now = max(now - 1, 0) if found[1] else now + 1
            deepest = max(deepest, now)
    return deepest


def _attributes(said: str) -> dict[str, str]:
    found = {} if not said.strip(" /") else ATTRIBUTE.findall(said[:20000])
    return {name.lower(): unescape(one or two or three) for name, one, two, three in found} if found else {}
