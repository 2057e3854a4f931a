"""Keep some pages busy: `python -m recado.bench.pressing URL CONNECTIONS` asks for one page until it is ended."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from recado.bench import loading

ROUND = 200  # requests


def press(url: str, connections: int) -> None:
    """Ask again and again, on so many connections at once."""
    place = urlsplit(url)
    request = f"GET {place.path or '/'} HTTP/1.1\r\nHost: {place.netloc}\r\nAccept: text/html\r\n\r\n".encode()
    while True:
        loading.load(url, [request] * ROUND, connections)


@contextmanager
def pressed(url: str, connections: int = 4) -> Iterator[None]:
    """The same in a process of its own, for as long as the block lasts."""
    process = subprocess.Popen([sys.executable, "-P", "-m", "recado.bench.pressing", url, str(connections)])
    try:
        yield
        if process.poll() is not None:
            raise RuntimeError("the pages were not kept busy to the end")
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    press(sys.argv[1], int(sys.argv[2]))
