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
    if _is_program(scope):
        return _problem(503, TITLE, DETAIL, SOON)
    if "text/html" in Headers(scope=scope).get("accept", ""):
        return HTMLResponse(PAGE, 503, {**SOON, **GUARDED})
    return PlainTextResponse(f"{TITLE}. {DETAIL}\n", 503, {**SOON, **GUARDED})


def refused(scope: Scope, status: int, why: str) -> Response:
    """For a request that is not passed on; what it still would say is not listened to."""
    over = {"connection": "close", "cache-control": "no-store"}
    if _is_program(scope):
        return _problem(status, HTTPStatus(status).phrase, why, over)
    return PlainTextResponse(f"{why}\n", status, {**over, **GUARDED})


def _is_program(scope: Scope) -> bool:
    wanted = Headers(scope=scope).get("accept", "")
    return scope["path"].startswith("/api/") or ("json" in wanted and "text/html" not in wanted)


def _problem(status: int, title: str, detail: str, headers: dict[str, str]) -> Response:
    problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(problem, status, headers, "application/problem+json")
