"""One call to Graph: its answer as an object, or Refused, Unreachable, Ambiguous in the port's words."""

from functools import cache
from typing import Any
from urllib.parse import quote

import httpx

from recado.desk.channels.port import Account, Ambiguous, Json, Refused, Unreachable
from recado.desk.channels.whatsapp import verdicts
from recado.desk.channels.whatsapp.picking import text, thing, word
from recado.desk.core import patience

DEFAULT_URL = "https://graph.facebook.com/v25.0"
_TIMEOUT, _CONNECT = 20, 5
_BEFORE_WRITING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_GATEWAY_TIMEOUT = 504


def call(account: Account, method: str, *path: str, once: bool = False, **request: Any) -> Json:
    """The answer to a request; `path` is joined and quoted, `request` goes to httpx as it is.

    With `once` the request must not be made twice: when nobody can know whether it arrived, it is Ambiguous.
    Without, it may be repeated, and the same trouble is Unreachable.
    """
    try:
        waits = _timeout(patience.left(_TIMEOUT))
        response = client().request(method, address(account, *path), headers=bearer(account), timeout=waits, **request)
    except (TimeoutError, *_BEFORE_WRITING) as wrong:
        raise Unreachable("connect", str(wrong)) from wrong
    except (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL) as wrong:
        raise Refused("address", str(wrong)) from wrong
    except httpx.HTTPError as wrong:
        raise _lost(once, type(wrong).__name__) from wrong
    return _answer(response, once)


@cache
def client() -> httpx.Client:
    """One pool of connections for the process; it follows no redirects, so that a token stays where it belongs."""
    return httpx.Client(
        timeout=_timeout(_TIMEOUT), limits=httpx.Limits(max_connections=100, max_keepalive_connections=20)
    )


def _timeout(seconds: float) -> httpx.Timeout:
    soon = min(seconds, _CONNECT)
    return httpx.Timeout(seconds, connect=soon, pool=soon)


def address(account: Account, *path: str) -> str:
    """The URL of a thing in Graph."""
    base = str(account.settings.get("graph_url") or DEFAULT_URL).rstrip("/")
    return "/".join((base, *(quote(part, safe="") for part in path)))


def bearer(account: Account) -> dict[str, str]:
    token = account.secrets.get("access_token", "").strip()
    if not (token and token.isascii() and token.isprintable()):
        raise Refused("no_token")
    return {"Authorization": f"Bearer {token}"}


def number_id(account: Account) -> str:
    return str(account.settings.get("phone_number_id", ""))


def refusal(response: httpx.Response) -> Refused | Unreachable:
    """What an answer other than 2xx means: never again, or not now; how long `verdicts.wait` says by the code."""
    error = thing(thing(_json(response)).get("error"))
    code = word(error.get("code")) or f"http_{response.status_code}"
    detail = text(thing(error.get("error_data")).get("details")) or text(error.get("message")) or response.text[:300]
    if verdicts.of(code).retry or error.get("is_transient") is True or (not error and _passing(response.status_code)):
        return Unreachable(code, detail, after=_after(response))
    return Refused(code, detail)


def _answer(response: httpx.Response, once: bool) -> Json:
    if response.is_success:
        answer = _json(response)
        if isinstance(answer, dict):
            return answer
        raise _lost(once, "an answer that is no object")
    if response.status_code == _GATEWAY_TIMEOUT and once and not thing(_json(response)).get("error"):
        raise Ambiguous("http_504")
    raise refusal(response)


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except (ValueError, RecursionError):
        return None


def _lost(once: bool, detail: str) -> Ambiguous | Unreachable:
    return Ambiguous(detail) if once else Unreachable("no_answer", detail)


def _passing(status: int) -> bool:
    return status in (408, 425, 429) or status >= 500


def _after(response: httpx.Response) -> float | None:
    seconds = response.headers.get("Retry-After", "")
    return float(seconds) if seconds.isascii() and seconds.isdigit() else None
