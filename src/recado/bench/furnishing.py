"""Furnish a raised house for a measurement: a team with a promise, agents who are present, a number with its secret."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg

from recado.bench.bodies import Sender
from recado.house import data as houses
from recado.house import postgres

SECRETS = {
    "BENCH_ACCESS": "an access token",
    "BENCH_SECRET": "an app secret of the benchmarks",
    "BENCH_PASSWORD": "una clave para medir",
    "BENCH_MAIL": "secreta",
}
COMMAND = (sys.executable, "-P", "-m", "recado.house.entry")


@dataclass(frozen=True)
class Furnished:
    """Where the house keeps its tables, where a provider posts, and who posts."""

    database_url: str
    hook: str
    sender: Sender


def furnish(data: Path, url: str, *, agents: int = 3, graph_url: str = "http://127.0.0.1:9") -> Furnished:
    """Add what an ordinary house has, through the commands that an administrator uses."""
    recado(data, "team", "add", "support", "--name", "Support", "--first-answer", "PT15M")
    for number in range(agents):
        email = f"agent{number}@bench.example"
        recado(data, "agent", "add", email, "--name", f"Agent {number}", "--role", "agent", "--team", "support")
    added = recado(
        data, "channel", "add", "whatsapp", "--name", "Support", "--number", "+56900000001",
        "--phone-number-id", "1065", "--business-account-id", "2001", "--access-token-from", "BENCH_ACCESS",
        "--app-secret-from", "BENCH_SECRET", "--verify-token", "a word", "--graph-url", graph_url,
        "--role", "support", "--team", "support",
    )  # fmt: skip
    database_url = postgres.url(houses.located(data))
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE staff_agent SET seen_at = now() + interval '1 day'")
    sender = Sender("1065", "2001", SECRETS["BENCH_SECRET"], customers=2000)
    return Furnished(database_url, f"{url.rstrip('/')}/hooks/whatsapp/{added['key']}", sender)


def recado(data: Path, *words: str) -> dict[str, str]:
    """What a command on this house answers; RuntimeError says what it refused."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | SECRETS
    command = [*COMMAND, *words, "--data", str(data), "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"recado {' '.join(words[:2])}: {done.stderr.strip()}")
    answer: dict[str, str] = json.loads(done.stdout)
    return answer
