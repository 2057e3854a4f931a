"""Which HTML of a mail is safe to show? What is left runs nothing, loads nothing and reaches nobody."""

import re
import tomllib
from html import escape
from pathlib import Path

import nh3

from recado.desk.channels.email import pages

_KEPT = tomllib.loads(Path(__file__).with_name("cleaning.toml").read_text("utf-8"))
TAGS = nh3.ALLOWED_TAGS | set(_KEPT["tags"])
ATTRIBUTES = {tag: set(names) for tag, names in _KEPT["attributes"].items()}
STYLES, SCHEMES = set(_KEPT["styles"]), set(_KEPT["schemes"])
MOST_ENTITIES, DEEPEST = 200_000, 4000  # beyond them the cleaner's time grows with the square
PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
REACHES = re.compile(r"url\s*\(|expression\s*\(|@import|\\", re.IGNORECASE)
REMOTE = re.compile(r'(<img(?: [\w-]+="[^"]*")*?) src="(?=https?:)', re.IGNORECASE)


def clean(html: str) -> str:
    """Safe HTML. Remote pictures are not loaded: their address waits in ``data-remote`` until somebody asks.

    A page built to keep the cleaner busy for minutes is shown as its text.
    """
    is_deep = html.count("<") > DEEPEST and pages.is_deeper(html, DEEPEST)
    if is_deep or html.count("&") > MOST_ENTITIES:
        return f"<pre>{escape('\n'.join(pages.bare(html)))}</pre>"
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_kept,
        filter_style_properties=STYLES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        clean_content_tags={"script", "style", "title"},
    )
    return REMOTE.sub(r'\1 data-remote="', safe)


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """The value if it may stay: pictures come with the mail or wait, and nothing else brings data of its own."""
    said = value.strip()
    if attribute in ("href", "src") and said.lower().startswith("data:"):
        return value if tag == "img" and PICTURE.fullmatch(said) else None
    if tag == "img" and attribute == "src":  # without blanks round it, behind which it would not be seen to be remote
        return said if said.lower().startswith(("cid:", "http:", "https:")) else None
    return None if attribute == "style" and REACHES.search(value) else value
