"""What lies in the mailboxes of the provider? Mails with growing numbers, and who waits for the next one."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime


def now() -> datetime:
    """What the provider's clock says."""
    return datetime.fromtimestamp(time.time(), UTC)


@dataclass
class Box:
    """One mailbox: its mails by their UIDs, when each came, and listeners who are told when one comes."""

    validity: int = field(default_factory=lambda: int(time.time()))
    mails: dict[int, bytes] = field(default_factory=dict)
    came: dict[int, datetime] = field(default_factory=dict)
    next_uid: int = 1
    listeners: list[Callable[[], None]] = field(default_factory=list)

    def add(self, raw: bytes, at: datetime | None = None) -> int:
        uid, self.next_uid = self.next_uid, self.next_uid + 1
        self.came[uid] = at or now()
        self.mails[uid] = raw
        for told in [*self.listeners]:
            told()
        return uid

    def renumber(self) -> None:
        """Give all mails new numbers, as a restore does."""
        self.validity += 1
        self.came = dict(enumerate(self.came.values(), 1))
        self.mails = dict(enumerate(self.mails.values(), 1))
        self.next_uid = len(self.mails) + 1


class Boxes:
    """All mailboxes by their address; one that is not there is made when it is asked for.

    What stands behind a plus belongs to the same mailbox, as with the great providers.
    """

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self.clock = clock
        self._boxes: dict[str, Box] = {}
        self._lock = threading.Lock()
        self.sent: list[tuple[str, list[str], bytes]] = []
        """What was handed to the provider: sender, recipients and bytes."""

    def of(self, user: str) -> Box:
        local, at, host = user.lower().rpartition("@")
        with self._lock:
            return self._boxes.setdefault(f"{local.partition('+')[0]}{at}{host}", Box())

    @property
    def known(self) -> dict[str, Box]:
        """Those that were asked for so far."""
        with self._lock:
            return dict(self._boxes)

    def deliver(self, user: str, *mails: bytes) -> None:
        """Lay mails into a mailbox, in this order."""
        box = self.of(user)
        for raw in mails:
            box.add(raw, self.clock())
