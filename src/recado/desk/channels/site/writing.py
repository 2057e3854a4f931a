"""What does the door `site` put before the sorters? One JSON document for each thing that a visitor does; no Django.

The visitor stands first, as `from`: by it deliveries are kept in order (`channels/lanes.py`).
"""

import json
from datetime import datetime
from typing import Any

from recado.desk.core.time import iso

type Said = dict[str, Any]


def message(visitor: str, at: datetime, *, id_: str, text: str, **more: Any) -> bytes:
    """Somebody said something. `more`: file, name, email (a proven one), page, language, reply_to, form."""
    return _written(visitor, "message", at, {"id": id_, "text": text, **more})


def read(visitor: str, at: datetime, *, state: str, ids: list[str]) -> bytes:
    """Messages of ours (by the ids under which they were accepted) were `delivered` or `read`."""
    return _written(visitor, "receipt", at, {"state": state, "ids": ids})


def known(visitor: str, at: datetime, *, was: str, email: str, name: str) -> bytes:
    """Who was `was` until now logged in: the site says who it is."""
    return _written(visitor, "known", at, {"was": was, "email": email, "name": name})


def offered(visitor: str, at: datetime, *, email: str, agreed: str) -> bytes:
    """The visitor left a mail address for the answer; `agreed` are the words he agreed to."""
    return _written(visitor, "mail", at, {"email": email, "agreed": agreed})


def _written(visitor: str, what: str, at: datetime, said: Said) -> bytes:
    given = {name: value for name, value in said.items() if value not in (None, "", [], {})}
    document = {"from": visitor, "what": what, "at": iso(at), **given}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
