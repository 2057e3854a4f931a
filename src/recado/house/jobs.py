"""Which jobs there are: each takes ids, may ring twice, and calls one verb."""

import structlog
from django.utils import translation
from procrastinate import JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy

from recado.desk.cases import retelling
from recado.desk.channels import listing, probing
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Refused, Unreachable
from recado.desk.conversations import auto_replying, fetching, marking, sending
from recado.desk.core import doorbells
from recado.desk.people import importing, revoking, writing_rows

HEARTBEAT_EVERY, STALLED_AFTER = 3.0, 12.0  # seconds: a worker that was silent for so long is dead
log = structlog.get_logger()


class WhenTold(BaseRetryStrategy):
    """Try a message again at the moment that its sending named; anything else after a growing pause."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, sending.Later):
            return RetryDecision(retry_at=exception.at)
        # The queue itself tells only of the last try.
        log.warning("a job failed", job=job.call_string, exc_info=exception)
        return RetryDecision(retry_in={"seconds": min(2**job.attempts, 300)}) if job.attempts < 20 else None


class ForAWeek(BaseRetryStrategy):
    """Try a file again for as long as the provider keeps it."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        return RetryDecision(retry_in={"seconds": min(2**job.attempts * 2, 3600)}) if job.attempts < 170 else None


@app.task(name=doorbells.SEND, retry=WhenTold())
def send(message: int) -> None:
    sending.send(message)


@app.task(name=doorbells.AUTO_REPLY, retry=WhenTold())
def answer_by_machine(thread: int, case: int) -> None:
    auto_replying.answer(thread, case)


@app.task(name=doorbells.FETCH, retry=ForAWeek(), pass_context=True)
def fetch(context: JobContext, attachment: int) -> None:
    if context.job.attempts >= 169:
        fetching.give_up(attachment)
    else:
        fetching.fetch(attachment)


@app.task(name=doorbells.TAKE_BACK, retry=WhenTold())
def take_back(message: int) -> None:
    retelling.take_back(message)


@app.task(name=doorbells.READ)
def mark_read(thread: int) -> None:
    marking.mark(thread)


@app.task(name=doorbells.PROBE)
def probe(channel: int) -> None:
    found = Channel.objects.filter(pk=channel).first()
    if found:
        probing.probe(found)


@app.task(name=doorbells.TEMPLATES)
def templates(channel: int) -> None:
    found = Channel.objects.filter(pk=channel).first()
    try:
        count = listing.list_templates(found) if found else 0
        log.info("templates listed", channel=channel, count=count)
    except (Refused, Unreachable) as wrong:
        log.warning("templates not listed", channel=channel, why=str(wrong))


@app.task(name=doorbells.IMPORT, retry=WhenTold())
def work_on_list(import_: int, language: str) -> None:
    with translation.override(language or None):
        importing.read(import_)
        writing_rows.write(import_)
        revoking.take_back(import_)
