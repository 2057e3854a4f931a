"""How fast does the hook say 200, alone and while the pages are busy? No sorters run: what it keeps is only kept."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx

from recado.bench import limits, loading, pressing
from recado.bench.figures import Run
from recado.bench.furnishing import Furnished, furnish
from recado.bench.raising import directory, raised
from recado.house import data as houses
from recado.house import listening, opening, parts, postgres

POSTS = 30_000
WARM_UP = 2_000
CONNECTIONS = 64
PATIENCE = 30.0  # seconds
HOST = "127.0.0.1"


def measure() -> list[Run]:
    """Two runs beside one limit, which is measured before either, on the same database."""
    with directory() as data:
        with raised(data) as house:
            furnished = furnish(data, house.url)
        with _standing(data) as url:
            furnished = replace(furnished, hook=url + furnished.hook[furnished.hook.index("/hooks/") :])
            _post(furnished, 0, WARM_UP, "warming up", None)
            limit = limits.inserts(furnished.database_url).per_second
            runs = [_post(furnished, WARM_UP, POSTS, "ack, the hook alone", limit)]
            with pressing.pressed(f"{url}/in"):
                time.sleep(1.0)
                runs.append(_post(furnished, WARM_UP + POSTS, POSTS, "ack, pages under load", limit))
    return runs


def _post(furnished: Furnished, since: int, count: int, what: str, limit: float | None) -> Run:
    requests = furnished.sender.requests(furnished.hook, count, since)
    load = loading.load(furnished.hook, requests, CONNECTIONS)
    if dict(load.statuses) != {200: count}:
        raise RuntimeError(f"not every post was kept: answers {dict(load.statuses)}")
    return load.figures.run(what, connections=CONNECTIONS, limit=limit)


@contextmanager
def _standing(data: Path) -> Iterator[str]:
    """PostgreSQL, front and pages of the house, without those who work; yields the front's address."""
    house, port, socket = houses.prepared(data), listening.free_port(HOST, 0), data / "run" / "bench.sock"
    started: list[subprocess.Popen[bytes]] = [postgres.start(house, log=subprocess.DEVNULL)]
    try:
        postgres.await_ready(house, started[0])
        url = f"http://{HOST}:{port}"
        environment = {**os.environ, **opening.environment(house, postgres.url(house), url)}
        commands = (parts.command("pages", str(socket)), parts.command("front", HOST, str(port), str(socket)))
        started += [subprocess.Popen(each, env=environment, stderr=subprocess.DEVNULL) for each in commands]
        _await_page(f"{url}/in")
        yield url
    finally:
        for process in reversed(started[1:]):
            process.kill()
            process.wait()
        postgres.stop(started[0])


def _await_page(url: str) -> None:
    end = time.perf_counter() + PATIENCE
    while True:
        try:
            httpx.get(url).raise_for_status()
            return
        except httpx.HTTPError:
            if time.perf_counter() > end:
                raise
            time.sleep(0.05)
