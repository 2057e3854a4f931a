"""How fast is something found, as one types: a word that nobody said, few, one in a hundred, most, alone and in pairs?

The limit is the least that an answer can cost here: thirty messages by their keys, and a file from the front.
"""

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import psycopg

from recado.bench.figures import Run
from recado.bench.peopling import Peopled, peopled
from recado.bench.visiting import Visitor, visiting

SIZES = (10_000, 1_000_000)
ROUNDS = 100
PATIENCE = 7200.0  # seconds: five million messages are read in a quarter of an hour
UNREAD = (
    "SELECT (SELECT count(*) FROM (SELECT 1 FROM cases_to_index LIMIT 1) AS n) + (SELECT count(*) FROM cases_unswept)"
)
ROWS = "SELECT * FROM conversations_message WHERE id = ANY(%s)"


def measure(data: Path | None = None) -> list[Run]:
    """Each kind of word for who sees all, who is in several teams, and who is in one small team."""
    runs: list[Run] = []
    for size in SIZES:
        with peopled(size, data if size == SIZES[-1] else None) as house:
            _await_words(house)
            limit = _limit(house)
            for name in ("admin", "several", "small"):
                with visiting(house, name) as visitor:
                    runs += _measured(visitor, name, house.size, limit)
    return runs


def _measured(visitor: Visitor, name: str, size: int, limit: float) -> Iterator[Run]:
    for what, queries in kinds(size).items():
        addresses = [f"/search?q={quote(query)}" for query in queries]
        yield visitor.figures(addresses, ROUNDS).run(f"{name}: {what}", size=size, limit=limit)


def kinds(size: int) -> dict[str, list[str]]:
    """What is typed, several of each kind; the filler puts these words in."""
    numbers = list(islice(range(size // 3, size * 5, max(size // 20, 1)), 20))
    absent = [f"zzyzx{number}" for number in numbers]
    return {
        "absent": absent,
        "rare": ["calibrador", *(str(number) for number in numbers)],
        "one in a hundred": ["factura", "facturas", "factura "],
        "common": ["pedido", "cliente", "pedidos", "lunes"],
        "half a word": ["ped", "fact", "calib", "sema"],
        "absent and common": [f"{word} pedido" for word in absent],
        "rare and common": ["calibrador pedido", "pedido calibrador", *(f"pedido {number}" for number in numbers)],
        "one in a hundred and common": ["factura pedido", "pedido factura"],
        "common and common": ["pedido lunes", "pedido centro", "espera código"],
        "a phrase": ['"pedido no ha llegado"', '"falta la factura"'],
        "a name": ["Valeria", "Dmitri Sokolov", "Volkova"],
        "digits of a number": [f"{number:010}" for number in numbers if number <= size],
    }


def _await_words(house: Peopled) -> None:
    """Until the workers have read all that was filled in."""
    until = time.monotonic() + PATIENCE
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        began = _one(connection, UNREAD)
        while _one(connection, UNREAD):
            if time.monotonic() > until:
                raise RuntimeError("the words were not read in time")
            time.sleep(1)
        if began:
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")


def _limit(house: Peopled) -> float:
    """Answers a second of the bare work."""
    with psycopg.connect(house.database_url, autocommit=True) as connection, visiting(house, "admin") as visitor:
        newest = _one(connection, "SELECT max(id) FROM conversations_message")
        began = time.perf_counter()
        for n in range(100):
            connection.execute(ROWS, ([newest - n * 300 - place * 7 for place in range(30)],)).fetchall()
            visitor.ask("/static/sprite.svg")
        return 100 / (time.perf_counter() - began)


def _one(connection: "psycopg.Connection[tuple[int]]", query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
