"""A kind twin, the ear it talks to, the desk's hand on it, and Dmitri with a phone."""

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from recado.twins.whatsapp import Customer, Twin, running
from tests.twins.whatsapp.hearing import Desk, Ear, Send, caller, mouth


@pytest.fixture
def ear() -> Iterator[Ear]:
    ear = Ear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), mouth(ear))
    server.daemon_threads = True
    ear.url = f"http://127.0.0.1:{server.server_port}/hooks/whatsapp"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield ear
    server.shutdown()
    server.server_close()


@pytest.fixture
def twin(ear: Ear) -> Iterator[Twin]:
    with running(callback=ear.url, kind=True, pace=0.05, minute=0.02) as twin:
        yield twin


@pytest.fixture
def desk(twin: Twin) -> Iterator[Desk]:
    """Calls the twin as the desk does: method, path, and what httpx takes."""
    with caller(twin) as client:
        yield client.request


@pytest.fixture
def send(twin: Twin, desk: Desk) -> Send:
    """POST /{number}/messages of a text, or of what `more` says instead."""

    def send(words: str = "Hola, soy Ada.", to: str | None = "+56900000047", **more: Any) -> httpx.Response:
        body: dict[str, Any] = {"messaging_product": "whatsapp", "type": "text", "text": {"body": words}, **more}
        if to:
            body["to"] = to
        return desk("POST", f"/{twin.setup.phone_number_id}/messages", json=body)

    return send


@pytest.fixture
def dmitri(twin: Twin) -> Customer:
    return twin.customer("+56900000047", name="Dmitri Peña")
