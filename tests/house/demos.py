"""A demo that runs, for tests and stories: its lines, its addresses, its tables."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg

from recado.house import data as houses
from recado.house import postgres

COMMAND = (sys.executable, "-P", "-m", "recado.house.entry", "demo", "--port", "0")
ALONE = {"DATABASE_URL", "RECADO_DATA", "RECADO_KEY", "RECADO_PUBLIC_URL"}
OUTSIDE = {name: value for name, value in os.environ.items() if name not in ALONE}


@dataclass
class Demo:
    """A running demo as its user sees it: five lines, four addresses."""

    process: subprocess.Popen[str]
    data: Path
    lines: list[str]

    @property
    def desk(self) -> str:
        return self.link.split("/demo/")[0]

    @property
    def link(self) -> str:
        """What logs Ada in."""
        return self.lines[0].split(": ")[1].split()[0].replace("localhost", "127.0.0.1")

    @property
    def phone(self) -> str:
        return self.lines[1].split()[-1].replace("localhost", "127.0.0.1")

    @property
    def mail(self) -> str:
        """The customers' mail program."""
        return f"{self.phone}/mail"

    def asks(self, question: str) -> list[tuple[object, ...]]:
        with psycopg.connect(postgres.url(houses.located(self.data))) as connection:
            return connection.execute(question.encode()).fetchall()

    def counts(self, question: str) -> int:
        return int(str(self.asks(question)[0][0]))

    def ends(self) -> None:
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(20) == 0


def begun(data: Path) -> Demo:
    """Once it has said its lines."""
    with data.with_suffix(".log").open("ab") as log:
        process = subprocess.Popen(
            [*COMMAND, "--data", str(data)], stdout=subprocess.PIPE, stderr=log, text=True, env=OUTSIDE, process_group=0
        )
    lines: list[str] = []
    for line in process.stdout or ():
        lines.append(line.strip())
        if line.startswith("Ready"):
            return Demo(process, data, lines)
    raise AssertionError(data.with_suffix(".log").read_text()[-3000:])
