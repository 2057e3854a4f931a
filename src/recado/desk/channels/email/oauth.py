"""How does one log in without a password? Access tokens of Google and Microsoft 365, refreshed when they end.

Sources: developers.google.com/workspace/gmail/imap/xoauth2-protocol; learn.microsoft.com, "Authenticate an IMAP, POP or
SMTP connection using OAuth". Secrets: `oauth_client_id`, `oauth_client_secret` (may be absent), `oauth_refresh_token`.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import httpx

from recado.desk.channels.port import Account, Json, Refused, Unreachable

TOKEN_URLS = {
    "google": "https://oauth2.googleapis.com/token",
    "microsoft": "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
}
SCOPES = {
    "google": "https://mail.google.com/",
    "microsoft": "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
}
REFRESH = "oauth_refresh_token"
EARLY = 120.0  # seconds before its end at which a token is no longer used
PATIENCE = 10.0
FOR_EVER = {"invalid_grant", "invalid_client", "unauthorized_client", "unsupported_grant_type", "interaction_required"}


@dataclass(frozen=True, slots=True)
class Token:
    """An access token until `ends` (monotonic seconds); `refresh` is the new refresh token, empty if it stays."""

    access: str
    ends: float
    refresh: str = ""


_known: dict[tuple[str, ...], Token] = {}
_lock = threading.Lock()


def opened(account: Account) -> str:
    """An access token for this channel; a new refresh token is kept. Raises as `access`."""
    keep = account.renewed
    return access(account.settings, account.secrets, partial(keep, REFRESH) if keep else None)


def access(settings: Json, secrets: Mapping[str, str], renewed: Callable[[str], None] | None = None) -> str:
    """An access token that holds for two minutes at least. `renewed` is told of a new refresh token, to be kept.

    Raises Refused: ``no_token``, ``token_refused``; Unreachable: ``token_away``.
    """
    refresh, client = secrets.get("oauth_refresh_token", ""), secrets.get("oauth_client_id", "")
    if not refresh or not client:
        raise Refused("no_token")
    key = (url(settings), client, refresh)
    with _lock:
        token = _known.get(key)
    if token is None or token.ends - EARLY < time.monotonic():
        token = ask(settings, secrets)
        with _lock:
            _known[key] = token
            if token.refresh:
                _known[(*key[:2], token.refresh)] = token
        if token.refresh and renewed:
            renewed(token.refresh)
    return token.access


def forget(settings: Json, secrets: Mapping[str, str]) -> None:
    """The server did not like the token: ask for another one the next time."""
    with _lock:
        _known.pop((url(settings), secrets.get("oauth_client_id", ""), secrets.get("oauth_refresh_token", "")), None)


def ask(settings: Json, secrets: Mapping[str, str]) -> Token:
    """Trade the refresh token for an access token (RFC 6749, 6). Raises as `access`."""
    given = {
        "grant_type": "refresh_token",
        "client_id": secrets.get("oauth_client_id", ""),
        "refresh_token": secrets.get("oauth_refresh_token", ""),
        "scope": SCOPES[provider(settings)],
    }
    if secrets.get("oauth_client_secret"):
        given["client_secret"] = secrets["oauth_client_secret"]
    try:
        answer = httpx.post(url(settings), data=given, timeout=PATIENCE)
        told = answer.json() if answer.content else {}
    except (httpx.HTTPError, ValueError) as wrong:
        raise Unreachable("token_away", str(wrong) or type(wrong).__name__) from wrong
    return _token(answer.status_code, told if isinstance(told, dict) else {}, secrets)


def _token(status: int, told: Json, secrets: Mapping[str, str]) -> Token:
    if status == 200 and told.get("access_token"):
        fresh = str(told.get("refresh_token") or "")
        fresh = "" if fresh == secrets.get("oauth_refresh_token") else fresh
        return Token(str(told["access_token"]), time.monotonic() + float(told.get("expires_in") or 3600), fresh)
    why = " ".join(filter(None, (str(told.get("error") or status), str(told.get("error_description") or ""))))
    if told.get("error") in FOR_EVER or status in (400, 401, 403):
        raise Refused("token_refused", why)
    raise Unreachable("token_away", why)


def provider(settings: Json) -> str:
    """`google` or `microsoft`."""
    imap, smtp = settings.get("imap") or {}, settings.get("smtp") or {}
    named = imap.get("auth") or smtp.get("auth") or ""
    return named if named in TOKEN_URLS else "google"


def url(settings: Json) -> str:
    """Where tokens are given: the provider's own place, unless the settings name another (`oauth.token_url`)."""
    given = settings.get("oauth") or {}
    return str(given.get("token_url") or TOKEN_URLS[provider(settings)].format(tenant=given.get("tenant") or "common"))


def xoauth2(user: str, token: str) -> str:
    """What is said in AUTHENTICATE XOAUTH2, before base64."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01"
