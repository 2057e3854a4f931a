"""A house in which lists can be measured: many teams, one of them small, agents of each kind, and so many cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from recado.bench import filling, furnishing
from recado.bench.raising import Raised, directory, raised
from recado.house import data as houses
from recado.house import postgres

PASSWORD = "una clave para medir"
TEAMS = ("ventas", "cobros", "tecnico", "postventa", "mayoristas", "integraciones", "pocos")
AGENTS = {
    "admin": ("admin", ()),
    "several": ("agent", ("support", "cobros", "tecnico")),
    "small": ("agent", ("pocos",)),
}
MESSAGES = 5


@dataclass(frozen=True)
class Peopled:
    """A filled house that answers at `url`; agents come in as `name@bench.example` with PASSWORD."""

    url: str
    database_url: str
    size: int


@contextmanager
def peopled(size: int, data: Path | None = None) -> Iterator[Peopled]:
    """The house in `data`, filled if it holds fewer cases; without a directory one that is gone afterwards."""
    if data is None:
        with directory() as place, peopled(size, place) as house:
            yield house
        return
    with raised(data) as house:
        database_url = postgres.url(houses.located(data))
        known = _cases(database_url)
        if known < size:
            _people(data, house)
            filling.fill(database_url, size - known, MESSAGES)
        yield Peopled(house.url.rstrip("/"), database_url, size)


def _people(data: Path, house: Raised) -> None:
    database_url = furnishing.furnish(data, house.url).database_url
    for team in TEAMS:
        furnishing.recado(data, "team", "add", team, "--name", team.title(), "--first-answer", "PT2H")
    for name, (role, teams) in AGENTS.items():
        of = [word for team in teams for word in ("--team", team)]
        furnishing.recado(
            data, "agent", "add", f"{name}@bench.example", "--name", name.title(), "--role", role,
            "--password-from", "BENCH_PASSWORD", *of,
        )  # fmt: skip
    # Present agents would be handed what nobody has, one by one, while we look.
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE staff_agent SET seen_at = NULL")


def _cases(database_url: str) -> int:
    with psycopg.connect(database_url, autocommit=True) as connection:
        row = connection.execute("SELECT count(*) FROM cases_case").fetchone()
    return int(row[0]) if row else 0
