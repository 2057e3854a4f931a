"""What of a talk does the widget get? Messages as small documents, files with a word that opens them for a day."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from recado.desk.channels.site import tokens
from recado.desk.conversations.visiting import Said
from recado.desk.core.time import iso

type Document = dict[str, Any]


def message(said: Said, base: str, visitor: str, key: str, at: datetime) -> Document:
    """One message. `base` is the channel's address, `key` that of the house."""
    mine = said.direction == "in"
    document: Document = {"id": said.id, "mine": mine, "at": iso(said.at), "text": "" if said.revoked_at else said.text}
    if mine:
        document["client"] = (said.provider_id or "").removeprefix(f"{visitor}:")
    else:
        document |= {"agent": (said.agent or "").partition(" ")[0], "seen": said.rung in ("read", "played")}
    if said.edited_at:
        document["edited"] = True
    if said.revoked_at:
        document["revoked"] = True
    elif said.files:
        document["files"] = [_file(file, base, key, at) for file in said.files]
    return document


def _file(file: tuple[int, str, str, int | None], base: str, key: str, at: datetime) -> Document:
    id_, name, mime, size = file
    # The same word for all of a day, so that a picture is fetched once.
    until = (int((at + tokens.FILES_FOR).timestamp()) // 3600 + 1) * 3600
    word = tokens.file_word(id_, until, key)
    return {"name": name, "mime": mime, "bytes": size or 0, "url": f"{base}/files/{id_}?word={word}"}


def cursor(said: Iterable[Said]) -> str:
    """Where a reader of these messages stands: milliseconds of the newest change; empty for none."""
    newest = max((one.changed_at for one in said), default=None)
    return str(int(newest.timestamp() * 1000)) if newest else ""


def event(name: str, data: Any, place: str = "") -> bytes:
    """One server-sent event."""
    line = f"id: {place}\n" if place else ""
    return f"{line}event: {name}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode(
        "utf-8", "replace"
    )
