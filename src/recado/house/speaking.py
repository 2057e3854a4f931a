"""How do the parts speak? Line by line on standard error, each line with the name of who said it."""

import os
import select
from dataclasses import dataclass, field

WIDTH = len("postgres")
PIECE = 4096  # pipe(7): a pipe that is ready takes PIPE_BUF bytes without blocking


@dataclass
class Speaker:
    """Words that nobody reads are dropped: a full pipe must not stop the house."""

    descriptor: int = 2
    quiet: bool = False
    rests: dict[str, bytes] = field(default_factory=dict)

    def say(self, words: str) -> None:
        """One line of the supervisor itself."""
        self._line("recado", words.encode())

    def pass_on(self, name: str, words: bytes) -> None:
        """Words of a part; half a line waits for its other half, empty words end it."""
        *lines, rest = (self.rests.pop(name, b"") + words).split(b"\n")
        if words and len(rest) < PIECE:
            self.rests[name] = rest
        elif rest:
            lines.append(rest)
        for line in lines:
            self._line(name, line)

    def _line(self, name: str, words: bytes) -> None:
        line = f"{name:<{WIDTH}} | ".encode() + words
        try:
            if select.select([], [self.descriptor], [], 0)[1]:
                os.write(self.descriptor, line[: PIECE - 1] + b"\n")
        except OSError:
            return
