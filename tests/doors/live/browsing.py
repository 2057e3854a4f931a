"""A browser with an open page: it follows `/live` and keeps what it hears."""

import json
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from django.db import transaction

from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.staff import tickets
from recado.desk.staff.events import PresenceSwitched
from recado.desk.staff.models import Agent, Team
from tests.doors.fronts import KEY, Front


@dataclass
class Heard:
    """One event as a browser gets it."""

    name: str
    data: Any


class Browser:
    """An open stream, read by a thread of its own; `place` is the last event id, as EventSource keeps it."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.place = ""
        self.opened = threading.Event()
        self.ended = threading.Event()
        self._events: queue.Queue[Heard] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def hears(self, within: float = 5.0) -> Heard:
        return self._events.get(timeout=within)

    def hears_nothing(self, within: float = 0.5) -> bool:
        try:
            return self._events.get(timeout=within) is None
        except queue.Empty:
            return True

    def _read(self) -> None:
        event: dict[str, str] = {}
        try:
            for line in self.response.iter_lines():
                name, _, value = line.partition(": ")
                if line:
                    event[name] = value
                    continue
                self.place = event.get("id", self.place)
                if event.get("event", "beat") != "beat":
                    self._events.put(Heard(event["event"], json.loads(event["data"])))
                self.opened.set()
                event = {}
        except (httpx.TransportError, httpx.StreamClosed):
            pass
        finally:
            self.ended.set()


def ticket(agent: Agent, after: str = "") -> str:
    teams = agent.teams.values_list("pk", flat=True)
    return tickets.issue(agent.pk, teams, agent.sees_all, KEY, now(), after)


@contextmanager
def page(front: Front, agent: Agent, *, after: str = "", place: str = "", held: str = "") -> Iterator[Browser]:
    """A page of this agent, open as long as the scene wants. `place`: where the browser was when it last heard.

    `held` is a ticket that it has already.
    """
    headers = {"Last-Event-ID": place} if place else {}
    with (
        httpx.Client(base_url=front.url, timeout=20.0) as client,
        client.stream("GET", "/live", params={"ticket": held or ticket(agent, after)}, headers=headers) as response,
    ):
        response.raise_for_status()
        browser = Browser(response)
        assert browser.opened.wait(5)
        yield browser


def happens(case: int, *, team: Team | None = None, agent: Agent | None = None) -> None:
    """Something is told about a case, to its team and its agent."""
    with transaction.atomic():
        telling.record(
            PresenceSwitched(
                at=now(), case=case, thread=case + 1000, teams=(team.pk,) if team else (),
                agent=agent.pk if agent else None, called="Ada", on=True,
            )
        )  # fmt: skip


def change(*cases: int) -> Heard:
    """What a browser hears of these cases at once."""
    return Heard("change", {"cases": [[case, case + 1000, "presence.switched"] for case in cases]})
