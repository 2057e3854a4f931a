"""A program that calls the API with the token of an agent, and what it hears when it may not."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from recado.desk.staff import issuing
from recado.desk.staff.models import Agent


@dataclass
class Program:
    """A client that bears a token and knows where the API stands."""

    secret: str
    client: Client = field(default_factory=Client)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers=self._headers())

    def send(self, method: str, path: str, body: Any = None, *, key: str | None = None) -> Any:
        raw = body if isinstance(body, bytes | str) else json.dumps(body)
        sent = "" if body is None else raw
        headers = self._headers(key)
        return self.client.generic(method, f"/api/v1{path}", sent, content_type="application/json", headers=headers)

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        return self.send("POST", path, {} if body is None else body, key=key)

    def bring(self, **parts: Any) -> Any:
        return self.client.post("/api/v1/attachments", parts, headers=self._headers())

    def _headers(self, key: str | None = None) -> dict[str, str]:
        bearer = {"Authorization": f"Bearer {self.secret}"}
        return bearer | ({"Idempotency-Key": key} if key is not None else {})


def program_of(agent: Agent, *scopes: str) -> Program:
    _token, secret = issuing.issue(agent, scopes, by=agent.actor)
    return Program(secret)


def problem(answer: Any) -> tuple[int, str]:
    """Status and type of a refusal, which must be a problem of RFC 9457."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["title"]
    return answer.status_code, told["type"]
