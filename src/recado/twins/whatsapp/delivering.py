"""Tell what happened: sign, post, double, hold back, bundle, and try again while nobody answers 200."""

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import httpx

from recado.twins.whatsapp.envelopes import Update, pack, signature
from recado.twins.whatsapp.world import Callback, World

SEVEN_DAYS = 7 * 24 * 60
LONGEST = 360
REMEMBERED = 10_000


@dataclass(slots=True)
class Delivery:
    """One body on its way; `answers` holds an HTTP status for each try, 0 where nobody answered."""

    url: str
    body: bytes
    updates: int
    answers: list[int] = field(default_factory=list)
    state: str = "pending"


class Postman:
    """Everything that this twin tells its callbacks."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.deliveries: deque[Delivery] = deque(maxlen=REMEMBERED)
        self._lanes: dict[str, asyncio.Lock] = {}
        self._bundles: dict[str, list[Update]] = {}
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
        self._client = httpx.AsyncClient(timeout=20, limits=limits, trust_env=False)

    async def close(self) -> None:
        """Let go of all connections."""
        await self._client.aclose()

    def tell(self, update: Update, lane: str = "") -> None:
        """Send an update on its way; in a kind twin those of one lane keep their order."""
        account = self.world.accounts[update.account]
        target = (update.number and update.number.override) or account.override or self.world.callback
        if target is None or not account.subscribed:
            return
        mood = self.world.dice.mood
        if self.world.dice.telling(mood.batched):
            self._bundle(target, update)
            return
        delivery = self._entered(target.url, [update])
        wait = self.world.dice.between(0.5, 2) * self.world.setup.pace if self.world.dice.telling(mood.late) else 0.0
        self.world.start(self._deliver(delivery, lane if mood.ordered else "", wait))
        if self.world.dice.telling(mood.doubled):
            self.world.start(self._deliver(self._entered(target.url, [update]), "", wait))

    def _entered(self, url: str, updates: list[Update]) -> Delivery:
        delivery = Delivery(url, pack(updates), len(updates))
        self.deliveries.append(delivery)
        return delivery

    def _bundle(self, target: Callback, update: Update) -> None:
        bundle = self._bundles.setdefault(target.url, [])
        bundle.append(update)
        if len(bundle) == 1:
            self.world.start(self._flush(target.url))

    async def _flush(self, url: str) -> None:
        await asyncio.sleep(0.3 * self.world.setup.pace)
        await self._deliver(self._entered(url, self._bundles.pop(url)), "", 0.0)

    async def _deliver(self, delivery: Delivery, lane: str, wait: float) -> None:
        await asyncio.sleep(wait)
        lock = self._lanes.setdefault(lane, asyncio.Lock()) if lane else asyncio.Lock()
        async with lock:
            answered = await self._post(delivery)
        if not answered:
            await self._insist(delivery)

    async def _post(self, delivery: Delivery) -> bool:
        headers = {
            "content-type": "application/json",
            "user-agent": "facebookexternalua",
            "x-hub-signature-256": signature(self.world.app_secret, delivery.body),
        }
        try:
            answer = await self._client.post(delivery.url, content=delivery.body, headers=headers)
            delivery.answers.append(answer.status_code)
        except httpx.HTTPError:
            delivery.answers.append(0)
        if delivery.answers[-1] == 200:
            delivery.state = "done"
        return delivery.state == "done"

    async def _insist(self, delivery: Delivery) -> None:
        """At once, after one minute, two, four … six hours at the most, for seven days; then dropped."""
        waited, minutes = 0, 0
        while waited <= SEVEN_DAYS:
            await asyncio.sleep(minutes * self.world.setup.minute)
            if await self._post(delivery):
                return
            waited += minutes
            minutes = min(max(1, minutes * 2), LONGEST)
        delivery.state = "dropped"

    async def proven(self, callback: Callback) -> bool:
        """The handshake: the callback must give back the challenge, bare and with 200."""
        challenge = str(secrets.randbelow(10**9))
        query: dict[str, Any] = {
            "hub.mode": "subscribe",
            "hub.challenge": challenge,
            "hub.verify_token": callback.verify_token,
        }
        try:
            answer = await self._client.get(callback.url, params=query)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200 and answer.text == challenge

    async def fetched(self, link: str) -> tuple[bytes, str] | None:
        """What lies behind a link, and its mime type; None when it cannot be had."""
        try:
            answer = await self._client.get(link, follow_redirects=True)
        except (httpx.HTTPError, httpx.InvalidURL):
            return None
        return (answer.content, answer.headers.get("content-type", "")) if answer.status_code == 200 else None
