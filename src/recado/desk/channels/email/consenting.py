"""How does the owner of a mailbox let us in? He agrees at his provider and comes back with a code, which we trade.

Sources: RFC 6749, 4.1; RFC 7636 (PKCE); developers.google.com/identity/protocols/oauth2/web-server (a refresh token
only with `access_type=offline` and `prompt=consent`); learn.microsoft.com, "Microsoft identity platform and OAuth 2.0
authorization code flow" (a refresh token only with the scope `offline_access`).
"""

import base64
import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

from recado.desk.channels.email import oauth
from recado.desk.channels.port import Json, Refused, Unreachable

CONSENT_URLS = {
    "google": "https://accounts.google.com/o/oauth2/v2/auth",
    "microsoft": "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
}
LASTING = {
    "google": {"access_type": "offline", "prompt": "consent"},
    "microsoft": {"response_mode": "query", "prompt": "select_account"},
}
NEEDED = {"google": "https://mail.google.com/", "microsoft": "IMAP.AccessAsUser.All"}
CODES = {
    "access_denied": "consent_denied",
    "consent_required": "consent_denied",
    "invalid_grant": "consent_over",
    "invalid_client": "client_refused",
    "unauthorized_client": "client_refused",
    "redirect_uri_mismatch": "redirect_refused",
}


@dataclass(frozen=True, slots=True)
class App:
    """The app that the house registered at the provider; `redirect` is where it sends people back."""

    provider: str
    client: str
    secret: str
    redirect: str


def asked_at(settings: Json, app: App, *, user: str, state: str, verifier: str) -> str:
    """Where the owner is asked. `settings` may name another place (`oauth.consent_url`) and a `tenant`."""
    given = settings.get("oauth") or {}
    place = given.get("consent_url") or CONSENT_URLS[app.provider].format(tenant=given.get("tenant") or "common")
    asked = {
        "client_id": app.client, "redirect_uri": app.redirect, "response_type": "code",
        "scope": oauth.SCOPES[app.provider], "state": state, "login_hint": user,
        "code_challenge": challenge(verifier), "code_challenge_method": "S256",
    } | LASTING[app.provider]  # fmt: skip
    return f"{place}?{urlencode(asked)}"


def challenge(verifier: str) -> str:
    """What may be seen of the verifier on the way (S256)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def trade(settings: Json, app: App, *, code: str, verifier: str) -> str:
    """The refresh token for the code. Raises Refused, as `refusal` names it, or ``consent_partial``,
    ``consent_brief``; Unreachable: ``token_away``."""
    given = {
        "grant_type": "authorization_code", "client_id": app.client, "code": code, "code_verifier": verifier,
        "redirect_uri": app.redirect,
    }  # fmt: skip
    if app.secret:
        given["client_secret"] = app.secret
    place = oauth.url({**settings, "imap": {"auth": app.provider}})
    try:
        answer = httpx.post(place, data=given, timeout=oauth.PATIENCE)
        told = answer.json() if answer.content else {}
    except (httpx.HTTPError, ValueError) as wrong:
        raise Unreachable("token_away", str(wrong) or type(wrong).__name__) from wrong
    return _refresh(answer.status_code, told if isinstance(told, dict) else {}, app)


def refusal(error: str, said: str) -> Refused:
    """What a provider's error means; `said` are its own words."""
    words = " ".join(filter(None, (error, said)))[:300]
    return Refused(CODES.get(error, "consent_failed"), words)


def _refresh(status: int, told: Json, app: App) -> str:
    if status >= 500:
        raise Unreachable("token_away", str(told.get("error") or status))
    if status != 200:
        raise refusal(str(told.get("error") or status), str(told.get("error_description") or ""))
    if told.get("scope") and NEEDED[app.provider].lower() not in str(told["scope"]).lower():
        raise Refused("consent_partial", str(told["scope"]))
    if not told.get("refresh_token"):
        raise Refused("consent_brief")
    return str(told["refresh_token"])
