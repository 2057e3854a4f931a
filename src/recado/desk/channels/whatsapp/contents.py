"""What a message carries, for each of its types: text, media, a place, contacts, a tap, an order."""

import contextlib
from collections.abc import Callable
from typing import Any

from recado.desk.channels.port import Json, Media, Unreadable
from recado.desk.channels.whatsapp import loading
from recado.desk.channels.whatsapp.picking import flag, kept, text, thing, things, word

MEDIA = ("image", "video", "audio", "voice", "document", "sticker")


class Broken(ValueError):
    """What stands under the type is not what the type promises."""


def guess(message: Json) -> str | None:
    """The type of a message that does not name it: the one key that is a type."""
    return next((type_ for type_ in (*READERS, *MEDIA) if type_ in message), None)


def known(type_: str) -> bool:
    return type_ in READERS or type_ in MEDIA


def read(type_: str, message: Json) -> dict[str, Any]:
    """The parts of a port message that its type fills. Raises Broken."""
    if type_ in MEDIA:
        return _media(type_, message)
    return READERS[type_](message)


def _content(message: Json, type_: str) -> Json:
    content = message.get(type_, {})
    if not isinstance(content, dict):
        raise Broken(f"{type_} is no object")
    return content


def _text(message: Json) -> dict[str, Any]:
    if isinstance(message.get("text"), str):
        return {"text": message["text"]}
    return {"text": text(_content(message, "text").get("body"))}


def _media(type_: str, message: Json) -> dict[str, Any]:
    content = _content(message, type_)
    caption = text(content.get("caption"))
    media = Media(
        id=word(content.get("id")),
        mime=word(content.get("mime_type")),
        sha256=word(content.get("sha256")),
        filename=text(content.get("filename")),
        voice=type_ == "voice" or flag(content.get("voice")),
        caption=caption,
        url=word(content.get("url")) or word(content.get("link")),
    )
    more = {"animated": True} if flag(content.get("animated")) else {}
    return {"media": media if content else None, "text": caption, "more": more}


def _location(message: Json) -> dict[str, Any]:
    content = _content(message, "location")
    names = ("latitude", "longitude", "name", "address", "url")
    return {"location": {name: content[name] for name in names if content.get(name) is not None} or None}


def _contacts(message: Json) -> dict[str, Any]:
    cards = things(message.get("contacts"))
    if not all(isinstance(card, dict) for card in cards):
        raise Broken("contacts are no objects")
    return {"contacts": [_card(card) for card in cards], "more": {"contacts": cards}}


def _card(card: Json) -> Json:
    names = thing(card.get("name"))
    parts = (text(names.get(part)) for part in ("first_name", "last_name"))
    name = text(names.get("formatted_name")) or text(card.get("name")) or " ".join(filter(None, parts)) or None
    read: Json = {"name": name, "phones": _each(card.get("phones"), "phone", "wa_id")}
    emails, company = _each(card.get("emails"), "email"), text(thing(card.get("org")).get("company"))
    return read | ({"emails": emails} if emails else {}) | ({"organisation": company} if company else {})


def _each(listed: Any, *names: str) -> list[str]:
    found = (next(filter(None, (word(thing(one).get(name)) for name in names)), None) for one in things(listed))
    return [one for one in found if one]


def _button(message: Json) -> dict[str, Any]:
    content = _content(message, "button")
    title = text(content.get("text"))
    return {"button": {"id": word(content.get("payload")), "title": title}, "text": title}


def _interactive(message: Json) -> dict[str, Any]:
    content = _content(message, "interactive")
    kind = word(content.get("type")) or next(iter(content), "")
    reply = thing(content.get(kind))
    if kind == "nfm_reply":
        return {"text": text(reply.get("body")), "more": {"flow": _flow(reply)}}
    title = text(reply.get("title"))
    if title is None and "id" not in reply:
        return {"more": {"interactive": content}} if content else {}
    more = {"description": reply["description"]} if reply.get("description") else {}
    return {"button": {"id": word(reply.get("id")), "title": title}, "text": title, "more": more}


def _flow(reply: Json) -> Json:
    """The answers of a form; they come as a JSON text, which is kept as it is when it is none."""
    answers = reply.get("response_json")
    if isinstance(answers, str):
        with contextlib.suppress(Unreadable):
            answers = loading.load(answers.encode())
    return {"name": reply.get("name"), "answers": answers}


def _order(message: Json) -> dict[str, Any]:
    content = _content(message, "order")
    return {"text": text(content.get("text")), "more": {"order": content}}


def _system(message: Json) -> dict[str, Any]:
    content = _content(message, "system")
    return {"text": text(content.get("body")), "more": {"system": kept(content, "body")}}


def _nothing(message: Json) -> dict[str, Any]:
    return {"more": {"raw": message}}


READERS: dict[str, Callable[[Json], dict[str, Any]]] = {
    "text": _text,
    "location": _location,
    "contacts": _contacts,
    "button": _button,
    "interactive": _interactive,
    "order": _order,
    "system": _system,
    "unsupported": _nothing,
    "request_welcome": _nothing,
    "media_placeholder": _nothing,
}
