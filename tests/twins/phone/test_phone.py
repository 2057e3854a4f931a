"""The customer's phone: a page that runs nothing of others, a talk with both sides, and a memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from recado.twins.phone.app import build
from recado.twins.post import running
from recado.twins.whatsapp.setup import Setup

NUMBERS = {"1101": ("+56900000001", "Hilandera Soporte"), "1102": ("+56900000002", "Hilandera Cobros")}
PICTURE = b"\xff\xd8\xff\xe0" + b"0" * 40


def phone(folder: Path) -> TestClient:
    setup, mail = Setup(kind=True, reads=False), running.provider({}, folder.with_name("post"))
    return TestClient(build(setup, NUMBERS, "http://phone", folder, "http://127.0.0.1:9/hook", mail))


@pytest.fixture
def page(tmp_path: Path) -> Iterator[TestClient]:
    with phone(tmp_path / "phones") as running:
        yield running


@pytest.fixture
def valeria(page: TestClient) -> str:
    told = page.post("/phone/customers", json={"name": "Valeria Montt", "number": "+56 9 0000 0048"}).json()
    return f"/phone/customers/{told['who']}"


def says(page: TestClient, door: str, **said: object) -> str:
    answer = page.post(f"{door}/messages", json={"to": "1101", **said})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def test_the_page_runs_only_what_lies_beside_it(page: TestClient) -> None:
    answer = page.get("/")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert "<script>" not in answer.text
    assert "style=" not in answer.text
    assert {page.get(f"/page/{name}").status_code for name in ("phone.js", "phone.css", "words.js")} == {200}


def test_somebody_new_stands_first_in_the_list(page: TestClient, valeria: str) -> None:
    says(page, valeria, type="text", text={"body": "Hola"})
    page.post("/phone/customers", json={"name": "Dmitri", "number": "+56900000047"}).raise_for_status()
    listed = page.get("/phone/customers").json()["customers"]
    assert [one["name"] for one in listed] == ["Dmitri", "Valeria Montt"]


def test_what_is_written_stands_in_the_talk(page: TestClient, valeria: str) -> None:
    first = says(page, valeria, type="text", text={"body": "¿Llegó mi lámpara?"})
    says(page, valeria, type="text", text={"body": "La verde"}, quote=first)
    says(page, valeria, type="location", location={"latitude": -33.4, "longitude": -70.6, "name": "Casa"})
    talk = page.get(valeria, params={"to": "1101"}).json()["bubbles"]
    assert [(one["text"], one["quote"]) for one in talk] == [
        ("¿Llegó mi lámpara?", None),
        ("La verde", first),
        ("Casa", None),
    ]
    assert page.get(valeria, params={"to": "1102"}).json()["bubbles"] == []


def test_the_house_answers_and_is_unread_until_the_chat_is_open(page: TestClient, valeria: str) -> None:
    says(page, valeria, type="text", text={"body": "Hola"})
    order = {"messaging_product": "whatsapp", "to": "+56900000048", "type": "text", "text": {"body": "Hola, Valeria"}}
    page.post("/1101/messages", json=order, headers={"authorization": "Bearer twin-token"}).raise_for_status()
    [row] = page.get("/phone/customers").json()["customers"]
    assert (row["unread"], row["last"]["text"]) == (1, "Hola, Valeria")


def test_who_has_read_a_message_has_read_those_before_it(page: TestClient, valeria: str) -> None:
    says(page, valeria, type="text", text={"body": "Hola"})
    second = says(page, valeria, type="text", text={"body": "¿Están?"})
    says(page, valeria, type="text", text={"body": "Espero"})
    seen = {"messaging_product": "whatsapp", "status": "read", "message_id": second}
    page.post("/1101/messages", json=seen, headers={"authorization": "Bearer twin-token"}).raise_for_status()
    assert [one["ticks"] for one in page.get(valeria).json()["bubbles"]] == ["read", "read", "delivered"]


def test_reactions_edits_and_takings_back_change_their_bubble(page: TestClient, valeria: str) -> None:
    first = says(page, valeria, type="text", text={"body": "ola"})
    second = says(page, valeria, type="text", text={"body": "¡no!"})
    body = {"type": "text", "text": {"body": "hola"}}
    says(page, valeria, type="edit", edit={"original_message_id": first, "message": body})
    says(page, valeria, type="revoke", revoke={"original_message_id": second})
    talk = page.get(valeria).json()["bubbles"]
    assert [(one["kind"], one["text"], one.get("edited")) for one in talk] == [
        ("text", "hola", True),
        ("revoked", "", None),
    ]


def test_a_picture_can_be_looked_at(page: TestClient, valeria: str) -> None:
    said = page.post(f"{valeria}/files?to=1101&caption=Mire", content=PICTURE, headers={"content-type": "image/jpeg"})
    assert said.status_code == 201
    [bubble] = page.get(valeria).json()["bubbles"]
    assert page.get(bubble["file"]["url"]).content == PICTURE
    assert (bubble["kind"], bubble["text"]) == ("image", "Mire")


def test_noise_that_is_no_recording_is_refused(page: TestClient, valeria: str) -> None:
    said = page.post(f"{valeria}/files?voice=1", content=b"not sound", headers={"content-type": "audio/webm"})
    assert said.status_code == 400


def test_another_page_cannot_speak_here(page: TestClient, valeria: str) -> None:
    answer = page.post(f"{valeria}/reading", headers={"origin": "http://elsewhere.example"})
    assert answer.status_code == 403


def test_the_phone_remembers_over_a_restart(tmp_path: Path) -> None:
    with phone(tmp_path / "phones") as running:
        told = running.post("/phone/customers", json={"name": "Dmitri", "number": "+56900000047"}).json()
        door = f"/phone/customers/{told['who']}"
        says(running, door, type="text", text={"body": "Добрый день"})
        running.post(f"{door}/files?to=1101", content=PICTURE, headers={"content-type": "image/jpeg"})
        before = running.get(door).json()["bubbles"]
    with phone(tmp_path / "phones") as again:
        assert again.get(door).json()["bubbles"] == before
        assert again.get(before[1]["file"]["url"]).content == PICTURE
