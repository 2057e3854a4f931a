"""A plain page of somebody's own site, with one script tag: on a port of its own, so of another origin."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Lumen Óptica</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Lumen Óptica</h1><p>Lamps and lenses.</p></main>
<script src="{script}" async></script></body></html>"""


class Shown(BaseHTTPRequestHandler):
    """The page at any address; `page` is a list of one, so that it can be changed."""

    def __init__(self, page: list[str], *known: object) -> None:
        self.page = page
        super().__init__(*known)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body = self.page[0].encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody asks."""


@contextmanager
def standing() -> Iterator[tuple[str, list[str]]]:
    """The site's origin, and its page to be written."""
    page = [""]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Shown, page))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", page
    finally:
        server.shutdown()
        server.server_close()
