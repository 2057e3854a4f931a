"""What outsiders try on the public port: to be heard without an end, and to keep all others waiting."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from recado.house import forwarding
from tests.doors import fronts
from tests.doors.fronts import Front

STUB = Path(__file__).parent / "pages_stub.py"


@pytest.fixture(scope="module")
def front(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """A front with small pages behind it."""
    directory = tmp_path_factory.mktemp("house")
    stub = subprocess.Popen([sys.executable, str(STUB), str(directory / "pages"), str(directory / "stub.log")])
    try:
        with fronts.running(directory) as front:
            while front.http.get("/").status_code == 503:
                time.sleep(0.05)
            yield front
    finally:
        stub.kill()
        stub.wait()


def dialled(front: Front, said: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", front.port), timeout=5)
    line.sendall(said)
    return line


@pytest.mark.parametrize("size", [1000, 90 << 20])
def test_posts_that_never_come_do_not_keep_the_pages_from_others(front: Front, size: int) -> None:
    begun = b"POST /in HTTP/1.1\r\nHost: desk\r\nContent-Length: %d\r\n\r\n" % size + b"a" * min(size - 1, 70_000)
    with ExitStack() as lines:
        for _ in range(forwarding.CONNECTIONS + 5):
            lines.enter_context(dialled(front, begun))
        assert front.http.get("/", timeout=5).status_code == 200


def pour(line: socket.socket, piece: bytes, times: int) -> None:
    for _ in range(times):
        line.sendall(piece)


@pytest.mark.parametrize("piece", [b"X-Long: " + b"a" * 1000 + b"\r\n", b"a" * 1000])
def test_a_head_without_an_end_is_cut(front: Front, piece: bytes) -> None:
    """Many headers, or one that never ends."""
    with dialled(front, b"GET / HTTP/1.1\r\nHost: desk\r\nX-First: ") as line, pytest.raises(ConnectionError):
        pour(line, piece, 10_000)


@pytest.mark.parametrize("how", [b"Content-Length: 200000000", b"Transfer-Encoding: chunked"])
def test_a_body_larger_than_any_file_is_refused(front: Front, how: bytes) -> None:
    megabyte = b"100000\r\n" + bytes(1 << 20) + b"\r\n"
    with dialled(front, b"POST /api/v1/attachments HTTP/1.1\r\nHost: desk\r\n%s\r\n\r\n" % how) as line:
        with suppress(ConnectionError):
            pour(line, megabyte, 110 if how.startswith(b"T") else 0)
        answer = line.recv(1000)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"application/problem+json" in answer
    assert front.http.get("/healthz").status_code == 200
