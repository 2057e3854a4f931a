"""How does the owner of a mailbox agree at his provider? A page, a code that holds once and briefly, and tokens for it.

Both authorisation servers (RFC 6749, 4.1; RFC 7636). As at Google no refresh token comes without `access_type=offline`
and `prompt=consent`; as at Microsoft none comes without the scope `offline_access`.
"""

import asyncio
import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from recado.twins.mail.moods import Moods
from recado.twins.mail.tokens import CLIENT, Tokens

SECRET = "the client's secret"
PAGE = """<!doctype html><title>Sign in</title><p>{client} wants to read and send mail as {user}.</p>
<p><a href="/agree?{said}">Allow</a> <a href="/deny?{said}">Deny</a></p>"""

type Said = dict[str, str]


@dataclass(frozen=True)
class Code:
    """What was agreed to; `ends` in monotonic seconds."""

    user: str
    said: Said
    ends: float


class Consents:
    """Every request that the provider answers over HTTP."""

    def __init__(self, moods: Moods, tokens: Tokens) -> None:
        self._moods, self._tokens = moods, tokens
        self._codes: dict[str, Code] = {}

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One HTTP request."""
        head = await reader.readuntil(b"\r\n\r\n")
        sizes = [line.partition(b":")[2] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        body = await reader.readexactly(int(sizes[0]) if sizes else 0)
        asked = urlsplit(head.split(b" ", 2)[1].decode())
        writer.write(self._answered(asked.path, dict(parse_qsl(asked.query)), dict(parse_qsl(body.decode()))))
        await writer.drain()
        writer.close()

    def _answered(self, path: str, query: Said, form: Said) -> bytes:
        if path == "/consent":
            return self._page(query)
        if path in ("/agree", "/deny"):
            return _sent(query["redirect_uri"], self._agreed(query) if path == "/agree" else _denied(query))
        judged = self._traded(form) if form.get("grant_type") == "authorization_code" else self._tokens.refresh(form)
        return _http(judged[0], json.dumps(judged[1]), "application/json")

    def _page(self, said: Said) -> bytes:
        if said.get("client_id") != CLIENT or said.get("response_type") != "code" or not said.get("code_challenge"):
            return _http(400, "This app is not known here.", "text/plain")
        user = said.get("login_hint", "")
        return _http(
            200, PAGE.format(client=CLIENT, user=user, said=urlencode(said).replace("&", "&amp;")), "text/html"
        )

    def _agreed(self, said: Said) -> Said:
        code = secrets.token_urlsafe(12)
        self._codes[code] = Code(said.get("login_hint", ""), said, time.monotonic() + self._moods.codes_last)
        return {"code": code, "state": said.get("state", "")}

    def _traded(self, form: Said) -> tuple[int, dict[str, object]]:
        code = self._codes.pop(form.get("code", ""), None)
        if form.get("client_id") != CLIENT or form.get("client_secret", SECRET) != SECRET:
            return 401, {"error": "invalid_client", "error_description": "The provided client secret is invalid."}
        if code is None or time.monotonic() > code.ends or not _is_same(code.said, form):
            return 400, {"error": "invalid_grant", "error_description": "Malformed auth code."}
        told = {**self._tokens.give(code.user), "scope": code.said.get("scope", "")}
        if not _lasts(code.said):
            return 200, told
        return 200, {**told, "refresh_token": self._tokens.grant(code.user)}


def _is_same(said: Said, form: Said) -> bool:
    """Whether who trades the code is who asked for it."""
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    proved = base64.urlsafe_b64encode(digest).decode().rstrip("=") == said.get("code_challenge")
    return proved and said.get("code_challenge_method") == "S256" and form.get("redirect_uri") == said["redirect_uri"]


def _lasts(said: Said) -> bool:
    offline = said.get("access_type") == "offline" and "consent" in said.get("prompt", "")
    return offline or "offline_access" in said.get("scope", "").split()


def _denied(said: Said) -> Said:
    return {"error": "access_denied", "error_description": "The user said no.", "state": said.get("state", "")}


def _sent(to: str, said: Said) -> bytes:
    line = f"HTTP/1.1 302 Found\r\nlocation: {to}?{urlencode(said)}\r\n"
    return line.encode() + b"content-length: 0\r\nconnection: close\r\n\r\n"


def _http(status: int, said: str, kind: str) -> bytes:
    body = said.encode()
    line = f"HTTP/1.1 {status} said\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n"
    return line.encode() + b"connection: close\r\n\r\n" + body
