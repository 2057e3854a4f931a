"""Who may talk when more mail servers want to than there is room for? The slowest make room; who hurries is heard.

A line costs an attacker nothing, so none is anybody's for ever: while all are taken, whoever has kept one longest
without handing over a mail hears 421, which every mail server takes for "later". What it sends meanwhile counts for it,
and nobody is sent away in his first seconds.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from recado.desk.core import networks

MOST, MOST_AT_ADDRESS = 128, 20  # talks at once: in all, and of one address or network that is not this machine
GRACE = 10.0  # seconds that each may take
PACE = 10_000  # bytes that make up for a second
MOST_BYTES = 512 * 1024 * 1024  # of mails that are on their way in, all talks together


@dataclass(eq=False, slots=True)
class Caller:
    """One talk: since when it holds the line without a mail, what it sent since, and how it is told to leave."""

    place: str
    leave: Callable[[], None]
    since: float
    sent: int = 0
    is_heard: bool = False
    """Its mail is being kept just now."""


class Crowd:
    """The talks of one port. `clock` gives seconds that only go on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._callers: set[Caller] = set()

    def __len__(self) -> int:
        return len(self._callers)

    def enter(self, address: str, leave: Callable[[], None]) -> Caller | None:
        """A place for who calls from this address; None where nobody can be asked to make room."""
        place = networks.place(address)
        same = [] if networks.is_own(address) else [one for one in self._callers if one.place == place]
        if len(same) >= MOST_AT_ADDRESS and not self._sent_away(same):
            return None
        if len(self._callers) >= MOST and not self._sent_away(self._callers):
            return None
        caller = Caller(place, leave, self._clock())
        self._callers.add(caller)
        return caller

    def send(self, caller: Caller, size: int) -> None:
        """So many bytes came; where all together are too many, whoever sent most must try again."""
        caller.sent += size
        if sum(one.sent for one in self._callers) > MOST_BYTES:
            waiting = [one for one in self._callers if not one.is_heard]
            if waiting:
                self._show_out(max(waiting, key=lambda one: one.sent))

    def hear(self, caller: Caller) -> None:
        """A mail came whole and is being kept."""
        caller.is_heard = True

    def heard(self, caller: Caller) -> None:
        """It was answered: the time begins anew."""
        caller.is_heard, caller.since, caller.sent = False, self._clock(), 0

    def left(self, caller: Caller) -> None:
        self._callers.discard(caller)

    def _sent_away(self, callers: "set[Caller] | list[Caller]") -> bool:
        """Whether one of them made room."""
        slowest = max((one for one in callers if not one.is_heard), key=self._held, default=None)
        if slowest is None or self._held(slowest) < GRACE:
            return False
        self._show_out(slowest)
        return True

    def _held(self, caller: Caller) -> float:
        """For how many seconds it has held a line for nothing."""
        return self._clock() - caller.since - caller.sent / PACE

    def _show_out(self, caller: Caller) -> None:
        self._callers.discard(caller)
        caller.leave()
