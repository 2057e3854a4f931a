"""What lies in the mailboxes of the provider? Mails with growing numbers, and who waits for the next one."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Box:
    """One mailbox: its mails by their UIDs, and listeners who are told when one comes."""

    validity: int = field(default_factory=lambda: int(time.time()))
    mails: dict[int, bytes] = field(default_factory=dict)
    next_uid: int = 1
    listeners: list[Callable[[], None]] = field(default_factory=list)

    def add(self, raw: bytes) -> int:
        uid, self.next_uid = self.next_uid, self.next_uid + 1
        self.mails[uid] = raw
        for told in [*self.listeners]:
            told()
        return uid

    def renumber(self) -> None:
        """Give all mails new numbers, as a restore does."""
        self.validity += 1
        self.mails = dict(enumerate(self.mails.values(), 1))
        self.next_uid = len(self.mails) + 1


class Boxes:
    """All mailboxes by their address; one that is not there is made when it is asked for."""

    def __init__(self) -> None:
        self._boxes: dict[str, Box] = {}
        self._lock = threading.Lock()
        self.sent: list[tuple[str, list[str], bytes]] = []
        """What was handed to the provider: sender, recipients and bytes."""

    def of(self, user: str) -> Box:
        with self._lock:
            return self._boxes.setdefault(user.lower(), Box())

    def deliver(self, user: str, *mails: bytes) -> None:
        """Lay mails into a mailbox, in this order."""
        box = self.of(user)
        for raw in mails:
            box.add(raw)
