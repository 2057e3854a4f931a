"""What answers on the public port? Hooks, live and static here; everything else is passed on to the pages."""

import asyncio
import logging
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from socket import socket
from types import FrameType

import uvicorn
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from recado import doors
from recado.doors.hooks.door import PREFIX as HOOKS
from recado.doors.hooks.door import Hooks
from recado.doors.live.door import Live
from recado.doors.site.door import PREFIX as SITE
from recado.doors.site.door import Site
from recado.house import environment, peers
from recado.house.admitting import Admitting
from recado.house.assets import Assets
from recado.house.forwarding import Forwarding
from recado.house.logging import set_up
from recado.house.noting import Noting, spelled
from recado.house.trouble import Trouble

STATIC = "/static/"
ROOT = Path(doors.__file__).parent / "web" / "static"
GRACE = 1  # seconds for what is being answered when the end is asked for

log = logging.getLogger(__name__)


class Front:
    """The ASGI application of the front process."""

    def __init__(self, url: str, key: str, pages_socket: str, trust: tuple[peers.Network, ...]) -> None:
        self.hooks, self.live = Hooks(url, key), Live(url, key)
        self._pages = Forwarding(pages_socket, trust)
        self.site = Site(url, key, self._pages, lambda scope: peers.peer(scope, trust).address)
        self._noted = Noting(self._rest, trust)
        self._assets = Assets(ROOT, STATIC)
        self._behind: list[asyncio.Task[None]] = []
        self.fell: Callable[[], None] = lambda: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            # The road of messages comes first and alone: nothing of the rest may cost it time.
            app: ASGIApp = self.hooks if scope["path"].startswith(HOOKS) else self._noted
            try:
                await app(scope, receive, send)
            except Exception as error:
                if "closed" not in str(error):  # what uvloop says when the caller has left
                    log.exception("%s %s fell", scope["method"], spelled(scope["path"]))
                raise
        elif scope["type"] == "lifespan":
            await self._lifespan(receive, send)

    async def _rest(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        app: ASGIApp
        if path.startswith(STATIC):
            app = self._assets
        elif path == "/live":
            app = self.live
        elif path.startswith(SITE):
            app = self.site
        elif path == "/healthz":
            app = JSONResponse({"status": "ok"}, headers={"cache-control": "no-store"})
        else:
            app = self._pages
        await app(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        self._behind = [asyncio.create_task(door.run()) for door in (self.hooks, self.live, self.site)]
        for task in self._behind:
            task.add_done_callback(self._ended)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in self._behind:
            task.cancel()
        await asyncio.gather(*self._behind, return_exceptions=True)
        await send({"type": "lifespan.shutdown.complete"})

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled():
            log.critical("a part of the front fell", exc_info=task.exception())
            self.fell()


class _Server(uvicorn.Server):
    """Ends open streams before it waits for what is being answered; ends itself when a part of the front fell."""

    def __init__(self, config: uvicorn.Config, front: Front) -> None:
        super().__init__(config)
        self._front, self.fell = front, False
        front.fell = self._fall

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        self._front.live.close()
        self._front.site.close()
        await super().shutdown(sockets)

    def _fall(self) -> None:
        self.fell = self.should_exit = True


def serve(host: str, port: int, pages_socket: str) -> None:
    """Answer until SIGTERM or SIGINT, and then be gone within two seconds. Raises Trouble for a bad setting."""
    set_up()
    server_log = logging.getLogger("uvicorn.error")
    server_log.setLevel(logging.WARNING)
    server_log.addFilter(_is_news)
    _widen()
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, _end)  # uvicorn raises the signal once more when all is done
    front = Front(environment.database_url() or "postgresql:///recado", environment.key(), pages_socket, _trust())
    config = uvicorn.Config(
        front, host=host, port=port, loop="uvloop", http=Admitting, ws="none", lifespan="on", interface="asgi3",
        log_config=None, access_log=False, server_header=False, proxy_headers=False, backlog=2048,
        timeout_keep_alive=75, timeout_graceful_shutdown=GRACE,
    )  # fmt: skip
    server = _Server(config, front)
    server.run()
    sys.exit(1 if server.fell else 0)


def _is_news(record: logging.LogRecord) -> bool:
    """What falls is told by the front itself; callers who leave in the middle of an answer are no news."""
    return "ASGI" not in record.getMessage()


def _trust() -> tuple[peers.Network, ...]:
    try:
        return peers.trusted(os.environ.get("RECADO_TRUSTED_PROXIES", ""))
    except ValueError as error:
        raise Trouble(f"RECADO_TRUSTED_PROXIES: {error}. Give addresses or networks with commas between.") from error


def _widen() -> None:
    """Each open page is an open file."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if most == resource.RLIM_INFINITY else min(most, 65536)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _end(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
