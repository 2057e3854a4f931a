"""The customer's mail program: written as real programs write, shown without running anything, and remembered."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recado.desk.channels.email import reading as desk
from recado.twins.mail import stamping
from recado.twins.phone.app import build
from recado.twins.post import quoting, reading, writing
from recado.twins.post.people import Person, Post
from recado.twins.post.running import Provider, provider
from recado.twins.whatsapp.setup import Setup

HOUSE = "hola@lumen.example"
DMITRI = "dmitri@casa.example"
ANSWER = b"""From: Lumen <hola@lumen.example>\r
Reply-To: Lumen <hola+c-7-abcdefghijkl@lumen.example>\r
To: Dmitri <dmitri@casa.example>\r
Cc: Valeria <valeria@casa.example>\r
Message-ID: <desk.7.9.x@lumen.example>\r
References: <1@casa.example>\r
Date: Fri, 20 Nov 2026 15:00:00 +0000\r
Subject: La silla\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary=b\r
\r
--b\r
Content-Type: text/plain; charset=utf-8\r
\r
Ma\xc3\xb1ana va.\r
--b\r
Content-Type: text/html; charset=utf-8\r
\r
<p onclick="x()">Ma\xc3\xb1ana <b>va</b>.</p><script>alert(1)</script><img src="https://spy.example/x.png">\r
<a href="javascript:alert(1)">x</a><div class="desk_quote"><div id="phone">De ti</div></div>\r
--b--\r
"""


@pytest.fixture
def standing(tmp_path: Path) -> Provider:
    return provider({"address": HOUSE, "name": "Lumen"}, tmp_path / "post")


@pytest.fixture
def page(standing: Provider, tmp_path: Path) -> Iterator[TestClient]:
    with program(standing, tmp_path) as running:
        running.post("/mail/people", json={"name": "Dmitri", "address": DMITRI, "language": "es"})
        yield running


def program(standing: Provider, folder: Path) -> TestClient:
    numbers = {"1101": ("+56900000001", "Lumen")}
    setup = Setup(kind=True, reads=False)
    return TestClient(build(setup, numbers, "http://phone", folder / "phones", "http://127.0.0.1:9/hook", standing))


def writes(page: TestClient, **said: object) -> dict[str, object]:
    told = {"to": HOUSE, "subject": "La silla", "words": "¿Quién la arregla?", **said}
    answer = page.post(f"/mail/people/{DMITRI}/letters", json=told)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def answered(post: Post) -> None:
    stamping.hand_over(post.boxes, ANSWER, HOUSE, [DMITRI])


def test_what_is_written_lies_in_the_mailbox_of_the_house(page: TestClient, standing: Provider) -> None:
    file = {"name": "silla.txt", "data": base64.b64encode(b"coja").decode()}
    writes(page, cc="Valeria <valeria@casa.example>", files=[file])
    [raw] = standing.post.boxes.of(HOUSE).mails.values()
    read = desk.read(raw)
    assert (read.head.from_.address, read.head.subject, read.new_text.strip()) == (
        DMITRI,
        "La silla",
        "¿Quién la arregla?",
    )
    assert [one.address for one in read.head.cc] == ["valeria@casa.example"]
    assert [(one.name, one.content) for one in read.attachments] == [("silla.txt", b"coja")]
    assert read.verdict.may_auto_reply
    assert len(standing.post.boxes.of("valeria@casa.example").mails) == 1


@pytest.mark.parametrize("language", ["es", "en", "ru"])
@pytest.mark.parametrize("name", quoting.PROGRAMS)
def test_the_desk_folds_what_each_program_quotes(standing: Provider, name: str, language: str) -> None:
    post = standing.post
    dmitri = post.meet(Person(DMITRI, "Dmitri", language, name, "Dmitri, de Casa"))
    answered(post)
    writing.send(post, dmitri, writing.answer(post, dmitri, post.letters(dmitri)[0], "Gracias, hasta mañana."))
    box = post.boxes.of(f"{HOUSE.replace('@', '+c-7-abcdefghijkl@')}")
    read = desk.read(box.mails[box.next_uid - 1])
    assert read.new_text.strip().startswith("Gracias, hasta mañana.")
    assert "Mañana va." not in read.new_text
    assert "Mañana va." in read.quoted_text


def test_an_answer_names_all_that_it_answers(page: TestClient, standing: Provider) -> None:
    answered(standing.post)
    told = page.get(f"/mail/people/{DMITRI}/letters/in-1/quote").json()
    assert (told["subject"], told["cc"]) == ("Re: La silla", "Valeria <valeria@casa.example>")
    assert told["to"] == "Lumen <hola+c-7-abcdefghijkl@lumen.example>"
    writes(page, **{name: told[name] for name in ("to", "cc", "subject")}, answers="in-1")
    raw = reading.opened(list(standing.post.boxes.of(HOUSE).mails.values())[-1])
    assert raw["in-reply-to"] == "<desk.7.9.x@lumen.example>"
    assert raw["references"] == "<1@casa.example> <desk.7.9.x@lumen.example>"


def test_nothing_in_a_mail_runs_or_loads(page: TestClient, standing: Provider) -> None:
    answered(standing.post)
    shown = page.get(f"/mail/people/{DMITRI}/letters/in-1").json()["page"]
    assert "<b>va</b>" in shown
    assert 'class="desk_quote"' in shown
    for bad in ("script", "onclick", "spy.example", "javascript", "alert", 'id="phone"'):
        assert bad not in shown
    policy = page.get("/mail").headers["content-security-policy"]
    assert "script-src 'self'" in policy


def test_a_file_that_a_browser_would_run_is_only_handed_over(page: TestClient) -> None:
    file = {"name": "x.html", "data": base64.b64encode(b"<script>").decode()}
    key = writes(page, files=[file])["key"]
    answer = page.get(f"/mail/people/{DMITRI}/letters/{key}/files/0")
    assert answer.headers["content-disposition"] == "attachment"
    assert answer.headers["content-type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"to": "nobody"}, "to"), ({"subject": "", "words": " "}, "words"), ({"files": [{"name": "x"}]}, "files")],
)
def test_what_cannot_be_sent_is_said(page: TestClient, wrong: dict[str, object], code: str) -> None:
    answer = page.post(f"/mail/people/{DMITRI}/letters", json={"to": HOUSE, "subject": "s", "words": "w", **wrong})
    assert (answer.status_code, answer.json()) == (422, {"wrong": code})


def test_another_page_cannot_write_here(page: TestClient) -> None:
    answer = page.post(f"/mail/people/{DMITRI}/letters", headers={"origin": "http://elsewhere.example"}, json={})
    assert answer.status_code == 403


def test_mailboxes_are_remembered_with_their_numbers(standing: Provider, tmp_path: Path) -> None:
    """A second start must not look like a new mailbox: the house would read all of it again (EM)."""
    standing.post.boxes.clock = lambda: datetime(2026, 11, 20, 9, tzinfo=UTC)
    with program(standing, tmp_path) as running:
        running.post("/mail/people", json={"name": "Dmitri", "address": DMITRI})
        writes(running)
        answered(standing.post)
        running.post(f"/mail/people/{DMITRI}/letters/in-1/reading")
        before = running.get(f"/mail/people/{DMITRI}").json()
    again = provider({"address": HOUSE, "name": "Lumen"}, tmp_path / "post")
    with program(again, tmp_path) as running:
        assert running.get(f"/mail/people/{DMITRI}").json() == before
    old, new = standing.post.boxes.of(HOUSE), again.post.boxes.of(HOUSE)
    assert (old.validity, old.next_uid, old.mails, old.came) == (new.validity, new.next_uid, new.mails, new.came)
