"""Ring for work to be done later: a job deferred in a transaction comes and goes with it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate.contrib.django import app

SEND = "conversations.send"
AUTO_REPLY = "conversations.auto_reply"
TAKE_BACK = "cases.take_back"
FETCH = "conversations.fetch"
READ = "conversations.read"
PROBE = "channels.probe"
TEMPLATES = "channels.templates"
IMPORT = "people.import"

_muted: ContextVar[bool] = ContextVar("muted", default=False)


def ring(task: str, jobs: Iterable[dict[str, Any]], *, lock: str | None = None, at: datetime | None = None) -> None:
    """Defer one job for each set of arguments. Those with the same `lock` run one after the other, in this order."""
    listed = list(jobs)
    if listed and not _muted.get():
        with transaction.atomic():
            app.configure_task(task, lock=lock, schedule_at=at).batch_defer(*listed)


@contextmanager
def muted() -> Iterator[None]:
    """Ring for nothing in the block: what is told there is past, and its work was done then."""
    before = _muted.set(True)
    try:
        yield
    finally:
        _muted.reset(before)
