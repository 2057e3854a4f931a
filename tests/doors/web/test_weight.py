"""How heavy is a page? The inbox on a first view, and a change of thread, as they travel."""

import gzip

import pytest
from django.test import Client
from django.utils.html import escape

from recado.desk.staff.models import Agent
from recado.doors.web import assets
from tests.cast import Customer

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial", "Accept-Encoding": "gzip"}
PACKED = (".woff2", ".png", ".webp")


def weight(path: str) -> int:
    """Bytes of a static file as the front sends it."""
    plain = (assets.ROOT / path).read_bytes()
    return len(plain) if path.endswith(PACKED) else min(len(plain), len(gzip.compress(plain, 9)))


def linked(page: str) -> set[str]:
    """Every file that a first view fetches; Cyrillic letters (19 kB) come only where somebody writes them."""
    addresses = [*assets.styles(), *assets.scripts(), assets.address("sprite.svg"), assets.address("mark.svg")]
    known = {address.removeprefix("/static/").partition("?")[0] for address in addresses if escape(address) in page}
    return {*known, "sprite.svg", "fonts/inter-latin.woff2"}


def test_a_first_view_of_the_inbox_weighs_less_than_150_kb(client: Client, ada: Agent, dmitri: Customer) -> None:
    for n in range(45):
        dmitri.writes(f"Consulta {n}")
    client.force_login(ada)
    answer = client.get(f"/cases/{dmitri.case.pk}", headers={"Accept-Encoding": "gzip"})
    files = linked(client.get(f"/cases/{dmitri.case.pk}").content.decode())
    assert len(answer.content) + sum(weight(path) for path in files) < 150_000


def test_a_change_of_thread_weighs_less_than_15_kb(client: Client, ada: Agent, dmitri: Customer) -> None:
    for n in range(60):
        dmitri.writes(f"Consulta {n}: ¿cuándo llega mi pedido número {n * 7919}?")
    client.force_login(ada)
    answer = client.get(f"/cases/{dmitri.case.pk}", headers=FRAGMENT)
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 15_000
