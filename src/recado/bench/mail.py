"""How many mails are read in a second on one core, and how many are fetched from a mailbox and filed?"""

import email
import email.policy
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import imapclient
import psycopg

from recado.bench import filling
from recado.bench.figures import Figures, Run
from recado.bench.furnishing import furnish, recado
from recado.bench.letters import letters
from recado.bench.raising import directory, raised
from recado.desk.channels.email import reading
from recado.house import spawning
from recado.house.listening import free_port
from recado.twins.mail import Moods, running

READ, FETCHED, WARM_UP = 1500, 3000, 200
FULL = 1_000_000
PATIENCE = 600.0
ADDRESS = "ayuda@lumen.example"
FILED = "SELECT count(*) FROM conversations_message AS m JOIN cases_filing AS f ON f.message_id = m.id WHERE m.id > %s"
LAST = "SELECT coalesce(max(id), 0) FROM conversations_message"
TOOK = """
SELECT extract(epoch FROM m.kept_at - d.received_at) * 1000
FROM conversations_message AS m JOIN conversations_mail AS mail ON mail.message_id = m.id
JOIN channels_delivery AS d ON d.id = mail.delivery WHERE m.id > %s
"""


@dataclass(frozen=True)
class Provider:
    """A twin in a process of its own; each signal lets the next share of mails arrive."""

    process: int
    port: int

    def deliver(self) -> None:
        os.kill(self.process, signal.SIGUSR1)


def measure(full: int = FULL) -> list[Run]:
    """Reading alone beside the standard parser alone; fetching and filing beside the bare download."""
    mails = [*letters(READ)]
    limit = _timed(mails, lambda raw: email.message_from_bytes(raw, policy=email.policy.default)).per_second
    runs = [_timed(mails, reading.read).run("mail, read on one core", size=READ, limit=limit)]
    with provider([WARM_UP, FETCHED, FETCHED]) as twin, directory() as data, raised(data) as house:
        furnished = furnish(data, house.url)
        recado(
            data, "channel", "add", "email", "--name", "Mail", "--address", ADDRESS, "--imap-host", "127.0.0.1",
            "--imap-port", str(twin.port), "--imap-security", "none", "--password-from", "BENCH_MAIL",
            "--team", "support",
        )  # fmt: skip
        _come_in(furnished.database_url, twin, WARM_UP)
        runs.append(_measured(furnished.database_url, twin, "mail, fetched and filed, empty desk", 0))
        if full:
            filling.fill(furnished.database_url, full)
            runs.append(_measured(furnished.database_url, twin, "mail, fetched and filed, full desk", full))
    return runs


def _timed(mails: Sequence[bytes], read: Callable[[bytes], object]) -> Figures:
    took: list[float] = []
    began = before = time.perf_counter()
    for raw in mails:
        read(raw)
        after = time.perf_counter()
        took.append((after - before) * 1000)
        before = after
    return Figures(took, before - began)


def _measured(database_url: str, twin: Provider, what: str, size: int) -> Run:
    figures = _come_in(database_url, twin, FETCHED)
    return figures.run(what, size=size, limit=_download(twin.port))


def _come_in(database_url: str, twin: Provider, count: int) -> Figures:
    """Let so many arrive at once and wait until the last is filed; each took from its delivery to its message."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        before = _one(connection, LAST)
        began = time.perf_counter()
        twin.deliver()
        while _one(connection, FILED, before) < count:
            if time.perf_counter() - began > PATIENCE:
                raise RuntimeError("the mails were not filed in time")
            time.sleep(0.05)
        seconds = time.perf_counter() - began
        took = [float(ms) for (ms,) in connection.execute(TOOK, (before,)).fetchall()]
    return Figures(took, seconds)


def _download(port: int) -> float:
    """Mails a second that IMAP gives to somebody who does nothing with them."""
    with imapclient.IMAPClient("127.0.0.1", port=port, ssl=False) as box:
        box.login(ADDRESS, Moods().password)
        box.select_folder("INBOX", readonly=True)
        uids = box.search(["UID", f"1:{FETCHED}"])
        began = time.perf_counter()
        for at in range(0, len(uids), 200):
            box.fetch(uids[at : at + 200], ["BODY.PEEK[]"])
        return len(uids) / (time.perf_counter() - began)


@contextmanager
def provider(shares: Sequence[int]) -> Iterator[Provider]:
    """The twin, beside us and not within, so that it takes no time of the interpreter that is measured."""
    port = free_port("127.0.0.1", 0)
    process = spawning.begin_apart(lambda: _provide(port, shares))
    try:
        yield Provider(process, port)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _provide(port: int, shares: Sequence[int]) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    with running(imap_port=port) as twin:
        since = 0
        for count in shares:
            mails = [*letters(count, since)]
            signal.sigwait({signal.SIGUSR1})
            twin.boxes.deliver(ADDRESS, *mails)
            since += count
        signal.pause()


def _one(connection: "psycopg.Connection[tuple[int]]", query: str, *values: int) -> int:
    row = connection.execute(query, values).fetchone()
    return int(row[0]) if row else 0
