"""A site of the house with its widget, and the visitors who write there."""

import itertools
import json
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from recado.desk.channels import embedding
from recado.desk.channels.models import Channel
from recado.desk.channels.site.looks import Looks
from recado.desk.conversations import replying, sending
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Agent, Team
from recado.house import sorting
from tests.doors.fronts import Front

LUMEN = "https://lumen.example"
_count = itertools.count(1)


class Shop:
    """Lumen Óptica's site: its channel and how a page of it speaks to the front."""

    def __init__(self, front: Front, *teams: Team, **looks: Any) -> None:
        self.front = front
        number = next(_count)
        name, self.caller = (
            f"Lumen {number}",
            f"10.1.{number // 250}.{number % 250 + 1}",
        )  # else all scenes share a pace
        self.channel: Channel = embedding.add(
            name=name, origins=[LUMEN], teams=teams, by=HOUSE, wanted=Looks(**looks)
        )  # fmt: skip
        self.path = f"/site/{self.channel.key}"

    @property
    def secret(self) -> str:
        return embedding.identity_secret(self.channel)

    def ask(self, path: str, *, origin: str | None = LUMEN, token: str = "", **known: Any) -> httpx.Response:
        method = known.pop("method", "POST" if "json" in known or "content" in known else "GET")
        headers = {"origin": origin} if origin else {}
        headers["x-forwarded-for"] = self.caller
        headers |= {"authorization": f"Bearer {token}"} if token else {}
        return self.front.http.request(
            method, self.path + path, headers={**headers, **known.pop("headers", {})}, **known
        )

    def visitor(self, **brought: str) -> "Visitor":
        return Visitor(self, self.ask("/visits", json=brought).raise_for_status().json())


class Visitor:
    """Somebody with the widget open: his token, and what he can do with it."""

    def __init__(self, shop: Shop, begun: dict[str, Any]) -> None:
        self.shop, self.token, self.known = shop, begun["token"], begun["known"]

    def ask(self, path: str, **known: Any) -> httpx.Response:
        return self.shop.ask(path, token=self.token, **known)

    def says(self, words: str, *, id_: str = "", **more: Any) -> httpx.Response:
        told = {"id": id_ or f"client-{next(_count):06d}", "text": words, **more}
        return self.ask("/messages", json=told)

    def writes(self, words: str, **more: Any) -> Message:
        """Says it, and the desk sorts it."""
        self.says(words, **more).raise_for_status()
        sort()
        return Message.objects.filter(channel=self.shop.channel, direction="in", text=words).latest("pk")

    def reads(self) -> list[tuple[bool, str]]:
        """What his page shows: whether it is his, and the words."""
        return [(one["mine"], one["text"]) for one in self.talk()["messages"]]

    def talk(self) -> dict[str, Any]:
        return dict(self.ask("/talk").raise_for_status().json())

    @contextmanager
    def follows(self, after: str = "") -> Iterator["Stream"]:
        headers = {"origin": LUMEN, "authorization": f"Bearer {self.token}", "x-forwarded-for": self.shop.caller}
        with (
            httpx.Client(base_url=self.shop.front.url, timeout=20.0) as client,
            client.stream("GET", f"{self.shop.path}/stream?after={after}", headers=headers) as response,
        ):
            assert response.status_code == 200, response.read()
            yield Stream(response)


class Stream:
    """An open stream, read by a thread of its own."""

    def __init__(self, response: httpx.Response) -> None:
        self.response, self.place = response, ""
        self._events: queue.Queue[tuple[str, Any]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def hears(self, name: str, within: float = 5.0) -> Any:
        """The next event of that name."""
        until = time.monotonic() + within
        while True:
            found, data = self._events.get(timeout=max(0.01, until - time.monotonic()))
            if found == name:
                return data

    def words(self, within: float = 5.0) -> list[tuple[bool, str]]:
        return [(one["mine"], one["text"]) for one in self.hears("messages", within)]

    def _read(self) -> None:
        event: dict[str, str] = {}
        try:
            for line in self.response.iter_lines():
                name, _, value = line.partition(": ")
                if line:
                    event[name] = value
                    continue
                self.place = event.get("id", self.place)
                self._events.put((event.get("event", ""), json.loads(event.get("data", "{}"))))
                event = {}
        except (httpx.TransportError, httpx.StreamClosed, httpx.StreamConsumed):
            pass


def sort() -> None:
    while sorting.sort():
        pass


def answer(thread: Thread, words: str, agent: Agent) -> Message:
    """An agent answers, and it leaves."""
    [message] = replying.reply(thread, text=words, by=agent.actor)
    sending.send(message.pk)
    message.refresh_from_db()
    return message
