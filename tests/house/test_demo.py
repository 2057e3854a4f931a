"""`recado demo`: a newcomer gets a house with a past and a customer's phone, and the two speak with each other."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from recado.house import data as houses
from recado.house import postgres

pytestmark = pytest.mark.timeout(240)
COMMAND = (sys.executable, "-P", "-m", "recado.house.entry", "demo", "--port", "0")
ALONE = {"DATABASE_URL", "RECADO_DATA", "RECADO_KEY", "RECADO_PUBLIC_URL"}
OUTSIDE = {name: value for name, value in os.environ.items() if name not in ALONE}


@dataclass
class Demo:
    """A running demo as its user sees it: three lines, two addresses."""

    process: subprocess.Popen[str]
    data: Path
    lines: list[str]

    @property
    def desk(self) -> str:
        return self.lines[0].split(": ")[1].split()[0].removesuffix("/in").replace("localhost", "127.0.0.1")

    @property
    def phone(self) -> str:
        return self.lines[1].split()[-1].replace("localhost", "127.0.0.1")

    def asks(self, question: str) -> list[tuple[object, ...]]:
        with psycopg.connect(postgres.url(houses.located(self.data))) as connection:
            return connection.execute(question.encode()).fetchall()

    def counts(self, question: str) -> int:
        return int(str(self.asks(question)[0][0]))

    def ends(self) -> None:
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(20) == 0


def begun(data: Path) -> Demo:
    with data.with_suffix(".log").open("ab") as log:
        process = subprocess.Popen(
            [*COMMAND, "--data", str(data)], stdout=subprocess.PIPE, stderr=log, text=True, env=OUTSIDE, process_group=0
        )
    lines: list[str] = []
    for line in process.stdout or ():
        lines.append(line.strip())
        if line.startswith("Ready"):
            return Demo(process, data, lines)
    raise AssertionError(data.with_suffix(".log").read_text()[-3000:])


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    running = begun(tmp_path_factory.mktemp("demo") / "house")
    yield running
    if running.process.poll() is None:
        running.ends()


def test_it_says_three_lines(demo: Demo) -> None:
    assert len(demo.lines) == 3
    assert re.search(r"log in as ada@hilandera\.example with the password \S+\)", demo.lines[0])
    assert "Ctrl-C" in demo.lines[2]


def test_the_house_has_the_past_that_was_promised(demo: Demo) -> None:
    teams = [key for (key,) in demo.asks("SELECT key FROM staff_team ORDER BY id")]
    assert teams == ["soporte", "facturacion", "integraciones"]
    assert demo.counts("SELECT count(*) FROM cases_case") >= 240
    assert demo.counts("SELECT count(*) FROM channels_channel") == 2
    span = demo.asks("SELECT max(at) - min(at) FROM conversations_message")[0][0]
    assert span.days >= 35  # type: ignore[attr-defined]
    states = Counter(str(state) for (state,) in demo.asks("SELECT state FROM cases_case"))
    assert min(states[state] for state in ("new", "open", "waiting_customer", "resolved")) >= 2


def test_the_past_holds_what_the_present_would_have_written(demo: Demo) -> None:
    """Every message is filed, every answer left, every file is at home, and nothing waits in quarantine or queue."""
    assert demo.counts("SELECT count(*) FROM channels_delivery WHERE state <> 'read'") == 0
    unfiled = "SELECT count(*) FROM conversations_message m LEFT JOIN cases_filing f ON f.message_id = m.id"
    assert demo.counts(f"{unfiled} WHERE f.message_id IS NULL") == 0
    unsent = "direction = 'out' AND (rung NOT IN ('sent', 'delivered', 'read', 'played') OR provider_id IS NULL)"
    assert demo.counts(f"SELECT count(*) FROM conversations_message WHERE {unsent}") == 0
    assert demo.counts("SELECT count(*) FROM conversations_attachment WHERE blob_id IS NULL") == 0
    assert demo.counts("SELECT count(*) FROM conversations_message WHERE at > now()") == 0
    told = """SELECT 1 FROM journal_entry e WHERE e."case" = c.id AND e.name = 'case.opened'"""
    assert demo.counts(f"SELECT count(*) FROM cases_case c WHERE NOT EXISTS ({told})") == 0


def test_from_the_phone_to_the_inbox_and_back(demo: Demo) -> None:
    people = httpx.get(f"{demo.phone}/phone/customers").json()["customers"]
    lautaro = next(one for one in people if one["name"].startswith("Lautaro"))
    said = {"type": "text", "to": lautaro["number"], "text": {"body": "¿Y con un perro también?"}}
    door = f"{demo.phone}/phone/customers/{lautaro['who']}"
    httpx.post(f"{door}/messages", json=said).raise_for_status()
    heard = "SELECT thread_id FROM conversations_message WHERE text = '¿Y con un perro también?'"
    assert wait_for(lambda: demo.asks(heard))
    token = made_token(demo.data)
    thread = demo.asks(heard)[0][0]
    answer = httpx.post(
        f"{demo.desk}/api/v1/threads/{thread}/messages",
        json={"text": "También, y no paga licencia."},
        headers={"authorization": f"Bearer {token}"},
    )
    assert answer.status_code < 300, answer.text
    assert wait_for(lambda: [one for one in talk(door) if one["text"] == "También, y no paga licencia."])
    httpx.post(f"{door}/reading").raise_for_status()
    rung = "SELECT 1 FROM conversations_message WHERE text = 'También, y no paga licencia.' AND rung = 'read'"
    assert wait_for(lambda: demo.asks(rung))


def test_a_second_start_keeps_the_house_as_it_is(demo: Demo) -> None:
    before = demo.counts("SELECT count(*) FROM cases_case")
    spoken = len(httpx.get(f"{demo.phone}/phone/customers").json()["customers"])
    demo.ends()
    again = begun(demo.data)
    try:
        assert again.counts("SELECT count(*) FROM cases_case") == before
        assert len(httpx.get(f"{again.phone}/phone/customers").json()["customers"]) == spoken
        assert again.phone == demo.phone
    finally:
        again.ends()


def talk(door: str) -> list[dict[str, object]]:
    bubbles: list[dict[str, object]] = httpx.get(door).json()["bubbles"]
    return bubbles


def made_token(data: Path) -> str:
    command = [sys.executable, "-P", "-m", "recado.house.entry", "token", "create", "--agent", "ada@hilandera.example"]
    done = subprocess.run([*command, "--data", str(data), "--json"], env=OUTSIDE, capture_output=True, check=True)
    return str(json.loads(done.stdout)["token"])


def wait_for(found: Callable[[], object], within: float = 15.0) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(0.1)
    return False
