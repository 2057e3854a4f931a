"""How fast does a case open beside the list, as the browser asks for it, and how fast is it fetched anew?

The limit is the least that it can cost here: the thread's newest messages by its index, and a file from the front.
"""

import time
from pathlib import Path

import psycopg

from recado.bench.figures import Run
from recado.bench.peopling import Peopled, peopled
from recado.bench.visiting import FRAGMENT, Visitor, visiting

SIZES = (10_000, 1_000_000)
ROUNDS = 300
CASES = "SELECT id FROM cases_case WHERE state <> 'resolved' AND mod(id, %s) = 0 ORDER BY id LIMIT 400"
MESSAGES = """SELECT m.* FROM cases_case AS c JOIN conversations_message AS m USING (thread_id)
WHERE c.id = %s ORDER BY m.at DESC, m.id DESC LIMIT 60"""


def measure(data: Path | None = None) -> list[Run]:
    """A case that was not open before each time. `data` is the full house."""
    runs: list[Run] = []
    for size in SIZES:
        with peopled(size, data if size == SIZES[-1] else None) as house, visiting(house, "admin") as visitor:
            cases = _cases(house)
            limit = _limit(house, visitor, cases)
            opened = visitor.figures([f"/cases/{case}?view=all" for case in cases], ROUNDS)
            anew = [(f"/cases/{case}/news", {**FRAGMENT, "HX-Current-URL": f"/cases/{case}"}) for case in cases[:20]]
            runs.append(opened.run("open a case", size=house.size, limit=limit))
            runs.append(visitor.figures([address for address, _ in anew], ROUNDS, anew[0][1]).run(
                "fetch an open case anew", size=house.size, limit=limit
            ))  # fmt: skip
    return runs


def _cases(house: Peopled) -> list[int]:
    """Open cases from all over the house."""
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        every = max(house.size // 4000, 1) * 10
        return [case for (case,) in connection.execute(CASES, (every,)).fetchall()]


def _limit(house: Peopled, visitor: Visitor, cases: list[int]) -> float:
    with psycopg.connect(house.database_url, autocommit=True) as connection:
        began = time.perf_counter()
        for case in cases[:100]:
            connection.execute(MESSAGES, (case,)).fetchall()
            visitor.ask("/static/sprite.svg")
        return min(len(cases), 100) / (time.perf_counter() - began)
