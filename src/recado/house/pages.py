"""How are the pages served? By Django in a few threads on a unix socket, behind the front."""

import gc
import os
import signal
import sys
from types import FrameType
from typing import Any, cast

THREADS = 8
YIELDING = 5  # of nice(2): a provider does not wait for a page (tried on two cores: a third more posts a second)
SELDOM = 20_000, 20, 20  # a page makes thousands of short-lived objects: tried, a tenth less time a page


def serve(socket: str) -> None:
    """Answer requests on the unix socket until SIGTERM.

    The front alone reaches the socket, so its X-Forwarded headers are believed.
    """
    from waitress.server import create_server

    from recado.house.dispatching import Dispatcher
    from recado.house.wsgi import application

    os.nice(YIELDING)
    gc.freeze()
    gc.set_threshold(*SELDOM)
    signal.signal(signal.SIGTERM, _end)
    server = create_server(
        application, unix_socket=socket, unix_socket_perms="600", threads=THREADS, ident=None,
        _dispatcher=cast(Any, Dispatcher(THREADS)),
        trusted_proxy="*", trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto"},
        clear_untrusted_proxy_headers=True,
    )  # fmt: skip
    server.run()


def _end(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
