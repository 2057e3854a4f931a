"""How fast is the list: its page, each view's beginning, a page further down?

The limit is the least that a page of thirty rows can cost here: the same rows by their keys, and as many bytes from the
front.
"""

import re
import time
from pathlib import Path

import psycopg

from recado.bench.figures import Run
from recado.bench.peopling import Peopled, peopled
from recado.bench.visiting import Visitor, visiting

SIZES = (10_000, 1_000_000)
ROUNDS = 200
VIEWS = ("mine", "unassigned", "teams", "all", "resolved")
WHOLE = {"Accept-Encoding": "gzip"}
ROWS = "SELECT * FROM cases_case AS c JOIN people_person AS p ON p.id = c.person_id WHERE c.id = ANY(%s)"
STRETCH = re.compile(r'data-after="([^"]*)" data-until="([^"]*)"')


def measure(data: Path | None = None) -> list[Run]:
    """Each view for who sees all, who is in several teams, who is in one small team. `data` is the full house."""
    runs: list[Run] = []
    for size in SIZES:
        with peopled(size, data if size == SIZES[-1] else None) as house:
            limit = _limit(house)
            for name in ("admin", "several", "small"):
                with visiting(house, name) as visitor:
                    runs += _measured(visitor, name, house.size, limit)
    return runs


def _measured(visitor: Visitor, name: str, size: int, limit: float) -> list[Run]:
    views = [view for view in VIEWS if name != "admin" or view != "teams"]
    runs = [(f"{name}: list {view}", [f"/rows?view={view}"]) for view in views]
    runs.append((f"{name}: list newest first", ["/rows?view=all"]))
    runs.append((f"{name}: ten pages down", _pages(visitor)))
    fragments = [visitor.figures(addresses, ROUNDS).run(what, size=size, limit=limit) for what, addresses in runs]
    return [*fragments, visitor.figures(["/"], ROUNDS, WHOLE).run(f"{name}: whole page", size=size, limit=limit)]


def _pages(visitor: Visitor) -> list[str]:
    """The addresses of ten pages, one below the other, as a browser asks for them when one scrolls."""
    found, after = [], ""
    for _ in range(10):
        found.append(f"/rows?view=all&page={after.replace('+', '%2B')}~")
        answer = visitor.client.get(found[-1], headers={"HX-Request": "true"}).text
        places = STRETCH.findall(answer)
        if not places or not places[0][1]:
            break
        after = places[0][1]
    return found


def _limit(house: Peopled) -> float:
    """Answers a second of the bare work: thirty rows by their keys, and a small file through the front."""
    with psycopg.connect(house.database_url, autocommit=True) as connection, visiting(house, "admin") as visitor:
        keys = [
            key for (key,) in connection.execute("SELECT id FROM cases_case ORDER BY id DESC LIMIT 4000").fetchall()
        ]
        began = time.perf_counter()
        for n in range(100):
            connection.execute(ROWS, (keys[n * 30 : n * 30 + 30],)).fetchall()
            visitor.ask("/static/sprite.svg")
        return 100 / (time.perf_counter() - began)
