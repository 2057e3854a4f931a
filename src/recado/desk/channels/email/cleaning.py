"""Which HTML of a mail is safe to show? What is left runs nothing, loads nothing and reaches nobody."""

import re
from html import escape

import nh3

from recado.desk.channels.email import pages, rendering

TAGS = nh3.ALLOWED_TAGS | {"big", "font", "main", "section", "tt", "u"}
LOOKS = set(
    "align bgcolor border cellpadding cellspacing class color colspan dir face height lang rowspan size style title "
    "type valign width".split()
)
ATTRIBUTES = {
    "*": LOOKS,
    "a": {"href", "name"},
    "blockquote": {"cite"},
    "img": {"alt", "src"},
    "ol": {"start"},
}
STYLES = set(
    "background-color border border-bottom border-collapse border-color border-left border-radius border-right "
    "border-style border-top border-width color direction font font-family font-size font-style font-weight height "
    "letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right margin-top max-width "
    "min-width padding padding-bottom padding-left padding-right padding-top text-align text-decoration text-indent "
    "text-transform vertical-align white-space width word-break".split()
)
MOST_ENTITIES, DEEPEST = 200_000, 4000  # beyond them the cleaner's time grows with the square
SCHEMES = {"http", "https", "mailto", "tel", "cid", "data"}
PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]+", re.I)
REACHES = re.compile(r"url\s*\(|expression\s*\(|@import|\\", re.I)
REMOTE = re.compile(r'(<img(?: [\w-]+="[^"]*")*?) src="(?=https?:)', re.I)


def clean(html: str) -> str:
    """Safe HTML. Remote pictures are not loaded: their address waits in ``data-remote`` until somebody asks.

    A page built to keep the cleaner busy for minutes is shown as its text.
    """
    if html.count("&") > MOST_ENTITIES or pages.depth(html) > DEEPEST:
        return f"<pre>{escape(chr(10).join(line.text for line in rendering.lines(html)))}</pre>"
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
    if tag == "img" and attribute == "src" and not said.lower().startswith(("cid:", "http:", "https:")):
        return None
    return None if attribute == "style" and REACHES.search(value) else value
