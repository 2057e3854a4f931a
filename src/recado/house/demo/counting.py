"""How far is the past written? Counted by its writers, said in one line that counts, or line by line in a log."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from mmap import mmap

BYTES = 8
TWICE_A_SECOND = 0.5
TENTHS = 10


class Count:
    """Turns written so far: one number for each writer, in memory that its copies of this process share."""

    def __init__(self, writers: int, many: int) -> None:
        self.writers, self.many = writers, many
        self.shared = mmap(-1, BYTES * writers)
        self._said = ""

    def of(self, writer: int) -> Callable[[int], None]:
        """What this writer tells how many it has written."""

        def told(done: int) -> None:
            self.shared[writer * BYTES : (writer + 1) * BYTES] = done.to_bytes(BYTES, "big")

        return told

    @property
    def done(self) -> int:
        places = range(0, BYTES * self.writers, BYTES)
        return sum(int.from_bytes(self.shared[place : place + BYTES], "big") for place in places)

    def await_(self, processes: Sequence[int]) -> bool:
        """Say how far it is until all have ended; whether all went well."""
        running, well = set(processes), True
        while running:
            for process in list(running):
                ended, status = os.waitpid(process, os.WNOHANG)
                if ended:
                    running.discard(process)
                    well &= os.waitstatus_to_exitcode(status) == 0
            self._say(is_last=not running)
            time.sleep(TWICE_A_SECOND if running else 0)
        return well

    def _say(self, *, is_last: bool) -> None:
        done, told = self.done, sys.stderr.isatty()
        step = done if told else done * TENTHS // max(1, self.many)
        words = f"recado   | six weeks of conversations: {done} of {self.many} turns"
        if self._said != str(step):
            self._said = str(step)
            sys.stderr.write(f"\r{words}" if told else f"{words}\n")
        if is_last and told:
            sys.stderr.write("\n")
        sys.stderr.flush()
