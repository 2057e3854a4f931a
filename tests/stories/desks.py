"""A real desk for stories in a browser: front, pages and work on the tests' database, and WhatsApp's twin."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from recado.desk.channels.models import Channel
from recado.desk.clock.sections import Promises
from recado.desk.core.actors import HOUSE
from recado.desk.rules import changing
from recado.desk.staff import joining
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from recado.twins.whatsapp.phones import Twin
from recado.twins.whatsapp.running import running as twin_running
from tests import makers
from tests.doors.fronts import KEY, database_url
from tests.house.test_up import OUTSIDE

PASSWORD = "una frase larga de verdad"
RECADO = (sys.executable, "-P", "-m", "recado.house.entry")


@dataclass
class Desk:
    """A desk that runs, its number on WhatsApp, and who answers there."""

    url: str
    twin: Twin
    number: Channel
    support: Team
    ada: Agent
    bruno: Agent


@contextmanager
def running(directory: Path) -> Iterator[Desk]:
    """Ada and Bruno of Support, who promised a first answer within fifteen minutes, on a number of the twin."""
    support = makers.team(name="Soporte")
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    ada, bruno = _agent("Ada Fuentes", support), _agent("Bruno Rey", support)
    with twin_running(kind=True, app_secret=makers.SECRET, token="a token", verify_token="a word", pace=0.3) as twin:
        known = {"graph_url": twin.base_url, "business_account_id": twin.setup.business_account_id}
        number = makers.number(support, number_id=twin.setup.phone_number_id, **known)
        with _processes(directory) as url:
            assert twin.calls_back(f"{url}/hooks/whatsapp/{number.key}")
            yield Desk(url, twin, number, support, ada, bruno)


def _agent(name: str, team: Team) -> Agent:
    email = f"{name.split()[0].lower()}@hilandera.example"
    return joining.join(email=email, name=name, role="agent", teams=[team], by=HOUSE, password=PASSWORD)


@contextmanager
def _processes(directory: Path) -> Iterator[str]:
    """`recado web` and `recado work` on the tests' database; gives the desk's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {**OUTSIDE, "DATABASE_URL": database_url(), "RECADO_KEY": KEY}
    words = ("--data", str(directory / "house"))
    log = directory / "desk.log"
    with log.open("wb") as told:
        commands = ((*RECADO, "web", *words, "--port", str(port)), (*RECADO, "work", *words))
        started = [subprocess.Popen(command, env=known, stdout=told, stderr=told) for command in commands]
    try:
        _await(f"http://127.0.0.1:{port}/in", log)
        yield f"http://localhost:{port}"
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(15)
        print(log.read_text()[-6000:])  # noqa: T201  shown beside a story that fails


def _await(url: str, log: Path) -> None:
    """Until the pages answer."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if httpx.get(url, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError(log.read_text())
