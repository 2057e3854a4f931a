"""Keep parts running: start each, start it again when it falls, pass on its words, and end all in their order."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from recado.house.spawning import Process, spawn
from recado.house.speaking import Speaker

FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0  # seconds before a fallen part is started again
ALL_END_WITHIN, FORCE_WITHIN = 4.2, 0.5  # seconds
STEADY_AFTER = 30.0  # seconds: a part that ran so long may fall as if for the first time

type Beginning = Callable[[int], Process]


@dataclass
class Part:
    """One process of the house: `begin` takes the descriptor for its words and returns the process."""

    name: str
    begin: Beginning
    ends_by: signal.Signals = signal.SIGTERM
    ends_within: float = 1.0  # seconds; then it is ended `at_last` by force
    at_last: signal.Signals = signal.SIGKILL
    process: Process | None = None
    started_at: float = 0.0  # monotonic seconds
    due_at: float = 0.0
    falls: int = 0


def beginning(command: Sequence[str], environment: Mapping[str, str], **options: Any) -> Beginning:
    """A part that is a command of ours: it has nothing to finish when the supervisor is killed, so it dies at once."""
    # Two arenas: with one for each thread, malloc(3) keeps what nobody uses.
    known = {"MALLOC_ARENA_MAX": "2", **os.environ, **environment, "PYTHONUNBUFFERED": "1"}

    def begin(words: int) -> Process:
        plain = {"env": known, "stdin": subprocess.DEVNULL, "stdout": words, "stderr": words}
        return spawn(command, dies_by=signal.SIGKILL, **plain, **options)

    return begin


@dataclass
class Keeper:
    """Holds the parts that run; `parts` in the order in which they began."""

    speaker: Speaker
    parts: list[Part] = field(default_factory=list)
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def add(self, part: Part) -> None:
        """Begin a part and keep it from now on."""
        self.parts.append(part)
        self._begin(part)

    def tend(self, for_seconds: float) -> None:
        """Pass on words for so long at most, then start again what fell and whose pause is over."""
        for key, _ in self.selector.select(for_seconds):
            key.data()
        for part in self.parts:
            self._mind(part)

    def end(self, stages: Sequence[Sequence[str]], within: float = ALL_END_WITHIN) -> None:
        """End the parts, stage by stage; who does not go in time is ended by force."""
        last = time.monotonic() + within
        for names in stages:
            stage = [part for part in self.parts if part.name in names and part.process]
            for part in stage:
                self._send(part, part.ends_by)
            self._await(stage, min(last, time.monotonic() + max((part.ends_within for part in stage), default=0)))
            for part in stage:
                self._force(part)

    def _begin(self, part: Part) -> None:
        reading, writing = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        os.set_blocking(writing, True)
        try:
            part.process = part.begin(writing)
        finally:
            os.close(writing)
        part.started_at = time.monotonic()
        self.selector.register(reading, selectors.EVENT_READ, partial(self._listen, part.name, reading))

    def _listen(self, name: str, reading: int) -> None:
        words = os.read(reading, 65_536)
        self.speaker.pass_on(name, words)
        if not words:
            self.selector.unregister(reading)
            os.close(reading)

    def _mind(self, part: Part) -> None:
        now = time.monotonic()
        if part.process and part.process.poll() is not None:
            code, part.process = part.process.returncode, None
            part.falls = 0 if now - part.started_at > STEADY_AFTER else part.falls + 1
            pause = min(FIRST_PAUSE * 2 ** max(0, part.falls - 1), LONGEST_PAUSE)
            part.due_at = now + pause
            self.speaker.say(f"{part.name} fell ({_how(code)}); it starts again in {pause:.1f} s")
        if part.process is None and now >= part.due_at:
            try:
                self._begin(part)
            except OSError as error:
                part.due_at = now + LONGEST_PAUSE
                self.speaker.say(f"{part.name} cannot start: {error.strerror}; next try in {LONGEST_PAUSE:.0f} s")

    def _send(self, part: Part, wish: signal.Signals) -> None:
        if part.process:
            part.process.send_signal(wish)

    def _await(self, stage: Sequence[Part], until: float) -> None:
        while any(_lives(part) for part in stage) and time.monotonic() < until:
            for key, _ in self.selector.select(0.02):
                key.data()

    def _force(self, part: Part) -> None:
        if _lives(part):
            self.speaker.say(f"{part.name} did not end in time and was ended by force")
        for wish in (part.at_last, signal.SIGKILL):
            if _lives(part):
                self._send(part, wish)
                self._await([part], time.monotonic() + FORCE_WITHIN)
        part.process = None


def _lives(part: Part) -> bool:
    return part.process is not None and part.process.poll() is None


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"code {code}"
