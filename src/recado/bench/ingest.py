"""How fast does a signed post become a filed, clocked, routed message: at an empty desk and at a million cases?"""

import time
from dataclasses import replace

import psycopg

from recado.bench import filling, limits, loading
from recado.bench.figures import Figures, Run
from recado.bench.furnishing import Furnished, furnish
from recado.bench.raising import directory, raised

MESSAGES = 6000
WARM_UP = 500
CONNECTIONS = 64
FULL = 1_000_000
PATIENCE = 300.0
WAITING = "SELECT count(*) FROM (SELECT 1 FROM channels_delivery WHERE state = 'pending' LIMIT 1) AS waiting"
FILED = "SELECT count(*) FROM conversations_message AS m JOIN cases_filing AS f ON f.message_id = m.id WHERE m.id > %s"
TOOK = """
SELECT extract(epoch FROM m.kept_at - d.received_at) * 1000
FROM (SELECT received_at, substring(convert_from(body, 'UTF8') FROM '"id":"(wamid[^"]+)"') AS provider_id
      FROM channels_delivery ORDER BY id DESC LIMIT %s) AS d
JOIN conversations_message AS m USING (provider_id) WHERE m.id > %s
"""


def measure(full: int = FULL) -> list[Run]:
    """Two runs: empty, and with a million cases; the limit is measured in each, on the same database.

    Each has customers who never wrote before, so that both open as many cases.
    """
    with directory() as data, raised(data) as house:
        furnished = furnish(data, house.url)
        _post(furnished, WARM_UP, 0)
        runs = _measured(furnished, "ingest, empty desk", 0, WARM_UP)
        if full:
            filling.fill(furnished.database_url, full)
            strangers = replace(furnished, sender=replace(furnished.sender, first=furnished.sender.customers))
            runs += _measured(strangers, "ingest, full desk", full, WARM_UP + MESSAGES)
    return runs


def _measured(furnished: Furnished, what: str, size: int, since: int) -> list[Run]:
    limit = limits.inserts(furnished.database_url).per_second
    figures = _post(furnished, MESSAGES, since)
    return [figures.run(what, size=size, connections=CONNECTIONS, limit=limit)]


def _post(furnished: Furnished, count: int, since: int) -> Figures:
    """Post so many and wait until the last is filed; each took from its delivery to the batch that filed it."""
    requests = furnished.sender.requests(furnished.hook, count, since)
    with psycopg.connect(furnished.database_url, autocommit=True) as connection:
        before = _one(connection, "SELECT coalesce(max(id), 0) FROM conversations_message")
        began = time.perf_counter()
        load = loading.load(furnished.hook, requests, CONNECTIONS)
        while _one(connection, WAITING):
            if time.perf_counter() - began > PATIENCE:
                raise RuntimeError("the messages were not filed in time")
            time.sleep(0.02)
        seconds = time.perf_counter() - began
        if dict(load.statuses) != {200: count} or _one(connection, FILED, before) != count:
            raise RuntimeError(f"not every post was filed: answers {dict(load.statuses)}")
        took = [float(ms) for (ms,) in connection.execute(TOOK, (count, before)).fetchall()]
    return Figures(took, seconds)


def _one(connection: "psycopg.Connection[tuple[int]]", query: str, *values: int) -> int:
    row = connection.execute(query, values).fetchone()
    return int(row[0]) if row else 0
