"""Raise a house of its own for a measurement: `recado up` in a fresh directory, on a free port, gone afterwards."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

COMMAND = (sys.executable, "-P", "-m", "recado.house.entry", "up", "--port", "0")
ELSEWHERE = {"DATABASE_URL", "RECADO_PUBLIC_URL"}  # of another house
PATIENCE = 120.0  # seconds


@dataclass(frozen=True)
class Raised:
    """A running house: `seconds` from the command to the first page, `invitation` the first administrator's link."""

    process: subprocess.Popen[str]
    url: str
    invitation: str
    seconds: float


@contextmanager
def raised(data: Path) -> Iterator[Raised]:
    """Run `recado up` on this directory until the block ends; seconds are counted to the first whole page."""
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    with (data.parent / f"{data.name}.log").open("ab") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            [*COMMAND, "--data", str(data)], env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            url, invitation = _told(process)
            httpx.get(url, follow_redirects=True, timeout=PATIENCE).raise_for_status()
            yield Raised(process, url, invitation, time.perf_counter() - began)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)


@contextmanager
def directory() -> Iterator[Path]:
    """A place for a house that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="recado-bench-") as place:
        yield Path(place) / "house"


def _told(process: "subprocess.Popen[str]") -> tuple[str, str]:
    """What `up` prints when it is ready: its address, and at first the link of the first administrator."""
    said = ""
    for line in process.stdout or ():
        said += line
        if line.startswith("Ready"):
            break
    links = re.findall(r"https?://\S+", said)
    if not links:
        raise RuntimeError(f"`recado up` ended with code {process.wait()} before it was ready")
    return links[0], links[1] if len(links) > 1 else ""
