"""Which thread answers next? The one that answered last: its connection to the database knows all statements.

In turn, each of eight connections would prepare and plan all by itself, and each would hold what it read.
"""

import logging
import threading
import time
from collections import deque
from queue import SimpleQueue
from typing import Protocol


class Task(Protocol):
    """A request, as waitress hands it over."""

    def service(self) -> None: ...

    def cancel(self) -> None: ...


type Place = SimpleQueue[Task]

log = logging.getLogger(__name__)


class Dispatcher:
    """Hands tasks to at most so many threads; one is begun where all others are busy."""

    def __init__(self, threads: int) -> None:
        self._most = threads
        self._begun = 0
        self._idle: list[Place] = []
        self._waiting: deque[Task] = deque()
        self._lock = threading.Lock()

    def add_task(self, task: Task) -> None:
        with self._lock:
            if self._idle:
                self._idle.pop().put(task)
            elif self._begun < self._most:
                self._begin(task)
            else:
                self._waiting.append(task)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        """Wait for what is being answered, `timeout` seconds at most; what waits its turn is dropped."""
        with self._lock:
            dropped, self._waiting = self._waiting if cancel_pending else deque(), deque()
        for task in dropped:
            task.cancel()
        end = time.monotonic() + timeout
        while len(self._idle) < self._begun and time.monotonic() < end:
            time.sleep(0.02)
        return bool(dropped)

    def _begin(self, task: Task) -> None:
        place: Place = SimpleQueue()
        place.put(task)
        self._begun += 1
        threading.Thread(target=self._work, args=(place,), name=f"pages-{self._begun}", daemon=True).start()

    def _work(self, place: Place) -> None:
        while True:
            task = place.get()
            try:
                task.service()
            except BaseException:
                log.exception("a request fell")
            del task
            with self._lock:
                if self._waiting:
                    place.put(self._waiting.popleft())
                else:
                    self._idle.append(place)
