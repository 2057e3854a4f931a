"""What is said while the pages are down? That they will be back, in the words of a person or of a program."""

from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Scope

SOON = {"retry-after": "3", "cache-control": "no-store"}
GUARDED = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}
PAGE = (Path(__file__).parent / "away.html").read_text()
TITLE = "The pages of the desk are not ready"
DETAIL = "They start or start again; what customers write is taken in meanwhile. Try again in a few seconds."


def response(scope: Scope) -> Response:
    """503 with Retry-After; problem+json (RFC 9457) for the API and for those who ask for JSON."""
    wanted = Headers(scope=scope).get("accept", "")
    if scope["path"].startswith("/api/") or ("json" in wanted and "text/html" not in wanted):
        problem = {"type": "about:blank", "title": TITLE, "status": 503, "detail": DETAIL}
        return JSONResponse(problem, 503, SOON, "application/problem+json")
    if "text/html" in wanted:
        return HTMLResponse(PAGE, 503, {**SOON, **GUARDED})
    return PlainTextResponse(f"{TITLE}. {DETAIL}\n", 503, {**SOON, **GUARDED})


def refused(why: str) -> Response:
    """400 for a request that may not be passed on."""
    return PlainTextResponse(f"{why}\n", HTTPStatus.BAD_REQUEST, GUARDED)
