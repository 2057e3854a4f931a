"""What of the HTML that somebody of the house wrote may leave as mail? Words, links, lists, quotes, pictures of ours.

A picture is named by the key of its attachment, ``cid:12``; nothing else is loaded, and nothing has a look of its own.
"""

import re
import tomllib
from collections.abc import Mapping
from html import escape
from pathlib import Path

import nh3

from recado.desk.channels.email import pages

_KEPT = tomllib.loads(Path(__file__).with_name("tidying.toml").read_text("utf-8"))
TAGS = set(_KEPT["tags"])
ATTRIBUTES = {tag: set(names) for tag, names in _KEPT["attributes"].items()}
LONGEST, DEEPEST, MOST_ENTITIES = 1_000_000, 200, 200_000
PICTURE = re.compile(r"cid:([1-9][0-9]{0,17})")
IMAGE = re.compile(r"<img(?: [\w-]+=\"[^\"]*\")*>", re.IGNORECASE)
SOURCE = re.compile(r' src="cid:([1-9][0-9]{0,17})"')


def tidy(html: str) -> str:
    """What may leave; the same again if tidied again. What is too long or too deep to be looked at is its words."""
    if len(html) > LONGEST or html.count("&") > MOST_ENTITIES or pages.is_deeper(html, DEEPEST):
        return "".join(f"<div>{escape(line)}</div>" for line in pages.bare(html[:LONGEST]))
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        link_rel=None,
        clean_content_tags={"script", "style", "title", "noscript", "template"},
    )
    return IMAGE.sub(lambda found: found[0] if SOURCE.search(found[0]) else "", safe).strip()


def pictures(html: str) -> tuple[int, ...]:
    """The keys of the pictures in tidy words, each once, in their order."""
    return tuple(dict.fromkeys(int(key) for tag in IMAGE.findall(html) for key in SOURCE.findall(tag)))


def placed(html: str, places: Mapping[int, str]) -> str:
    """Tidy words with each picture at its place, such as ``cid:…`` or an address; those without one are left out."""
    return IMAGE.sub(lambda found: _placed(found[0], places), html)


def _placed(tag: str, places: Mapping[int, str]) -> str:
    found = SOURCE.search(tag)
    place = places.get(int(found[1])) if found else None
    return SOURCE.sub(lambda _: f' src="{escape(place)}"', tag) if place else ""


def _kept(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value.strip() if PICTURE.fullmatch(value.strip()) else None
    if attribute == "href":
        return value if value.strip().lower().startswith(("http:", "https:", "mailto:", "tel:")) else None
    return value
