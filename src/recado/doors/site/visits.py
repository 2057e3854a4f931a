"""Who asks, on which channel, and what does he say? A request of the widget, taken apart once."""

import json
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request

from recado.desk.channels.site import tokens
from recado.desk.channels.site.tokens import Visitor
from recado.desk.conversations.visiting import Said
from recado.desk.core import time
from recado.doors.site import telling
from recado.doors.site.answers import Refused

LARGEST = 64 * 1024  # bytes of a request that is no file
SCHEME = "bearer "


@dataclass(frozen=True, slots=True)
class Visit:
    """A visitor at a channel: `base` is its address, `key` that of the house, `after` where his page says it was;
    `caller` is the address of the net, or its network, that he asks from."""

    channel: int
    realm: str
    base: str
    visitor: Visitor
    origin: str
    key: str
    after: str = ""
    caller: str = ""

    def document(self, said: Said) -> telling.Document:
        return telling.message(said, self.base, self.visitor.id, self.key, time.now())


def visitor(request: Request, channel: int, key: str) -> Visitor:
    """Whose token the request brings. Raises Refused."""
    given = request.headers.get("authorization", "")
    token = given[len(SCHEME) :].strip() if given.lower().startswith(SCHEME) else ""
    try:
        return tokens.read(token, channel, key, time.now())
    except tokens.Invalid as invalid:
        raise Refused(401, "token", "The visitor's token does not hold (any more).") from invalid


async def said(request: Request) -> dict[str, Any]:
    """The JSON object of the body. Raises Refused."""
    body = b""
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                raise Refused(413, "too-large", "This is more than a message may carry.")
        found = json.loads(body or b"{}")
    except ClientDisconnect as left:
        raise Refused(400, "left", "The body did not come.") from left
    except (ValueError, RecursionError) as wrong:
        raise Refused(400, "json", "The body is no JSON.") from wrong
    if not isinstance(found, dict):
        raise Refused(400, "json", "The body is no JSON object.")
    return found


def text(told: dict[str, Any], name: str, most: int) -> str:
    """A text of the body, empty if there is none. Raises Refused where it is too long."""
    value = told.get(name)
    if not isinstance(value, str):
        return ""
    if len(value) > most:
        raise Refused(422, "too-long", f"{name} has {len(value)} characters; {most} are the most.")
    return value.strip()
