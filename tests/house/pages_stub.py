"""Small pages behind a front: a WSGI application that says what it was asked. `python pages_stub.py SOCKET LOG`."""

import hashlib
import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from waitress.server import create_server

LOG = Path(sys.argv[2])
PIECE = b"x" * 65536


def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/upload":
        return _json(start, _read(environ["wsgi.input"]))
    if path == "/endless":
        start("200 OK", [("Content-Type", "application/octet-stream")])
        return _endless()
    if path == "/cookies":
        start("302 Found", [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("Location", "/in?next=%2Fcasos")])
        return []
    return _json(start, {name: value for name, value in environ.items() if isinstance(value, str)})


def _json(start: Any, value: object) -> list[bytes]:
    body = json.dumps(value).encode()
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _read(body: Any) -> dict[str, object]:
    digest, size = hashlib.sha256(), 0
    while piece := body.read(1 << 20):
        digest.update(piece)
        size += len(piece)
    return {"bytes": size, "sha256": digest.hexdigest()}


def _endless() -> Iterator[bytes]:
    try:
        while True:
            yield PIECE
            time.sleep(0.01)
    finally:
        with LOG.open("a") as log:
            log.write("left\n")


if __name__ == "__main__":
    create_server(
        application, unix_socket=sys.argv[1], threads=4, trusted_proxy="*",
        trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto"}, clear_untrusted_proxy_headers=True,
    ).run()  # fmt: skip
