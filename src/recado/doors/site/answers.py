"""What does a browser on another site get to hear? JSON with the headers that let that site's page read it (CORS)."""

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from recado.desk.channels.site.looks import Looks

SAFE = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "cross-origin",
}
METHODS, ASKED = "GET, POST, OPTIONS", "authorization, content-type"
REMEMBERED = "7200"  # seconds for which a browser need not ask again


class Refused(Exception):
    """Why not: an HTTP status, a code for the widget, a sentence for whoever builds the site."""

    def __init__(self, status: int, code: str, said: str, *, after: int = 0) -> None:
        super().__init__(said)
        self.status, self.code, self.said, self.after = status, code, said, after


def comes_from(scope: Scope, looks: Looks) -> str:
    """The origin of the page that asks; empty where no page of another site does. Raises Refused."""
    headers = Headers(scope=scope)
    origin = headers.get("origin", "")
    if not origin or origin.partition("//")[2] == headers.get("host", ""):
        return ""
    if origin not in looks.origins:
        said = f"The widget may not stand on {origin[:100]}: add it to the channel's sites in the settings."
        raise Refused(403, "origin", said)
    return origin


def opened(origin: str) -> dict[str, str]:
    """The headers that let a page of that origin, and of no other, read the answer."""
    return {"vary": "origin", **({"access-control-allow-origin": origin} if origin else {})}


def preflight(origin: str) -> Response:
    """What a browser wants to know before it asks."""
    may = {
        "access-control-allow-methods": METHODS,
        "access-control-allow-headers": ASKED,
        "access-control-max-age": REMEMBERED,
    }
    return Response(status_code=204, headers={**SAFE, **opened(origin), **may})


def said(content: Mapping[str, Any], origin: str, status: int = 200) -> Response:
    return JSONResponse(dict(content), status, {**SAFE, **opened(origin)})


def refused(why: Refused, origin: str = "") -> Response:
    """problem+json (RFC 9457), with the code the widget knows."""
    problem = {"type": "about:blank", "title": why.said, "status": why.status, "code": why.code}
    later = {"retry-after": str(why.after)} if why.after else {}
    return JSONResponse(problem, why.status, {**SAFE, **opened(origin), **later}, "application/problem+json")
