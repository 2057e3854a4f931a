"""Run a twin: in a thread of this process for a test, or as a process of its own."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from recado.twins.whatsapp.app import build
from recado.twins.whatsapp.phones import Twin
from recado.twins.whatsapp.setup import Setup


class Breakable(HttpToolsProtocol):
    """HTTP whose connection an answer may cut: `scope["extensions"]["hang up"]["cut"]`."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {"hang up": {"cut": self.transport.abort}}


def _server(setup: Setup, listener: socket.socket) -> uvicorn.Server:
    host, port = listener.getsockname()[:2]
    app = build(setup, f"http://{host}:{port}")
    config = uvicorn.Config(
        app, http=Breakable, log_level="warning", access_log=False, timeout_graceful_shutdown=1, lifespan="on"
    )
    return uvicorn.Server(config)


def _listener(host: str, port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(1024)
    return listener


@contextmanager
def running(**options: Any) -> Iterator[Twin]:
    """A twin on a free port of this machine, in a thread; `options` are those of `Setup`."""
    setup = Setup(**options)
    listener = _listener("127.0.0.1", 0)
    server = _server(setup, listener)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the twin did not start")
        time.sleep(0.005)
    twin = Twin("http://{}:{}".format(*listener.getsockname()), setup)
    try:
        yield twin
    finally:
        twin.close()
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()


def serve(setup: Setup, host: str, port: int) -> None:
    """A twin in this process until it is told to stop."""
    listener = _listener(host, port)
    typer.echo("WhatsApp twin at http://{}:{}".format(*listener.getsockname()))
    _server(setup, listener).run(sockets=[listener])
