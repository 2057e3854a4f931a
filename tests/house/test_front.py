"""The front answers for itself, passes the rest on to the pages, and ends when it is told to."""

import hashlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests import makers
from tests.doors import fronts
from tests.doors.fronts import Front
from tests.doors.live.browsing import page

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


def test_the_front_knows_no_django() -> None:
    script = "import sys, recado.house.front; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_pages_get_the_request_as_it_came(front: Front) -> None:
    asked = {"Host": "desk.example.com", "Accept-Language": "es", "Connection": "x-private", "X-Private": "1"}
    seen = front.http.get("/casos/%C3%B1%2F7?q=a%20b&q=%", headers=asked).json()
    assert (seen["HTTP_HOST"], seen["HTTP_ACCEPT_LANGUAGE"]) == ("desk.example.com", "es")
    assert (seen["PATH_INFO"].encode("latin-1").decode(), seen["QUERY_STRING"]) == ("/casos/ñ/7", "q=a%20b&q=%")
    assert "HTTP_X_PRIVATE" not in seen
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("127.0.0.1", "http")


def test_a_proxy_on_this_machine_is_believed(front: Front) -> None:
    told = {
        "X-Forwarded-For": "6.6.6.6, 190.20.30.40",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
    }
    seen = front.http.get("/", headers=told).json()
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("190.20.30.40", "https")
    assert "HTTP_X_FORWARDED_HOST" not in seen


def test_the_browser_gets_the_answer_as_the_pages_gave_it(front: Front) -> None:
    answer = front.http.get("/cookies")
    assert (answer.status_code, answer.headers["location"]) == (302, "/in?next=%2Fcasos")
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert front.http.head("/").headers["content-type"] == "application/json"


def test_a_large_upload_flows_through(front: Front) -> None:
    megabyte = bytes(range(256)) * 4096
    expected = {"bytes": 100 << 20, "sha256": hashlib.sha256(megabyte * 100).hexdigest()}
    for headers in ({"Content-Length": str(100 << 20)}, {"Transfer-Encoding": "chunked"}):
        pieces = (megabyte for _ in range(100))
        assert front.http.post("/upload", content=pieces, headers=headers).json() == expected
    assert _memory(front) < 150 << 20


def test_pages_stop_speaking_when_the_browser_has_left(front: Front) -> None:
    with front.http.stream("GET", "/endless") as answer:
        next(answer.iter_raw())
    end = time.monotonic() + 5
    while "left" not in (log.read_text() if (log := front.log.parent / "stub.log").exists() else ""):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_while_the_pages_are_away_it_is_said_in_words(django_db_setup: None, tmp_path: Path) -> None:
    with fronts.running(tmp_path) as front:
        person = front.http.get("/", headers={"Accept": "text/html"})
        program = front.http.get("/api/v1/me")
    assert (person.status_code, program.status_code) == (503, 503)
    assert "Back in a moment" in person.text
    assert "Volvemos" in person.text
    assert program.headers["content-type"] == "application/problem+json"
    assert person.headers["retry-after"] == program.headers["retry-after"] == "3"


@pytest.mark.parametrize("wish", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.django_db(transaction=True)
def test_the_front_ends_within_two_seconds_with_streams_open(wish: signal.Signals, tmp_path: Path) -> None:
    ada = makers.agent("Ada")
    with fronts.running(tmp_path) as front, page(front, ada) as browser, page(front, ada):
        assert front.stop(wish) < 2
        assert browser.ended.wait(2)
        assert front.process.returncode == 0
        assert "Traceback" not in front.log.read_text()


def test_the_log_holds_no_secrets(front: Front) -> None:
    front.http.get("/welcome/vQ8s2kZr1tXc9LmN4pYw", params={"token": "hidden-in-a-query"})
    front.http.get("/live", params={"ticket": "hidden-in-a-ticket"})
    end = time.monotonic() + 5
    while "GET /live 401" not in front.log.read_text():
        assert time.monotonic() < end
        time.sleep(0.02)
    assert "GET /welcome/*** 200" in front.log.read_text()
    assert "hidden" not in front.log.read_text()


def test_a_broken_request_is_answered_and_harms_nobody(front: Front) -> None:
    with socket.create_connection(("127.0.0.1", front.port)) as raw:
        raw.sendall(b"NONSENSE\r\n\r\n")
        assert b" 400 " in raw.recv(100)
    with socket.create_connection(("127.0.0.1", front.port)) as raw:
        raw.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert b" 200 " in raw.recv(100)
    with socket.create_connection(("127.0.0.1", front.port)) as raw:
        raw.sendall(b"POST /upload HTTP/1.1\r\nHost: desk\r\nContent-Length: 1000\r\n\r\nhalf")
    assert front.http.get("/healthz").json() == {"status": "ok"}
    assert httpx.get(front.url).status_code == 200


def _memory(front: Front) -> int:
    """The most bytes that the process has held."""
    lines = Path(f"/proc/{front.process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024
