"""Threads and messages over the API: read, answer, note, react, files, writing first."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from recado.desk.channels.models import Channel, Template
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.time import iso, now
from recado.desk.staff.models import Agent
from tests import makers
from tests.cast import Customer
from tests.doors.api.programs import Program, problem, program_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.FILES = tmp_path


def close_window(thread: Thread) -> None:
    Thread.objects.filter(pk=thread.pk).update(last_inbound_at=now() - timedelta(hours=25))


def texts(answer: Any) -> list[str]:
    return [message["text"] for message in answer.json()["items"]]


def test_a_channel_says_what_it_can_do(ventas: Channel, ada_s: Program) -> None:
    [listed] = ada_s.get("/channels").json()["items"]
    assert listed == ada_s.get("/channels/ventas").json()
    assert list(listed) == ["key", "kind", "name", "address", "role", "state", "abilities"]
    assert (listed["key"], listed["kind"], listed["abilities"]["window"]) == ("ventas", "whatsapp", 24)
    assert {"mime": "image/png", "bytes": 5 * 1024 * 1024} in listed["abilities"]["files"]
    assert problem(ada_s.get("/channels/none")) == (404, "not-found")


def test_a_thread_says_who_writes_and_until_when_one_may_answer(dmitri: Customer, ada_s: Program) -> None:
    said = dmitri.writes("Any news about my lamp?")
    [thread] = ada_s.get("/threads", channel="ventas", person=dmitri.thread.person_id).json()["items"]
    assert thread == {
        "id": str(said.thread_id),
        "channel": "ventas",
        "kind": "person",
        "name": "",
        "person": {"id": str(dmitri.thread.person_id), "name": "Dmitri Sokolov"},
        "last_message_at": iso(said.at),
        "window_closes_at": iso(said.at + timedelta(hours=24)),
        "open_case": dmitri.case.pk,
    }
    assert ada_s.get("/threads", channel="other").json()["items"] == []


def test_a_message_says_all_that_is_known_of_it(dmitri: Customer, ada_s: Program) -> None:
    said = dmitri.writes("Any news about my lamp?")
    [message] = ada_s.get(f"/threads/{said.thread_id}/messages").json()["items"]
    assert message == {
        "id": str(said.pk),
        "thread": str(said.thread_id),
        "case": dmitri.case.pk,
        "direction": "in",
        "author": {"kind": "person", "id": str(dmitri.thread.person_id), "name": "Dmitri Sokolov"},
        "type": "text",
        "text": "Any news about my lamp?",
        "attachments": [],
        "location": None,
        "contacts": None,
        "reactions": [],
        "edited_at": None,
        "revoked_at": None,
        "at": iso(said.at),
        "reply_to": None,
        "delivery": None,
        "provider_id": said.provider_id,
        "mail": None,
    }


def test_an_answer_is_written_and_queued(dmitri: Customer, ada: Agent, ada_s: Program) -> None:
    said = dmitri.writes("Any news about my lamp?")
    answer = ada_s.post(f"/threads/{said.thread_id}/messages", {"text": "It is packed.", "reply_to": str(said.pk)})
    told = answer.json()
    assert answer.status_code == 201
    assert (told["direction"], told["text"], told["reply_to"]) == ("out", "It is packed.", str(said.pk))
    assert told["author"] == {"kind": "agent", "id": str(ada.pk), "name": "Ada Fuentes"}
    assert (told["delivery"]["state"], told["delivery"]["reason"], told["case"]) == ("queued", None, dmitri.case.pk)
    assert texts(ada_s.get(f"/threads/{said.thread_id}/messages")) == ["It is packed.", "Any news about my lamp?"]


def test_outside_the_window_only_a_template_may_leave(dmitri: Customer, ventas: Channel, ada_s: Program) -> None:
    """F5, WA27."""
    thread = dmitri.writes("Any news about my lamp?").thread
    close_window(thread)
    refused = ada_s.post(f"/threads/{thread.pk}/messages", {"text": "It is packed."})
    assert problem(refused) == (409, "window-closed")
    Template.objects.create(
        channel=ventas, name="news", language="es", state="APPROVED", body="Hola {{1}}", placeholders=1, listed_at=now()
    )
    wanted = {"name": "news", "language": "es", "values": ["Dmitri"]}
    written = ada_s.post(f"/threads/{thread.pk}/messages", {"template": wanted}).json()
    assert (written["type"], written["text"]) == ("template", "Hola Dmitri")
    short = ada_s.post(f"/threads/{thread.pk}/messages", {"template": {**wanted, "values": []}})
    assert problem(short) == (409, "template-values")


def test_a_note_stays_in_the_house(dmitri: Customer, ada_s: Program) -> None:
    thread = dmitri.writes("Any news about my lamp?").thread
    told = ada_s.post(f"/threads/{thread.pk}/messages", {"text": "He is cross.", "note": True}).json()
    assert (told["direction"], told["delivery"], told["case"]) == ("note", None, dmitri.case.pk)


def test_a_reaction_names_the_message_it_is_meant_for(dmitri: Customer, ada_s: Program) -> None:
    said = dmitri.writes("It came, thank you!")
    reaction = {"reaction": {"target": said.pk, "emoji": "👍"}}
    told = ada_s.post(f"/threads/{said.thread_id}/messages", reaction).json()
    assert (told["type"], told["text"], told["reply_to"]) == ("reaction", "👍", str(said.pk))


def test_a_file_is_brought_sent_and_fetched_again(
    dmitri: Customer, ada_s: Program, outsider_s: Program, tmp_path: Path
) -> None:
    thread = dmitri.writes("May I see the bill?").thread
    file = io.BytesIO(b"%PDF-1.7 a bill")
    file.name = "Rechnung № 7.pdf"
    brought = ada_s.bring(file=file)
    told = brought.json()
    assert (brought.status_code, told["name"], told["bytes"]) == (201, "Rechnung № 7.pdf", 15)
    assert problem(outsider_s.get(f"/attachments/{told['id']}")) == (404, "not-found")
    stolen = outsider_s.post("/threads", {"channel": "ventas", "to": "+56900000050", "text": "x"})
    assert problem(stolen) == (403, "not-your-channel")
    sent = ada_s.post(f"/threads/{thread.pk}/messages", {"attachment_ids": [told["id"]], "text": "Here"}).json()
    assert [one["id"] for one in sent["attachments"]] == [told["id"]]
    fetched = ada_s.get(f"/attachments/{told['id']}")
    assert b"".join(fetched.streaming_content) == b"%PDF-1.7 a bill"
    assert fetched.headers["Content-Disposition"].startswith("attachment;")
    for kept in tmp_path.rglob("*"):
        if kept.is_file():
            kept.unlink()
    assert problem(ada_s.get(f"/attachments/{told['id']}")) == (409, "file-missing")
    again = ada_s.post(f"/threads/{thread.pk}/messages", {"attachment_ids": [told["id"]]})
    assert problem(again) == (422, "invalid")


def test_only_who_brought_a_file_may_send_it(dmitri: Customer, ada_s: Program, bruno: Agent) -> None:
    thread = dmitri.writes("May I see the bill?").thread
    told = ada_s.bring(file=io.BytesIO(b"a bill")).json()
    answer = program_of(bruno).post(f"/threads/{thread.pk}/messages", {"attachment_ids": [told["id"]]})
    assert problem(answer) == (422, "invalid")


def test_a_file_that_is_still_on_its_way_says_so(dmitri: Customer, ada_s: Program) -> None:
    image = {"id": "77", "mime_type": "image/jpeg", "sha256": "x"}
    photo = makers.text("") | {"type": "image", "image": image}
    dmitri.posts(photo)
    [message] = ada_s.get(f"/threads/{dmitri.thread.pk}/messages").json()["items"]
    [file] = message["attachments"]
    assert (file["bytes"], file["url"].endswith(f"/api/v1/attachments/{file['id']}")) == (None, True)
    assert problem(ada_s.get(f"/attachments/{file['id']}")) == (409, "not-here-yet")


def test_writing_first_needs_a_template_and_a_number(ventas: Channel, ada_s: Program) -> None:
    """F6."""
    first = {"channel": "ventas", "to": "+56 9 0000 0061"}
    assert problem(ada_s.post("/threads", {**first, "text": "Hello"})) == (409, "window-closed")
    assert problem(ada_s.post("/threads", {**first, "to": "lamp", "text": "Hello"})) == (409, "number-invalid")
    assert problem(ada_s.post("/threads", {**first, "channel": "none", "text": "Hello"})) == (422, "invalid")
    assert not Message.objects.exists()
    Template.objects.create(channel=ventas, name="hi", language="en", state="APPROVED", body="Hi", listed_at=now())
    told = ada_s.post("/threads", {**first, "template": {"name": "hi", "language": "en"}})
    assert (told.status_code, told.json()["text"]) == (201, "Hi")


def test_a_failure_is_told_in_words(dmitri: Customer, ada_s: Program) -> None:
    """WA7."""
    thread = dmitri.writes("Any news?").thread
    id_ = ada_s.post(f"/threads/{thread.pk}/messages", {"text": "Soon."}).json()["id"]
    Message.objects.filter(pk=id_).update(rung="failed", failure={"code": "131026", "detail": ""})
    message = ada_s.get(f"/threads/{thread.pk}/messages").json()["items"][0]
    assert message["delivery"]["state"] == "failed"
    assert "WhatsApp could not deliver" in message["delivery"]["reason"]


def test_a_page_costs_the_same_whatever_is_on_it(
    dmitri: Customer, ada_s: Program, django_assert_max_num_queries: Any
) -> None:
    for count in range(30):
        dmitri.writes(f"Word {count}")
    ada_s.get("/me")
    with django_assert_max_num_queries(14):
        assert len(ada_s.get(f"/threads/{dmitri.thread.pk}/messages", limit=30).json()["items"]) == 30
