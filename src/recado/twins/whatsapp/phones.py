"""Hold a twin from a test or a script: its numbers, its clock, its mishaps, and the customers' phones."""

from base64 import b64decode
from typing import Any

import httpx

from recado.twins.whatsapp.customers import Customer
from recado.twins.whatsapp.setup import Setup
from recado.twins.whatsapp.world import Json


class Twin:
    """A running twin at `base_url`, in this process or another; every verb is one call of its doors under /twin."""

    def __init__(self, base_url: str, setup: Setup | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        self.setup = setup or Setup()
        self.http = httpx.Client(base_url=f"{self.base_url}/twin", timeout=30, trust_env=False)

    def close(self) -> None:
        """Let go of the connections."""
        self.http.close()

    def ask(self, method: str, path: str, **more: Any) -> Any:
        """One call of the twin's own doors; RuntimeError says what it refused."""
        answer = self.http.request(method, path, **more)
        if answer.is_error:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json()

    def customer(self, number: str | None = None, *, bsuid: str | None = None, **more: Any) -> Customer:
        """Somebody with a phone. Without `number` the person is known by `bsuid` alone.

        `more`: name, username, hidden, reads, blocks_us, opted_out, fate={"code": 131026, "later": True}.
        """
        known = {"number": number, "bsuid": bsuid}
        seen = self.ask("POST", "customers", json={**{k: v for k, v in known.items() if v}, **more})
        return Customer(self, seen["bsuid"])

    def calls_back(self, url: str, verify_token: str | None = None, app_secret: str | None = None) -> bool:
        """Webhooks go to `url` from now on; whether the handshake held."""
        body = {"url": url, "verify_token": verify_token, "app_secret": app_secret}
        return bool(self.ask("PUT", "callback", json=body)["proven"])

    def upsets(self, upset: str, times: int = 1) -> None:
        """The next sends go wrong: throughput, pair, broken_before, unavailable, broken_after, hung_up, silent …"""
        self.ask("POST", "upsets", json={"upset": upset, "times": times})

    def passes(self, *, hours: float = 0.0, seconds: float = 0.0) -> None:
        """Time passes for the twin without waiting."""
        self.ask("POST", "clock", json={"advance": hours * 3600 + seconds})

    def takes_token(self, token: str) -> None:
        """Only this token opens from now on."""
        self.ask("PUT", "token", json={"token": token})

    def adds_number(self, identifier: str, number: str, **more: Any) -> None:
        """One more number of ours; `more`: name, account."""
        self.ask("POST", "numbers", json={"id": identifier, "number": number, **more})

    def number_is(self, identifier: str | None = None, **more: Any) -> None:
        """Change a number: quality, tier, can_send, free_left, name."""
        self.ask("PATCH", f"numbers/{identifier or self.setup.phone_number_id}", json=more)

    def adds_template(self, name: str, language: str, body: str, **more: Any) -> Json:
        """One more template; `more`: category, status, components …"""
        template: Json = self.ask("POST", "templates", json={"name": name, "language": language, "body": body, **more})
        return template

    def tells(self, field: str, value: Json) -> None:
        """Any webhook: account_update, history, message_template_status_update …"""
        self.ask("POST", "webhooks", json={"field": field, "value": value})

    @property
    def deliveries(self) -> list[Json]:
        """All bodies told so far: url, answers (HTTP statuses, 0 for none), state, body (bytes)."""
        return [{**told, "body": b64decode(told["body"])} for told in self.ask("GET", "deliveries")]

    def settles(self, within: float = 5.0) -> bool:
        """Wait until nothing is under way; False when that took longer than `within` seconds."""
        answer = self.ask("POST", "settling", json={"within": within}, timeout=within + 30)
        return bool(answer["settled"])
