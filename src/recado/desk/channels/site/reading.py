"""What does a delivery of the door `site` tell? Bytes in, facts out; it reads what `writing` wrote, and no more."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from recado.desk.channels.port import (
    MAIL_OFFERED,
    AccountNotice,
    Fact,
    Handle,
    Json,
    Media,
    Message,
    Receipt,
    Unknown,
    Unreadable,
)

BESIDE = ("page", "language", "form")


def read(body: bytes) -> list[Fact]:
    """The facts of one delivery. Raises Unreadable for what is no document of ours."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as wrong:
        raise Unreadable(f"no JSON: {wrong}") from wrong
    if not isinstance(told, dict):
        raise Unreadable("no JSON object")
    visitor, reader = _text(told, "from"), READERS.get(_text(told, "what") or "")
    if reader is None or (visitor is None and not _text(told, "email")):
        return [Unknown(told, why="it says neither who nor what")]
    return reader(told, visitor, _at(told))


def _message(told: Json, visitor: str | None, at: datetime | None) -> list[Fact]:
    sender = Handle(stable=visitor if not told.get("form") else None, name=_text(told, "name"), email=_email(told))
    file = _object(told, "file")
    media = Media(None, mime=_text(file, "mime"), filename=_text(file, "name"), kept=_text(file, "sha256"))
    more = {name: told[name] for name in BESIDE if told.get(name)}
    id_ = _text(told, "id")
    said = Message(
        id=f"{visitor}:{id_}" if id_ else None, sender=sender, to=None, at=at, type=_type(file),
        text=_text(told, "text"), media=media if file else None, reply_to=_text(told, "reply_to"), more=more,
    )  # fmt: skip
    return [said]


def _receipts(told: Json, visitor: str | None, at: datetime | None) -> list[Fact]:
    ids = told.get("ids")
    listed = [one for one in ids if isinstance(one, str)] if isinstance(ids, list) else []
    state = _text(told, "state") or ""
    return [Receipt(one, None, state, at, recipient=Handle(stable=visitor)) for one in listed]


def _known(told: Json, visitor: str | None, at: datetime | None) -> list[Fact]:
    became = Handle(stable=visitor, name=_text(told, "name"), email=_email(told))
    return [AccountNotice("id_changed", at=at, person=Handle(stable=_text(told, "was")), became=became)]


def _offered(told: Json, visitor: str | None, at: datetime | None) -> list[Fact]:
    more = {"email": _email(told), "agreed": _text(told, "agreed") or ""}
    return [AccountNotice(MAIL_OFFERED, at=at, person=Handle(stable=visitor), more=more)]


READERS: dict[str, Callable[[Json, str | None, datetime | None], list[Fact]]] = {
    "message": _message,
    "receipt": _receipts,
    "known": _known,
    "mail": _offered,
}


def _type(file: Json) -> str:
    """As what a file is shown: what it says it is, pictures and sound apart from documents."""
    if not file:
        return "text"
    kind = (_text(file, "mime") or "").partition("/")[0]
    return kind if kind in ("image", "audio", "video") else "document"


def _text(told: Json, name: str) -> str | None:
    value = told.get(name)
    return value if isinstance(value, str) and value else None


def _email(told: Json) -> str | None:
    found = _text(told, "email")
    return found.strip().lower() if found else None


def _object(told: Json, name: str) -> dict[str, Any]:
    value = told.get(name)
    return value if isinstance(value, dict) else {}


def _at(told: Json) -> datetime | None:
    try:
        at = datetime.fromisoformat(_text(told, "at") or "")
    except ValueError:
        return None
    return at if at.tzinfo else None
