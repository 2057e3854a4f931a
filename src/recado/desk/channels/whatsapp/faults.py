"""The errors of a webhook, from any of the three places where they stand."""

from typing import Any

from recado.desk.channels.port import AccountNotice, Json
from recado.desk.channels.whatsapp.picking import text, thing, things, word
from recado.desk.channels.whatsapp.walking import Change


def read(errors: Any) -> list[Json]:
    """Each as ``{"code": int or text, "title", "details"}`` (WA7)."""
    return [_fault(error) for error in things(errors)]


def notice(error: Json, change: Change) -> AccountNotice:
    """An error that belongs to no message: what Meta could not tell us, or what is wrong with the account."""
    return AccountNotice(what="error", to=change.to, at=change.at, more=_fault(error))


def _fault(error: Any) -> Json:
    parts = thing(error)
    details = text(thing(parts.get("error_data")).get("details")) or text(parts.get("details"))
    title = text(parts.get("title")) or text(parts.get("message"))
    return {
        "code": parts.get("code") if isinstance(parts.get("code"), int) else word(parts.get("code")),
        "title": title or (None if parts else text(error)),
        "details": details or text(parts.get("message")),
    }
