"""What a stranger gets at each address of a site's door: nothing that is another's, from no page that may not ask."""

import json

import pytest

from recado.desk.channels.site import tokens
from recado.desk.core.time import now
from recado.desk.people import merging
from recado.desk.staff.models import Agent, Team
from tests.doors.fronts import Front
from tests.doors.site.browsing import LUMEN, Shop, answer

pytestmark = pytest.mark.django_db(transaction=True)
OWN = [
    ("GET", "/talk"),
    ("GET", "/stream"),
    *(("POST", f"/{name}") for name in ("messages", "receipts", "typing", "mail")),
]


@pytest.fixture
def shop(front: Front, support: Team) -> Shop:
    return Shop(front, support)


@pytest.mark.parametrize(("method", "path"), OWN)
def test_without_a_token_that_holds_nothing_is_told(shop: Shop, method: str, path: str) -> None:
    other = Shop(shop.front).visitor()
    forged = tokens.issue(tokens.Visitor(shop.channel.pk, "v-guessed"), "another key", now())
    changed = shop.visitor().token[:-2] + "AA"
    for token in ("", "nonsense", forged, changed, other.token):
        body = {"json": {}} if method == "POST" else {}
        assert shop.ask(path, token=token, method=method, **body).status_code == 401


@pytest.mark.parametrize(("method", "path"), [*OWN, ("GET", "/about"), ("POST", "/visits"), ("POST", "/files")])
def test_a_page_of_another_site_may_not_ask(shop: Shop, method: str, path: str) -> None:
    token = shop.visitor().token
    for origin in ("https://evil.example", "http://lumen.example", f"{LUMEN}.evil.example", "null"):
        refused = shop.ask(path, origin=origin, token=token, method=method, content=b"{}" if method == "POST" else b"")
        assert refused.status_code == 403
        assert "access-control-allow-origin" not in refused.headers


def test_a_page_of_the_site_reads_the_answer_and_brings_no_cookie(shop: Shop) -> None:
    may = shop.ask("/messages", method="OPTIONS", headers={"access-control-request-method": "POST"})
    assert may.status_code == 204
    for answered in (may, shop.ask("/about"), shop.ask("/talk")):
        headers = answered.headers
        assert (headers["access-control-allow-origin"], headers["vary"]) == (LUMEN, "origin")
        assert "access-control-allow-credentials" not in headers
        assert "set-cookie" not in headers


def test_one_visitor_never_reads_another(shop: Shop, ada: Agent) -> None:
    valeria, dmitri = shop.visitor(), shop.visitor()
    hers = valeria.writes("My number is 1234")
    dmitri.writes("Hello")
    said = answer(hers.thread, "Thank you, Valeria", ada)
    assert dmitri.reads() == [(True, "Hello")]
    assert dmitri.ask(f"/talk?before={said.pk}").json()["messages"] == []
    dmitri.ask("/receipts", json={"state": "read", "ids": [said.pk]}).raise_for_status()
    said.refresh_from_db()
    assert said.rung == "accepted"
    with dmitri.follows() as page:
        assert page.words() == [(True, "Hello")]


def test_whoever_is_said_to_be_another_reads_nothing_of_before(shop: Shop, ada: Agent) -> None:
    """A merge is an agent's word: an impostor who talks him into it still sees only what comes."""
    valeria = shop.visitor()
    hers = valeria.writes("My number is 1234")
    answer(hers.thread, "Noted, 1234", ada)
    impostor = shop.visitor()
    his = impostor.writes("It is me, Valeria")
    merging.merge(his.thread.person, hers.thread.person, by=ada.actor)
    assert impostor.reads() == [(True, "It is me, Valeria")]
    answer(valeria.writes("Hi").thread, "To both", ada)
    assert impostor.reads() == [(True, "It is me, Valeria"), (False, "To both")]


@pytest.mark.parametrize(
    "path", ["/about", "/talk", "/stream", "/widget.js", "/files/1", "/forms/contact", "/nonsense", ""]
)
def test_a_site_that_is_not_there(front: Front, path: str) -> None:
    assert front.http.get(f"/site/nowhere{path}").status_code == 404


def test_whoever_floods_is_told_to_wait(shop: Shop) -> None:
    valeria = shop.visitor()
    answers = [valeria.says(f"{place}") for place in range(17)]
    assert {one.status_code for one in answers} == {202, 429}
    late = next(one for one in answers if one.status_code == 429)
    assert int(late.headers["retry-after"]) > 0
    assert late.json()["code"] == "slowly"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"id": "short", "text": "x"}, 422),
        ({"id": "client-000000"}, 422),
        ({"id": "client-000000", "text": "x" * 8001}, 422),
        ({"id": "client-000000", "text": "x", "file": {"sha256": "0" * 64, "word": "guessed"}}, 403),
        ({"id": "client-000000", "text": "\x00\ud800", "page": {"url": "javascript:alert(1)"}}, 202),
    ],
)
def test_what_is_said_is_looked_at(shop: Shop, told: dict[str, object], status: int) -> None:
    body = json.dumps(told).encode()
    assert shop.visitor().ask("/messages", content=body, method="POST").status_code == status


@pytest.mark.parametrize("body", [b"", b"[]", b"nonsense", b"[" * 70_000, b'"x"'])
def test_a_body_that_is_none(shop: Shop, body: bytes) -> None:
    assert shop.visitor().ask("/messages", content=body, method="POST").status_code in (400, 413, 422)
