"""How heavy is a page? The inbox on a first view, and a change of thread, as they travel."""

import gzip
import re

import pytest
from django.test import Client

from recado.desk.staff.models import Agent
from recado.doors.web import assets, bundling
from tests.cast import Customer

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial", "Accept-Encoding": "gzip"}
PACKED = (".woff2", ".png", ".webp")


def weight(path: str) -> int:
    """Bytes of a static file as the front sends it."""
    plain = bundling.bundle(path) if bundling.parts(path) else (assets.ROOT / path).read_bytes()
    return len(plain) if path.endswith(PACKED) else min(len(plain), len(gzip.compress(plain, 9)))


def linked(page: str) -> set[str]:
    """Every file that a first view fetches; the Cyrillic letters come where somebody writes them."""
    named = set(re.findall(r'(?:src|href)="/static/([^"?#]+)', page))
    named.remove("icons/touch-180.png")  # of a phone's home screen
    return {*named, "fonts/inter-latin.woff2", "fonts/inter-cyrillic.woff2"}


def test_a_first_view_of_the_inbox_weighs_less_than_150_kb(client: Client, ada: Agent, dmitri: Customer) -> None:
    for n in range(45):
        dmitri.writes(f"Когда придёт заказ {n}?")
    client.force_login(ada)
    answer = client.get(f"/cases/{dmitri.case.pk}", headers={"Accept-Encoding": "gzip"})
    files = linked(client.get(f"/cases/{dmitri.case.pk}").content.decode())
    assert {"desk.css", "desk.js", "sprite.svg"} <= files
    assert len(answer.content) + sum(weight(path) for path in files) < 150_000


def test_a_change_of_thread_weighs_less_than_15_kb(client: Client, ada: Agent, dmitri: Customer) -> None:
    for n in range(60):
        dmitri.writes(f"Consulta {n}: ¿cuándo llega mi pedido número {n * 7919}?")
    client.force_login(ada)
    answer = client.get(f"/cases/{dmitri.case.pk}", headers=FRAGMENT)
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 15_000
