"""A real front process for scenes at the doors: on a port of its own, on the tests' database."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import psycopg
from django.db import connection

KEY = "a key for tests, of no worth to anybody at all"


def database_url(name: str = "") -> str:
    """The tests' database, or another one of its server, as libpq names it."""
    known = connection.settings_dict
    place = quote(str(known["HOST"]), safe="")
    words = f":{quote(str(known['PASSWORD']), safe='')}" if known["PASSWORD"] else ""
    port = f"&port={known['PORT']}" if known["PORT"] else ""
    return f"postgresql://{quote(str(known['USER']), safe='')}{words}@/{name or known['NAME']}?host={place}{port}"


@contextmanager
def database_away() -> Iterator[None]:
    """Nobody new comes into the tests' database, and the fronts' connections are cut."""
    name = connection.settings_dict["NAME"]
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'recado front'"
    with psycopg.connect(database_url("postgres"), autocommit=True) as other:
        try:
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            other.execute(f"{cut} AND datname = %s", [name])
            yield
        finally:
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


class Front:
    """The process and what one asks of it."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log
        self.url = f"http://127.0.0.1:{port}"
        self.http = httpx.Client(base_url=self.url, timeout=20.0)

    def await_ready(self) -> None:
        end = time.monotonic() + 15
        while True:
            try:
                self.http.get("/healthz").raise_for_status()
                return
            except httpx.TransportError:
                assert self.process.poll() is None, self.log.read_text()
                assert time.monotonic() < end, self.log.read_text()
                time.sleep(0.02)

    def stop(self, wish: signal.Signals = signal.SIGTERM) -> float:
        """End it, and say how many seconds that took."""
        began = time.monotonic()
        self.process.send_signal(wish)
        self.process.wait(10)
        return time.monotonic() - began


@contextmanager
def running(directory: Path, url: str | None = None, **environment: str) -> Iterator[Front]:
    """A front process; `directory` holds its log and the socket `pages`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {**os.environ, "DATABASE_URL": url or database_url(), "RECADO_KEY": KEY, **environment}
    command = [sys.executable, "-m", "recado.house.parts", "front", "127.0.0.1", str(port), str(directory / "pages")]
    log = directory / "front.log"
    with log.open("wb") as told:
        process = subprocess.Popen(command, env=known, stdout=told, stderr=told)
    front = Front(process, port, log)
    try:
        front.await_ready()
        yield front
    finally:
        front.http.close()
        process.kill()
        process.wait()
