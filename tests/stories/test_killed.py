"""N2, N4: whatever is killed in mid-stream, what was answered 200 is filed once, and nothing leaves twice."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg
import pytest

from recado.bench import furnishing
from recado.bench.bodies import Sender
from recado.bench.furnishing import Furnished, furnish
from recado.bench.peopling import Peopled
from recado.bench.visiting import visiting
from recado.twins.whatsapp import Twin, running
from tests.house.test_up import ALONE, House, asked, begin, eventually

pytestmark = pytest.mark.timeout(240)

POSTERS = 4
STRANGERS = "SELECT id FROM conversations_thread WHERE phone <> '56900000001' ORDER BY id LIMIT 24"  # not ourselves
FRESH = "SELECT id FROM cases_case ORDER BY thread_id DESC LIMIT 2"
PAUSE = 0.02  # seconds between two posts of one poster


@dataclass
class Desk:
    """A whole desk as processes, and the provider's twin beside it."""

    house: House
    furnished: Furnished
    twin: Twin
    token: str

    def ask(self, sql: str, *values: object) -> list[Any]:
        """Rows of one statement; the database may be away for a moment."""
        end = time.monotonic() + 20
        while True:
            try:
                with psycopg.connect(self.furnished.database_url, autocommit=True) as connection:
                    return connection.execute(sql, values).fetchall()  # type: ignore[call-overload, no-any-return]
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def count(self, sql: str, *values: object) -> int:
        return int(self.ask(f"SELECT count(*) FROM {sql}", *values)[0][0])

    def kill(self, part: str) -> None:
        """End a part by force, and see it come back."""
        first = self.house.part(part)
        os.kill(first, signal.SIGKILL)
        assert eventually(lambda: self.house.part(part) not in {0, first}, 15), self.house.log()

    def kill_all(self) -> None:
        """End the supervisor by force, and start the house again at the same address."""
        port = self.house.url.rpartition(":")[2]
        self.house.process.kill()
        self.house.process.wait()
        self.house = begin(self.house.data, "--port", port).await_ready()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Support, which promised fifteen minutes, on a number of the twin."""
    setup = {"token": furnishing.SECRETS["BENCH_ACCESS"], "phone_number_id": "1065", "business_account_id": "2001"}
    with running(kind=True, windows=False, throughput=10**6, silent_for=8.0, **setup) as twin:
        house = begin(tmp_path_factory.mktemp("killed") / "house").await_ready()
        try:
            with pytest.MonkeyPatch.context() as patch:
                for name in ALONE:
                    patch.delenv(name, raising=False)
                furnished = furnish(house.data, house.url, agents=1, graph_url=twin.base_url)
            made = asked("token", "create", "--agent", "agent0@bench.example", "--data", str(house.data))
            desk = Desk(house, furnished, twin, made.stdout.strip())
            yield desk
            house = desk.house
        finally:
            house.process.send_signal(signal.SIGINT)
            house.process.wait(30)


@dataclass
class Stream:
    """Posts that a provider repeats until it hears 200."""

    desk: Desk
    sender: Sender
    kept: list[str] = field(default_factory=list)
    tries: Counter[int] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)

    def post(self, place: int) -> None:
        """Post one message after the other, each until it is kept."""
        number = place
        with httpx.Client(timeout=10) as client:
            while not self.over.is_set():
                [body] = self.sender.bodies(1, number)
                self._until_kept(client, body)
                self.kept.append(self.sender.identifier(number))
                number += POSTERS
                time.sleep(PAUSE)

    def _until_kept(self, client: httpx.Client, body: bytes) -> None:
        signed = {"X-Hub-Signature-256": f"sha256={self.sender.signature(body)}", "Content-Type": "application/json"}
        while True:
            try:
                answer = client.post(self.desk.furnished.hook, content=body, headers=signed).status_code
            except httpx.TransportError:
                answer = 0
            self.tries[answer] += 1
            if answer == 200:
                return
            assert answer not in range(400, 500), answer
            time.sleep(0.1)


@contextmanager
def streaming(desk: Desk) -> Iterator[Stream]:
    stream = Stream(desk, Sender("1065", "2001", furnishing.SECRETS["BENCH_SECRET"], customers=40))
    with ThreadPoolExecutor(POSTERS) as posters:
        posting = [posters.submit(stream.post, place) for place in range(POSTERS)]
        try:
            yield stream
        finally:
            stream.over.set()
    for one in posting:
        one.result()


def test_N2_N4_whatever_is_killed_in_mid_stream_each_message_is_filed_once(desk: Desk) -> None:
    with streaming(desk) as stream:
        for part in ("front", "work", "pages", "bin/postgres"):
            time.sleep(1)
            desk.kill(part)
        time.sleep(1)
        desk.kill_all()
        time.sleep(1)
    assert stream.tries[0] > 0  # the kills were felt
    assert eventually(lambda: desk.count("channels_delivery WHERE state = 'pending'") == 0, 30), desk.house.log()
    assert desk.count("channels_delivery WHERE state <> 'read'") == 0
    kept = desk.ask("SELECT provider_id, count(f.case_id) FROM conversations_message AS m "
                    "LEFT JOIN cases_filing AS f ON f.message_id = m.id WHERE direction = 'in' GROUP BY 1")  # fmt: skip
    assert sorted(kept) == [(one, 1) for one in sorted(stream.kept)]
    assert desk.count("journal_entry WHERE name = 'message.received'") == len(stream.kept)
    for what in ("people_person", "conversations_thread", "cases_case", "clock_deadline", "routing_assignment"):
        assert (what, desk.count(what)) == (what, 40)


def test_N2_nothing_leaves_twice_and_what_was_in_flight_shows_unknown(desk: Desk) -> None:
    threads = [thread for (thread,) in desk.ask(STRANGERS)]
    with httpx.Client(base_url=desk.house.url, headers={"Authorization": f"Bearer {desk.token}"}) as client:
        desk.twin.upsets("silent")
        silent = write(client, threads[0])
        assert eventually(lambda: silent in left(desk), 10)
        written = [write(client, thread) for thread in threads[1:]]
    desk.kill("work")
    time.sleep(2)
    desk.kill("bin/postgres")
    later = "SELECT id, rung FROM conversations_message WHERE direction = 'out'"
    assert eventually(lambda: "queued" not in dict(desk.ask(later)).values(), 20), desk.ask(later)
    assert eventually(lambda: "sending" not in dict(desk.ask(later)).values(), 30), desk.ask(later)
    rungs = dict(desk.ask(later))
    assert rungs.keys() == {silent, *written}
    assert rungs.pop(silent) == "unknown"
    assert max(left(desk).values()) == 1
    assert {message for message, rung in rungs.items() if rung == "accepted"} <= left(desk).keys()
    assert set(rungs.values()) <= {"accepted", "unknown"}


def test_N2_what_was_taken_back_never_leaves_and_the_rest_leaves_once(desk: Desk) -> None:
    """The process that sends is killed while both replies can still be taken back, and once more after one was."""
    furnishing.recado(desk.house.data, "agent", "add", "ada@bench.example", "--name", "Ada Fuentes", "--role", "agent",
                      "--team", "support", "--password-from", "BENCH_PASSWORD")  # fmt: skip
    before = left(desk)
    with visiting(Peopled(desk.house.url, desk.furnished.database_url, 0), "ada") as visitor:
        back, stays = (reply(desk, visitor.client, case) for (case,) in desk.ask(FRESH))
        desk.kill("work")
        assert visitor.client.delete(f"/messages/{back}/departure", headers=proof(visitor.client)).status_code < 300
        desk.kill("work")
        assert eventually(lambda: stays in left(desk), 30), desk.house.log()
    assert left(desk) - before == Counter([stays])
    assert desk.count("conversations_message WHERE id = %s", back) == 0
    assert desk.ask("SELECT text FROM conversations_draft") == [("Ya lo miro",)]


def reply(desk: Desk, client: httpx.Client, case: int) -> int:
    """Ada answers on the page of the case, where she may still take it back."""
    said = client.post(f"/cases/{case}/messages", data={"text": "Ya lo miro"}, headers=proof(client))
    assert said.status_code == 200, said.text
    [(message,)] = desk.ask("SELECT max(id) FROM conversations_message WHERE direction = 'out' AND leaves_at > now()")
    return int(message)


def proof(client: httpx.Client) -> dict[str, str]:
    """That a write comes from the desk's own page."""
    token = next((said for name, said in client.cookies.items() if name.startswith("csrftoken")), "")
    return {"X-CSRFToken": token, "Origin": str(client.base_url).rstrip("/"), "HX-Request": "true"}


def write(client: httpx.Client, thread: int) -> int:
    """Ada answers through the API."""
    answer = client.post(f"/api/v1/threads/{thread}/messages", json={"text": "Ya lo miro"})
    assert answer.status_code == 201, answer.text
    return int(answer.json()["id"])


def left(desk: Desk) -> Counter[int]:
    """How often each message of ours lies on a customer's phone."""
    phones = [f"+569{place:08d}" for place in range(40)]
    inboxes = [message for phone in phones for message in desk.twin.customer(phone).seen["inbox"]]
    return Counter(int(message["callback_data"].removeprefix("recado:")) for message in inboxes)
