"""What is looked at again and again, each at its own pace: deadlines, parked news, stalled jobs, old things."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from asgiref.sync import sync_to_async
from django.db import close_old_connections, connection
from procrastinate.contrib.django import app

from recado.desk.cases import attending
from recado.desk.channels import listing
from recado.desk.clock import watching
from recado.desk.conversations import drafting, parking, uploading
from recado.desk.core.time import now
from recado.desk.journal import forgetting
from recado.desk.routing import draining
from recado.house import jobs, road

EVERY = 1.0
log = structlog.get_logger()


@dataclass
class Round:
    """A thing to do every so many seconds, by one worker or by many at once."""

    name: str
    every: float
    do: Callable[[], object]
    next_at: float = field(default=0.0)


def tick() -> None:
    """Do all that is due; one that fails does not keep the others from their turn."""
    for round_ in ROUNDS:
        if time.monotonic() >= round_.next_at:
            round_.next_at = time.monotonic() + round_.every
            _do(round_)


def _do(round_: Round) -> None:
    try:
        done = round_.do()
    except Exception:
        log.exception("a round failed", round=round_.name)
        connection.close()  # a lost one stays lost until somebody lets go of it
    else:
        if done:
            log.info("round", round=round_.name, done=done)


def _watch() -> int:
    return watching.watch(now())


def _rescue() -> int:
    """Jobs of killed workers go back into the queue: every job may ring twice."""

    async def rescue() -> int:
        await sync_to_async(close_old_connections)()  # of the thread in which the queue is asked
        stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=jobs.STALLED_AFTER))
        for job in stalled:
            await app.job_manager.retry_job(job)
        return len(stalled)

    return asyncio.run(rescue())


def _forget() -> int:
    return (
        parking.give_up(now())
        + uploading.forget(now())
        + drafting.forget(now())
        + forgetting.forget(now())
        + attending.forget(now())
    )


ROUNDS = [
    Round("deadlines", 1, _watch),
    Round("parked", 3, road.sweep),
    Round("waiting cases", 10, draining.drain),
    Round("stalled jobs", 5, _rescue),
    Round("templates", 3600, listing.order_all),
    Round("forgetting", 3600, _forget),
]
