"""A number of Lumen Óptica, beside a Graph that says what it is told and beside a kind twin."""

import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer

import pytest

from recado.desk.channels.port import Account
from recado.twins.whatsapp import Twin, running
from tests.desk.channels.whatsapp.standin import Graph, standing
from tests.twins.whatsapp.hearing import Ear, mouth

SECRETS = {"access_token": "EAAtoken", "app_secret": "lumen", "verify_token": "v"}


@pytest.fixture
def graph() -> Iterator[Graph]:
    with standing() as graph:
        yield graph


@pytest.fixture
def account(graph: Graph) -> Account:
    settings = {"phone_number_id": "700", "business_account_id": "800", "graph_url": graph.url}
    return Account("wa", settings, SECRETS)


@pytest.fixture
def ear() -> Iterator[Ear]:
    """Where the twin tells what happened."""
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
    with running(callback=ear.url, kind=True, windows=False, pairs=False, pace=0.01) as twin:
        yield twin


@pytest.fixture
def desk(twin: Twin) -> Account:
    """The desk's account with the twin."""
    setup = twin.setup
    settings = {
        "phone_number_id": setup.phone_number_id,
        "business_account_id": setup.business_account_id,
        "graph_url": f"{twin.base_url}/v25.0",
    }
    return Account("wa", settings, {"access_token": setup.token})
