"""What works behind the pages: sorters of deliveries, mailboxes, deadlines, the index of words, jobs."""

import asyncio
import signal
import threading
import time
from collections.abc import Callable

import django
import psycopg
import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection

log = structlog.get_logger()

SORTERS = 2
POLL = 1.0  # seconds: what a lost announcement costs at the most
LOOK = 0.5  # seconds after which a new word can be found at the latest, if nothing else waits
PAUSE = 2.0  # seconds before a loop that failed begins again


def serve() -> None:
    """Work until SIGTERM or SIGINT; what is under way is finished or rolled back."""
    django.setup()
    stop = threading.Event()
    loops = [threading.Thread(target=_sort, args=(stop,), name=f"sorter-{place}") for place in range(SORTERS)]
    loops.append(threading.Thread(target=_tick, args=(stop,), name="ticker"))
    loops.append(threading.Thread(target=_index, args=(stop,), name="indexer"))
    loops.append(threading.Thread(target=_fetch, args=(stop,), name="mailboxes"))
    for loop in loops:
        loop.daemon = True
        loop.start()
    try:
        asyncio.run(_jobs(stop))
    finally:
        stop.set()
        for loop in loops:
            loop.join(timeout=3)


def _sort(stop: threading.Event) -> None:
    """Sort whenever deliveries are announced, and every second in case an announcement was lost."""
    from recado.desk.channels.keeping import DELIVERIES
    from recado.house import sorting

    def turn() -> None:
        with _listening(DELIVERIES) as line:
            while not stop.is_set():
                if not sorting.sort():
                    _wait(line, stop)

    _for_ever(turn, stop)


def _tick(stop: threading.Event) -> None:
    """What must be looked at again and again: deadlines, parked news, stalled jobs, old jobs."""
    from recado.house import ticking

    def turn() -> None:
        while not stop.is_set():
            ticking.tick()
            stop.wait(ticking.EVERY)

    _for_ever(turn, stop)


def _index(stop: threading.Event) -> None:
    """Keep the words by which things are found as they are now."""
    from recado.desk.cases import indexing

    def turn() -> None:
        while not stop.is_set():
            if not indexing.index():
                stop.wait(LOOK)

    _for_ever(turn, stop)


def _fetch(stop: threading.Event) -> None:
    """Read the mailboxes that no other process reads."""
    from recado.house import mailboxes

    _for_ever(lambda: mailboxes.watch(stop), stop)


def _for_ever(turn: Callable[[], None], stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            turn()
        except (OperationalError, InterfaceError, psycopg.OperationalError) as lost:
            log.warning("the database is away", why=str(lost).strip()[:200])
        except Exception:
            log.exception("a loop failed and begins again")
        connection.close()
        stop.wait(PAUSE)


def _listening(channel: str) -> psycopg.Connection[tuple[object, ...]]:
    settings = connection.get_connection_params()
    known = {"dbname", "user", "password", "host", "port"}
    line = psycopg.connect(**{name: value for name, value in settings.items() if name in known}, autocommit=True)
    line.execute(f'LISTEN "{channel}"')
    return line


def _wait(line: psycopg.Connection[tuple[object, ...]], stop: threading.Event) -> None:
    until = time.monotonic() + POLL
    while not stop.is_set() and (left := until - time.monotonic()) > 0:
        for _ in line.notifies(timeout=min(left, 0.5), stop_after=1):
            return


async def _jobs(stop: threading.Event) -> None:
    """Run jobs; a worker that lost its connection is replaced by a new one."""
    from procrastinate.contrib.django import app

    from recado.house import jobs

    log.info("jobs", known=sorted(name for name in app.tasks if "." in name), module=jobs.__name__)
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, ended.set)
    while not ended.is_set():
        worker = asyncio.create_task(_worker())
        waiting = asyncio.create_task(ended.wait())
        await asyncio.wait({worker, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if worker.done() and not ended.is_set():
            log.warning("the job worker ended and begins again", why=repr(worker.exception())[:200])
            await asyncio.sleep(PAUSE)
        worker.cancel()
        await asyncio.gather(worker, waiting, return_exceptions=True)
    stop.set()


async def _worker() -> None:
    from procrastinate.contrib.django import app

    from recado.house import jobs

    await asyncio.to_thread(close_old_connections)
    # A second app with a connector of its own: the first one must go on deferring in Django's transactions.
    working = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with working.open_async():
        await working.run_worker_async(
            concurrency=8,
            install_signal_handlers=False,
            delete_jobs="successful",
            shutdown_graceful_timeout=2,
            update_heartbeat_interval=jobs.HEARTBEAT_EVERY,
            stalled_worker_timeout=jobs.STALLED_AFTER,
            fetch_job_polling_interval=1,
        )
