"""Who may come in from the sites of the house? `/site/{key}/…`: the talk here, files and forms at the pages."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

import psycopg
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recado.desk.channels import keeping
from recado.desk.channels.directory import Away, Directory
from recado.desk.channels.site.looks import Looks
from recado.desk.core import networks
from recado.desk.core.lines import LOST, Line
from recado.desk.core.listening import listen
from recado.desk.journal import announcing
from recado.doors.site import answers, pacing, packing, saying, streaming, visits
from recado.doors.site.answers import Refused
from recado.doors.site.hub import Hub
from recado.doors.site.pacing import BY_ADDRESS, BY_VISITOR, Pace
from recado.doors.site.saying import Asked

PREFIX = "/site/"
FILE = saying.LARGEST_FILE + 4096  # bytes
PASSED = ("files", "forms", "try")
NOWHERE = Refused(404, "nowhere", "There is no such address.")
LATER = Refused(503, "later", "Not now; try again in a few seconds.", after=3)

log = logging.getLogger(__name__)


class Site:
    """The door as an ASGI application. `pages` answer what needs the house's files; `caller` says who calls."""

    def __init__(self, url: str, key: str, pages: ASGIApp, caller: Callable[[Scope], str]) -> None:
        self._url, self._key, self._pages, self._caller = url, key, pages, caller
        self._directory, self._line = Directory(url, key), Line(url)
        self._hub, self._pace = Hub(), Pace()

    async def run(self) -> None:
        """Everything that goes on behind the door, for ever."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._directory.follow())
                group.create_task(listen(self._url, keeping.CHANNELS, self._directory.change))
                group.create_task(listen(self._url, announcing.CHANNEL, self._hub.hear))
        finally:
            await self._line.close()
            await self._directory.close()

    def close(self) -> None:
        """End all streams in good order."""
        for stream in list(self._hub.streams):
            stream.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        origin = ""
        try:
            asked, what = await self._asked(Request(scope, receive))
            if what == "widget.js":
                await packing.answer(scope)(scope, receive, send)
                return
            origin = answers.comes_from(scope, asked.looks)
            await self._meet(replace(asked, origin=origin), what, receive, send)
        except Refused as why:
            await answers.refused(why, origin)(scope, receive, send)
        except (Away, *LOST, psycopg.Error) as lost:
            log.warning("a visitor was put off: %s", str(lost).strip() or type(lost).__name__)
            await answers.refused(LATER, origin)(scope, receive, send)

    async def _asked(self, request: Request) -> tuple[Asked, str]:
        key, _, what = request.scope["path"].removeprefix(PREFIX).partition("/")
        entry = await self._directory.find("site", key)
        if entry is None or not what:
            raise NOWHERE
        base = f"{request.url.scheme}://{request.headers.get('host', '')}{PREFIX}{key}"
        return Asked(request, entry, Looks.of(entry.settings), self._line, self._key, key, base, ""), what

    async def _meet(self, asked: Asked, what: str, receive: Receive, send: Send) -> None:
        scope, method = asked.request.scope, asked.request.method
        room = what.partition("/")[0]
        if method == "OPTIONS":
            await answers.preflight(asked.origin)(scope, receive, send)
        elif what in packing.FORM:
            await packing.form(what, asked.looks)(scope, receive, send)
        elif room in PASSED:
            await self._pass_on(asked, room, receive, send)
        elif (method, what) in saying.OPEN:
            self._hold(what, asked.request)
            await (await saying.OPEN[(method, what)](asked))(scope, receive, send)
        elif (method, what) in saying.OWN or (method, what) == ("GET", "stream"):
            await self._own(asked, what, receive, send)
        else:
            raise NOWHERE

    async def _own(self, asked: Asked, what: str, receive: Receive, send: Send) -> None:
        """What needs a visitor's token."""
        self._hold(what, asked.request)
        visitor = visits.visitor(asked.request, asked.entry.channel, self._key)
        self._slow(BY_VISITOR[what], what, f"{visitor.channel} {visitor.id}")
        if what != "stream":
            answer: Response = await saying.OWN[(asked.request.method, what)](asked, visitor)
            await answer(asked.request.scope, receive, send)
            return
        caller = networks.place(self._caller(asked.request.scope))
        if self._hub.is_full_for(visitor, caller):
            raise Refused(503, "streams", "Too many streams are open.", after=10)
        visit = replace(asked.visit(visitor), caller=caller)
        await streaming.follow(visit, self._hub, self._line, receive, send)

    async def _pass_on(self, asked: Asked, room: str, receive: Receive, send: Send) -> None:
        """To the pages; on the way back the answer is opened for the page that asked."""
        if asked.request.method == "POST":
            self._hold("sent" if room == "forms" else room, asked.request)
            told = asked.request.headers.get("content-length", "")
            if not told.isdecimal() or int(told) > FILE:
                raise Refused(413 if told else 411, "too-large", "A file may have 20 MB at the most.")
        else:
            self._hold("forms", asked.request)
        if room == "files" and asked.request.method == "POST":
            visitor = visits.visitor(asked.request, asked.entry.channel, self._key)
            self._slow(BY_VISITOR["files"], "files", f"{visitor.channel} {visitor.id}")

        async def opened(message: Message) -> None:
            if message["type"] == "http.response.start" and room == "files":
                more = {"cross-origin-resource-policy": "cross-origin", **answers.opened(asked.origin)}
                message["headers"] = [*message["headers"], *((n.encode(), v.encode()) for n, v in more.items())]
            await send(message)

        await self._pages(asked.request.scope, receive, opened)

    def _hold(self, what: str, request: Request) -> None:
        self._slow(BY_ADDRESS[what], what, networks.place(self._caller(request.scope)))

    def _slow(self, limit: pacing.Limit, what: str, who: str) -> None:
        if after := self._pace.take(limit, what, who):
            raise Refused(429, "slowly", "Too often; wait a moment.", after=after)
