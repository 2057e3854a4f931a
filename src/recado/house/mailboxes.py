"""Which mailboxes are read here? One loop for each, begun, ended and begun anew as channels are added and changed."""

import hashlib
import json
import threading

import structlog
from django.db import connection

from recado.desk.channels.email import accounts
from recado.desk.channels.models import Channel
from recado.house.collectors import Collector

LOCKS = 7302  # advisory locks: one process reads a mailbox at a time
MAIL = "email"
EVERY = 3.0  # seconds between two looks at the channels
log = structlog.get_logger()


class Mailboxes:
    """Holds the mailboxes that nobody else holds, and a loop for each; the locks are those of this connection."""

    def __init__(self) -> None:
        self._loops: dict[int, tuple[str, Collector]] = {}

    def tend(self) -> None:
        """Begin what was added, end what went, begin anew what was changed. Raises what the database raises."""
        wanted = {channel.pk: channel for channel in _fetched()}
        for pk in [*self._loops]:
            if pk not in wanted or self._loops[pk][0] != _print(wanted[pk]) or not self._loops[pk][1].is_alive():
                self._end(pk)
        for pk, channel in wanted.items():
            if pk not in self._loops and _lock(pk):
                loop = Collector(channel)
                self._loops[pk] = (_print(channel), loop)
                loop.start()

    def end(self) -> None:
        """Let go of all of them; the locks go with the connection."""
        for _mark, loop in self._loops.values():
            loop.stop()
        for _mark, loop in self._loops.values():
            loop.join(timeout=3)
        self._loops.clear()

    def _end(self, pk: int) -> None:
        _mark, loop = self._loops.pop(pk)
        loop.stop()
        loop.join(timeout=10)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, pk])


def _fetched() -> list[Channel]:
    mails = Channel.objects.filter(kind=MAIL).order_by("pk")
    return [channel for channel in mails if accounts.inbox(channel.settings) is not None]


def _print(channel: Channel) -> str:
    """What must stay the same for a loop to go on."""
    said = json.dumps([channel.settings, channel.secrets], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _lock(pk: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, pk])
        row = cursor.fetchone()
    return bool(row and row[0])


def watch(stop: threading.Event) -> None:
    """Tend the mailboxes until told to stop; where the database is lost, all are let go and taken again."""
    boxes = Mailboxes()
    try:
        while not stop.is_set():
            boxes.tend()
            stop.wait(EVERY)
    finally:
        boxes.end()
