"""What would Graph answer? A server that says what a scene lays into its mouth and remembers what it was asked."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

HANGS_UP = "hangs up"
STAYS_SILENT = "stays silent"


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Graph:
    """`answers` are used up in order; each is (status, body) or (status, body, headers), HANGS_UP or STAYS_SILENT."""

    url: str = ""
    answers: deque[Any] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    woken: threading.Event = field(default_factory=threading.Event)

    def says(self, *answers: Any) -> None:
        self.answers.extend(answers)

    def fails(self, code: int, status: int = 400, **more: Any) -> None:
        self.says((status, {"error": {"code": code, "message": f"(#{code})", **more}}))


@contextmanager
def standing() -> Iterator[Graph]:
    """The server on a free port of this machine."""
    graph = Graph()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _mouth(graph))
    server.daemon_threads = True
    graph.url = f"http://127.0.0.1:{server.server_port}/v25.0"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield graph
    finally:
        graph.woken.set()
        server.shutdown()
        server.server_close()


def _mouth(graph: Graph) -> type[BaseHTTPRequestHandler]:
    class Mouth(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

        def answer(self) -> None:
            where = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            query = dict(parse_qsl(where.query))
            graph.asked.append(Asked(self.command, where.path, query, dict(self.headers), body))
            said = graph.answers.popleft()
            if said == STAYS_SILENT:
                graph.woken.wait(10)
            if said in (HANGS_UP, STAYS_SILENT):
                self.close_connection = True
                return
            self._say(*said)

        def _say(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
            told = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(told)), **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told)

        do_GET = do_POST = answer  # noqa: N815

    return Mouth
