"""What does the token service give? Access tokens for refresh tokens, each of those renewed (RFC 6749)."""

import secrets
import time

from recado.twins.mail.moods import Moods

CLIENT = "a client"


class Tokens:
    """Knows who has which tokens; every refresh token lives until its successor was used."""

    def __init__(self, moods: Moods) -> None:
        self._moods = moods
        self._refresh: dict[str, str] = {}
        self._access: dict[str, tuple[str, float]] = {}
        self.asked = 0

    def grant(self, user: str) -> str:
        """A refresh token, as the owner of a mailbox gets it when he agrees."""
        token = secrets.token_urlsafe(12)
        self._refresh[token] = user
        return token

    def user(self, said: str) -> str:
        """Whose mailbox an XOAUTH2 string opens; empty where it opens none."""
        fields = dict(part.partition("=")[::2] for part in said.split("\x01") if part)
        token = fields.get("auth", "").removeprefix("Bearer ")
        user, ends = self._access.get(token, ("", 0.0))
        return user if user == fields.get("user") and time.monotonic() < ends else ""

    def refresh(self, asked: dict[str, str]) -> tuple[int, dict[str, object]]:
        """An access token for a refresh token, which has a successor at once."""
        self.asked += 1
        user = self._refresh.get(asked.get("refresh_token", ""))
        if asked.get("client_id") != CLIENT:
            return 401, {"error": "invalid_client"}
        if user is None or self._moods.refuse_refresh:
            return 400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}
        return 200, {**self.give(user), "refresh_token": self.grant(user)}

    def give(self, user: str) -> dict[str, object]:
        """An access token for his mailbox."""
        access = secrets.token_urlsafe(12)
        self._access[access] = (user, time.monotonic() + self._moods.tokens_last)
        return {"access_token": access, "expires_in": self._moods.tokens_last, "token_type": "Bearer"}
