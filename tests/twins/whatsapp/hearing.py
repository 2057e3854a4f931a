"""An ear that hears what a twin tells, and the hand of a desk that calls it."""

import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from recado.twins.whatsapp import Twin

type Desk = Callable[..., httpx.Response]
type Send = Callable[..., httpx.Response]


class Ear:
    """A callback: keeps what it hears; `answers` are the next HTTP statuses, 200 when there are none."""

    def __init__(self) -> None:
        self.heard: list[tuple[bytes, str]] = []
        self.answers: list[int] = []
        self.url = ""

    @property
    def values(self) -> list[dict[str, Any]]:
        bodies = [json.loads(body) for body, _ in self.heard]
        return [change["value"] for body in bodies for entry in body["entry"] for change in entry["changes"]]

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [message for value in self.values for message in value.get("messages", [])]

    @property
    def statuses(self) -> list[dict[str, Any]]:
        return [status for value in self.values for status in value.get("statuses", [])]

    def words(self, identifier: str) -> list[str]:
        return [status["status"] for status in self.statuses if status["id"] == identifier]

    def believes(self, secret: str) -> bool:
        """Whether every body heard was signed with this secret."""
        return all(
            signature == "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
            for body, signature in self.heard
        )


def mouth(ear: Ear) -> type[BaseHTTPRequestHandler]:
    class Mouth(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
            known = query.get("hub.verify_token") == "our-word"
            self._answer(200 if known else 403, query["hub.challenge"].encode() if known else b"")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            ear.heard.append((body, self.headers["x-hub-signature-256"]))
            self._answer(ear.answers.pop(0) if ear.answers else 200, b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Tests print nothing."""

    return Mouth


def caller(twin: Twin) -> httpx.Client:
    """A client with the token, under a version."""
    headers = {"authorization": f"Bearer {twin.setup.token}"}
    return httpx.Client(base_url=f"{twin.base_url}/v25.0", trust_env=False, timeout=10, headers=headers)


def sent_id(answer: httpx.Response) -> str:
    """The wamid of an accepted message."""
    assert answer.status_code == 200, answer.text
    return str(answer.json()["messages"][0]["id"])


def code_of(answer: httpx.Response) -> int:
    """The provider's error code of a refusal."""
    return int(answer.json()["error"]["code"])
