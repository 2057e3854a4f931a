"""N4: the same program runs on many machines against one PostgreSQL that is not ours."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest
from psycopg import sql

from recado.bench import furnishing
from recado.bench.bodies import Sender
from recado.house import data as houses
from tests.house.test_up import OUTSIDE, RECADO, asked

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def shared(house: houses.DataDirectory) -> Iterator[dict[str, str]]:
    """What every machine is told: the database of them all, and the key of the house."""
    name = f"shared_{os.getpid()}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        yield {"DATABASE_URL": url, "RECADO_KEY": "a key that all machines of this house have"}
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _machine(stack: ExitStack, directory: Path, shared: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    command = [*RECADO, *words, "--data", str(directory)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**OUTSIDE, **shared})
    stack.callback(process.wait, 30)
    stack.callback(process.terminate)
    return process


def _address(web: "subprocess.Popen[str]") -> str:
    said = next(line for line in web.stdout or () if "http" in line)
    return said[said.index("http") :].split()[0].replace("localhost", "127.0.0.1")


def test_N4_what_one_machine_takes_in_another_sorts_and_a_third_shows(shared: dict[str, str], tmp_path: Path) -> None:
    assert asked("migrate", "--data", str(tmp_path / "a"), **shared).returncode == 0
    for words in (
        ("team", "add", "support", "--name", "Support"),
        ("agent", "add", "ada@example.com", "--name", "Ada", "--role", "admin", "--team", "support"),
        ("channel", "add", "whatsapp", "--name", "Support", "--number", "+56900000001", "--phone-number-id", "1065",
         "--business-account-id", "2001", "--access-token-from", "BENCH_ACCESS", "--app-secret-from", "BENCH_SECRET",
         "--verify-token", "v", "--graph-url", "http://127.0.0.1:9", "--team", "support"),
    ):  # fmt: skip
        done = asked(*words, "--data", str(tmp_path / "a"), **shared, **furnishing.SECRETS)
        assert done.returncode == 0, done.stderr
    token = asked("token", "create", "--agent", "ada@example.com", "--data", str(tmp_path / "a"), **shared)
    with ExitStack() as stack:
        taking = _address(_machine(stack, tmp_path / "b", shared, "web", "--port", "0"))
        showing = _address(_machine(stack, tmp_path / "c", shared, "web", "--port", "0"))
        for place in ("d", "e"):
            _machine(stack, tmp_path / place, shared, "work")
        _post(taking)
        assert _cases(showing, token.stdout.strip()) == 30


def _post(address: str) -> None:
    sender = Sender("1065", "2001", furnishing.SECRETS["BENCH_SECRET"], customers=30)
    for body in sender.bodies(60):
        signed = {"X-Hub-Signature-256": f"sha256={sender.signature(body)}", "Content-Type": "application/json"}
        answer = httpx.post(f"{address}/hooks/whatsapp/support", content=body, headers=signed, timeout=30)
        assert answer.status_code == 200


def _cases(address: str, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    until = time.monotonic() + 60
    while time.monotonic() < until:
        shown = httpx.get(f"{address}/api/v1/cases?limit=200", headers=headers, timeout=30)
        if shown.status_code == 200 and len(shown.json()["items"]) == 30:
            return 30
        time.sleep(0.2)
    return -1
