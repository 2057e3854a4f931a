"""What does a provider hear when it posts? 200 only after its words are safe, and otherwise why not."""

import asyncio
import logging
from contextlib import suppress
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope, Send

from recado.desk.channels import keeping, lanes
from recado.desk.channels.directory import Away, Directory, Entry
from recado.desk.core.listening import listen
from recado.doors.hooks import bodies
from recado.doors.hooks.gates import GATES
from recado.doors.hooks.gathering import Gathering, Gone

BIG = 256 * 1024  # bytes; a larger body is hashed beside the loop
PREFIX = "/hooks/"
PLAIN = ((b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff"))

type Answer = tuple[int, bytes]

KEPT: Answer = (200, b"kept")
FORGED: Answer = (403, b"the signature does not fit")
STRANGER: Answer = (403, b"the token does not fit")
UNKNOWN: Answer = (404, b"no such hook")
NOT_HERE: Answer = (405, b"post here")
TOO_SLOW: Answer = (408, b"the body did not come")
TOO_LARGE: Answer = (413, b"too large")
LATER: Answer = (503, b"not now, try again")

REFUSED: dict[type[Exception], Answer] = {bodies.TooLarge: TOO_LARGE, TimeoutError: TOO_SLOW, Gone: UNKNOWN}

log = logging.getLogger(__name__)


class Hooks:
    """The door `/hooks/{kind}/{key}` as an ASGI application. `url` names the database, `key` is that of the house."""

    def __init__(self, url: str, key: str) -> None:
        self._url = url
        self._directory, self._gathering = Directory(url, key), Gathering(url)
        self._room = bodies.Room()

    async def run(self) -> None:
        """Everything that goes on behind the door, for ever."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._gathering.run())
                group.create_task(self._directory.follow())
                group.create_task(listen(self._url, keeping.CHANNELS, self._directory.change))
        finally:
            await self._gathering.close()
            await self._directory.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(bodies.Left):
            status, body = await self._answer(scope, receive)
            await send({"type": "http.response.start", "status": status, "headers": _headers(status, body)})
            await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        kind, _, key = scope["path"].removeprefix(PREFIX).partition("/")
        try:
            hook = await self._directory.find(kind, key) if kind in GATES else None
            if hook is None:
                return UNKNOWN
            if scope["method"] == "GET":
                return _greet(hook, scope)
            return await self._take(hook, key, scope, receive) if scope["method"] == "POST" else NOT_HERE
        except (Away, bodies.Full) as error:
            log.warning("a post to %s was put off: %s", key, str(error) or "too much waits")
            return LATER
        except tuple(REFUSED) as error:
            return REFUSED[type(error)]

    async def _take(self, hook: Entry, key: str, scope: Scope, receive: Receive) -> Answer:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if hook.secrets is None:
            return LATER
        if int(headers.get("content-length", 0)) > bodies.LARGEST:
            return TOO_LARGE
        body = await self._room.read(receive)
        try:
            if not await _genuine(hook.kind, body, headers, hook.secrets):
                return FORGED
            await self._gathering.keep(keeping.Post(hook.channel, lanes.lane(key, body), body))
        finally:
            self._room.leave(len(body))
        return KEPT


async def _genuine(kind: str, body: bytes, headers: dict[str, str], secrets: dict[str, str]) -> bool:
    judge = GATES[kind].genuine
    return judge(body, headers, secrets) if len(body) < BIG else await asyncio.to_thread(judge, body, headers, secrets)


def _greet(hook: Entry, scope: Scope) -> Answer:
    query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
    challenge = GATES[hook.kind].greeted(query, {**hook.settings, **(hook.secrets or {})})
    return STRANGER if challenge is None else (200, challenge.encode())


def _headers(status: int, body: bytes) -> list[tuple[bytes, bytes]]:
    headers = [*PLAIN, (b"content-length", str(len(body)).encode())]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    if status in (408, 413, 503):
        headers.append((b"connection", b"close"))
    return headers
