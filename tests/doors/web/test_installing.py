"""The desk on a phone: its manifest, the worker that keeps nothing private, and the page without a connection."""

import json
import re
import struct

import pytest
from django.test import Client

from recado.doors.web import assets

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n"


def test_the_manifest_names_icons_that_are_there_and_as_large_as_they_say(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    told = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert [told[key] for key in ("name", "start_url", "display")] == ["Recado", "/", "standalone"]
    for icon in told["icons"]:
        head = (assets.ROOT / icon["src"].removeprefix("/static/").split("?")[0]).read_bytes()[:24]
        width, height = struct.unpack(">II", head[16:24])
        assert (head[:8], f"{width}x{height}") == (PNG, icon["sizes"])
    assert [icon["purpose"] for icon in told["icons"]] == ["any", "any", "maskable"]


def test_the_manifest_speaks_the_readers_language(client: Client) -> None:
    told = json.loads(client.get("/manifest.webmanifest", headers={"Accept-Language": "es"}).content)
    assert (told["lang"], told["shortcuts"][1]["name"]) == ("es", "Sin asignar")


def test_the_worker_keeps_our_files_and_the_page_without_a_connection_and_nothing_else(client: Client) -> None:
    answer = client.get("/worker.js")
    found = re.search(r"const FILES = (\[.*?\]);", answer.content.decode())
    assert found is not None
    assert [one for one in json.loads(found[1]) if not one.startswith("/static/")] == ["/offline"]
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_page_without_a_connection_knows_nobody(client: Client) -> None:
    page = client.get("/offline", headers={"Accept-Language": "en"}).content.decode()
    assert "The desk cannot be reached just now." in page
    assert "csrf" not in page


@pytest.mark.parametrize("address", ["/manifest.webmanifest", "/worker.js", "/offline"])
def test_they_are_only_read(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
