"""What does a mail show to its reader? Its head, its words or its page without anything that runs, and its files."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache
from html import escape
from typing import Any

import nh3

from recado.twins.post.quoting import Answered

type Json = dict[str, Any]

TAGS = {
    *("p", "br", "b", "strong", "i", "em", "u", "s", "a", "ul", "ol", "li", "blockquote", "div", "span", "pre", "code"),
    *("h1", "h2", "h3", "hr", "img", "table", "tbody", "tr", "td", "th"),
}
KEPT = {"a": {"href"}, "img": {"src", "alt"}, "div": {"class", "id"}, "span": {"class"}, "blockquote": {"class"}}
FOLDED = ("desk_quote", "gmail_quote", "gmail_quote_container", "desk_signature", "gmail_signature")
MARKS = ("appendonsend",)
SHORT = 140


@lru_cache(maxsize=400)
def opened(raw: bytes) -> EmailMessage:
    """The mail with its parts."""
    return message_from_bytes(raw, policy=default)


def answered(raw: bytes) -> Answered:
    """What an answer says of the mail and quotes from it."""
    mail = opened(raw)
    [(name, address), *_rest] = [*people(mail, "from"), ("", "")]
    return Answered(name, address, at(mail), str(mail["to"] or ""), str(mail["subject"] or ""), words(mail))


def people(mail: EmailMessage, field: str) -> list[tuple[str, str]]:
    return getaddresses([str(one) for one in mail.get_all(field, [])])


def at(mail: EmailMessage) -> datetime:
    """When it was written."""
    try:
        return parsedate_to_datetime(str(mail["date"]))
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def words(mail: EmailMessage) -> str:
    """The plain words."""
    part = mail.get_body(("plain",))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def snippet(mail: EmailMessage) -> str:
    """How it begins, without what it quotes and without the line above which one shall write."""
    fresh = (line.strip() for line in words(mail).splitlines() if not line.startswith((">", "## ", "-- ")))
    return " ".join(line for line in fresh if line)[:SHORT]


def page(mail: EmailMessage, place: str) -> str:
    """Safe HTML; `place` is where the mail's own pictures are found. Nothing of it runs, loads or leads elsewhere."""
    part = mail.get_body(("html",))
    if part is None:
        return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in words(mail).splitlines())
    inside = {str(one["content-id"]).strip("<> "): n for n, one in enumerate(files(mail)) if one["content-id"]}

    def filtered(tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return next((one for one in value.split() if one in FOLDED), None)
        if name == "id":
            return value if value in MARKS else None
        if name == "src":
            number = inside.get(value.removeprefix("cid:")) if value.startswith("cid:") else None
            return None if number is None else f"{place}/files/{number}"
        return value

    return nh3.clean(
        str(part.get_content()), tags=TAGS, attributes=KEPT, attribute_filter=filtered,
        url_schemes={"http", "https", "mailto", "cid"}, clean_content_tags={"script", "style", "title"},
    )  # fmt: skip


def files(mail: EmailMessage) -> list[EmailMessage]:
    """What hangs on it, pictures inside its page included."""
    return list(_files(mail))


def _files(mail: EmailMessage) -> Iterator[EmailMessage]:
    leaves = (part for part in mail.walk() if isinstance(part, EmailMessage) and not part.is_multipart())
    for part in leaves:
        if part.is_attachment() or part.get_filename() or part["content-id"]:
            yield part


def data(file: EmailMessage) -> bytes:
    return bytes(file.get_payload(decode=True) or b"")
