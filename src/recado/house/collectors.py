"""Read one mailbox for as long as the house stands: all that is there, then whatever comes."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import DatabaseError, InterfaceError, connection
from django.utils import translation

from recado.desk.channels import collecting, minding, reasons, registry, renewing
from recado.desk.channels.collecting import Cursor, Overtaken
from recado.desk.channels.email import accounts, entering, pulling
from recado.desk.channels.email.entering import Box
from recado.desk.channels.email.pulling import Folder
from recado.desk.channels.models import Channel
from recado.desk.channels.port import Refused, Unreachable
from recado.desk.core.sealing import WrongKey
from recado.desk.rules import reading
from recado.desk.staff.manners import Languages

LOOK_EVERY = 60.0  # seconds between two looks where the server cannot tell us by itself
IDLE_FOR = 180.0  # seconds of IDLE between two looks: some servers promise to tell and do not
PAUSES = (2.0, 5.0, 10.0, 20.0, 40.0, 60.0, 120.0, 300.0)  # seconds after failures in a row
LISTEN = 1.0  # seconds after which the wish to end is noticed
log = structlog.get_logger()


class Collector(threading.Thread):
    """The loop of one mailbox, its channel as it was when the loop began."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(name=f"mailbox-{channel.key}", daemon=True)
        inbox = accounts.inbox(channel.settings)
        assert inbox is not None
        self._channel, self._inbox = channel, inbox
        self._pullers = {folder: pulling.Puller(inbox.largest) for folder in inbox.folders}
        self._looked: dict[str, Folder] = {}
        self._stop_asked = threading.Event()
        self._failures = 0

    def stop(self) -> None:
        self._stop_asked.set()

    def run(self) -> None:
        while not self._stop_asked.is_set():
            self._once()
            connection.close()
            if self._failures:
                self._stop_asked.wait(PAUSES[min(self._failures, len(PAUSES)) - 1])

    def _once(self) -> None:
        """One connection to the mail server, from its beginning to its end."""
        try:
            self._read()
            self._failures = 0
        except (Refused, Unreachable) as wrong:
            self._fail(reasons.kept("mailbox", error=wrong.code, detail=wrong.detail))
        except WrongKey:
            self._fail(reasons.kept("wrong-key"))
        except Overtaken:
            log.info("a mailbox is read elsewhere, too", channel=self._channel.key)
        except (DatabaseError, InterfaceError) as lost:
            self._failures += 1
            log.warning("the database is away", why=str(lost).strip()[:200])
        except Exception as wrong:
            log.exception("a mailbox could not be read", channel=self._channel.key)
            self._fail(reasons.kept("failure", what=repr(wrong)[:300]))

    def _fail(self, why: str) -> None:
        self._failures += 1
        log.warning("a mailbox cannot be read", channel=self._channel.key, why=why, failures=self._failures)
        try:
            minding.fails(self._channel, self._inbox.folder, why)
        except (DatabaseError, InterfaceError) as lost:
            log.warning("the database is away", why=str(lost).strip()[:200])

    def _read(self) -> None:
        language = reading.read(Languages).default  # what stands in for a mail is a text of ours
        with translation.override(language), entering.opened(registry.account(self._channel), self.renewed) as box:
            while not self._stop_asked.is_set():
                for folder in self._inbox.folders:
                    self._look_or_tell(box, folder)
                self._failures = 0
                connection.close()  # while nothing comes, the database need not wait with us
                self._wait(box)

    def _look_or_tell(self, box: Box, name: str) -> None:
        """A folder that is gone is in trouble by itself and keeps no other from being read."""
        try:
            self.look(box, name)
            minding.works(self._channel, name)
        except Refused as wrong:
            if name == self._inbox.folder:
                raise
            minding.fails(self._channel, name, reasons.kept("mailbox", error=wrong.code, detail=wrong.detail))

    def look(self, box: Box, name: str = "") -> None:
        """Take over all that is new in a folder, the first one if none is named."""
        name = name or self._inbox.folder
        folder = self._looked[name] = pulling.look(box, name)
        at = self._cursor(box, name, folder)
        for batch in self._pullers[name].batches(box, at.last_uid, folder.next_uid):
            if batch.upto > at.last_uid:
                at = collecting.keep(self._channel, at, batch.mails, batch.upto)
            if self._stop_asked.is_set():
                return

    def _cursor(self, box: Box, name: str, folder: Folder) -> Cursor:
        """Where to go on. When the server gave all mails new numbers, the folder is read anew from its beginning:
        what was kept before is known by itself, further up the road. Only a mailbox that is read from now on stops
        at the moment when it was connected."""
        known = collecting.known(self._channel, name)
        if known is not None and known.validity == folder.validity:
            return known
        begin = 0
        if self._inbox.from_now:
            begin = pulling.before(box, folder, self._channel.made_at)
        return collecting.begin(self._channel, name, folder.validity, begin)

    def _wait(self, box: Box) -> None:
        """Until something comes, or it is time to look anyway; of other folders than the open one no server tells.

        A server tells once, also in its answer to the fetching of older mail, so what came meanwhile is looked for.
        """
        if pulling.look(box, self._inbox.folder) != self._looked[self._inbox.folder]:
            return
        if box.has_capability("IDLE"):
            with _idling(box):
                end = time.monotonic() + (LOOK_EVERY if len(self._inbox.folders) > 1 else IDLE_FOR)
                while not self._stop_asked.is_set() and time.monotonic() < end:
                    began = time.monotonic()
                    told = box.idle_check(timeout=LISTEN)
                    if _is_news(told) or (not told and time.monotonic() - began < LISTEN / 2):
                        return
        else:
            self._stop_asked.wait(LOOK_EVERY)

    def renewed(self, refresh: str) -> None:
        """The provider gave a new refresh token in place of the old one."""
        renewing.renew(self._channel, "oauth_refresh_token", refresh)


@contextmanager
def _idling(box: Box) -> Iterator[None]:
    box.idle()
    try:
        yield
    finally:
        box.idle_done()


def _is_news(told: list[tuple[object, ...]]) -> bool:
    return any(b"EXISTS" in one or b"BYE" in one or b"EXPUNGE" in one for one in told)
