"""Whose PostgreSQL does a command use? The given one, that of a running house, or one of its own while it runs."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from recado.house import postgres
from recado.house.data import DataDirectory, held, holder
from recado.house.spawning import Process
from recado.house.trouble import Trouble

PATIENCE = 60.0  # seconds


@contextmanager
def borrowed(data: DataDirectory) -> Iterator[str]:
    """The database's address for as long as the block lasts.

    DATABASE_URL wins. Otherwise the server of this data directory is shared with whoever runs it; where nobody does,
    it is started here, and at the end stopped when the last guest has gone.
    """
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with ExitStack() as stack:
        end = time.monotonic() + PATIENCE
        while not (_started(data, stack) or _shared(data, stack)):
            if time.monotonic() > end:
                raise Trouble(f"The PostgreSQL of {data.path} does not answer; it is held by {holder(data)}.")
            time.sleep(0.05)
        yield postgres.url(data)


def _started(data: DataDirectory, stack: ExitStack) -> bool:
    """Start the server if the house is free."""
    attempt = ExitStack()
    if not attempt.enter_context(held(data, f"a command, process {os.getpid()}")):
        attempt.close()
        return False
    stack.push(attempt)
    postgres.prepare(data)
    log = stack.enter_context((data.run / "postgres.log").open("wb"))
    process = postgres.start(data, log=log)
    stack.callback(_end, data, process)
    postgres.await_ready(data, process)
    return True


def _shared(data: DataDirectory, stack: ExitStack) -> bool:
    """Become a guest of the running server, if there is one that is not about to end."""
    attempt = ExitStack()
    guests = attempt.enter_context((data.run / "guests").open("a"))
    try:
        fcntl.flock(guests, fcntl.LOCK_SH | fcntl.LOCK_NB)
        welcome = postgres.is_ready(data) and _somebody_holds(data)
    except BlockingIOError:
        welcome = False
    if welcome:
        stack.push(attempt)
    else:
        attempt.close()
    return welcome


def _somebody_holds(data: DataDirectory) -> bool:
    with (data.path / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _end(data: DataDirectory, process: Process) -> None:
    """Wait for the guests, let in no more, and stop the server."""
    with (data.run / "guests").open("a") as guests:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                fcntl.flock(guests, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.05)
        postgres.stop(process)
