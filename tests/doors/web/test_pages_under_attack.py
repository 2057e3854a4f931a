"""What a person with a log-in, or with none, sends to the pages to harm the house or whoever comes after him."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recado.desk.cases.models import Case
from recado.desk.conversations.models import Attachment
from recado.desk.staff.models import Agent
from tests.cast import Customer

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _files_of_this_scene(settings: pytest.FixtureRequest, tmp_path: pytest.TempPathFactory) -> None:
    settings.FILES = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


@pytest.fixture
def case(ada: Agent, dmitri: Customer) -> Case:
    dmitri.writes("Hola")
    return dmitri.case


@pytest.mark.parametrize("mime", ["video/mp4, text/html", "audio/ogg\nx-evil: 1", "video/", "audio/<b>"])
@pytest.mark.parametrize("part", [{}, {"Range": "bytes=0-3"}])
def test_a_film_that_is_also_a_page_is_never_shown(window: Client, case: Case, mime: str, part: dict[str, str]) -> None:
    window.post(f"/attachments?case={case.pk}", {"file": SimpleUploadedFile("film", b"<html>")})
    Attachment.objects.update(mime=mime)
    answer = window.get(f"/attachments/{Attachment.objects.get().pk}", headers=part)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("field", ["client_id", "reply_to", "template", "attachment", "value"])
def test_nul_in_a_form_breaks_nothing(window: Client, case: Case, field: str) -> None:
    for door in ("messages", "notes"):
        said = {"text": "Hola", field: "1\x00"}
        assert window.post(f"/cases/{case.pk}/{door}", said, headers=HTMX).status_code < 500


@pytest.mark.parametrize(("path", "field"), [("team", "team"), ("assignee", "agent"), ("resolution", "reason")])
def test_nul_in_a_change_breaks_nothing(window: Client, case: Case, path: str, field: str) -> None:
    kind = "application/x-www-form-urlencoded"
    answer = window.put(f"/cases/{case.pk}/{path}", f"{field}=a%00b", content_type=kind, headers=HTMX)
    assert answer.status_code < 500


def test_the_next_at_this_browser_finds_no_page_by_going_back(window: Client, case: Case) -> None:
    for path in ("/", f"/cases/{case.pk}", "/rows", "/me"):
        assert "no-store" in window.get(path)["Cache-Control"], path


def test_a_stranger_cannot_fill_the_memory_with_a_form(client: Client) -> None:
    client.handler.enforce_csrf_checks = True
    client.cookies["csrftoken"] = "a" * 32
    kind = "application/x-www-form-urlencoded"
    assert client.post("/in", b"a=%41" * 600_000, content_type=kind).status_code in (400, 413)


def test_a_note_without_end_is_refused_and_a_long_word_of_the_browser_breaks_nothing(
    window: Client, case: Case
) -> None:
    address, word = f"/cases/{case.pk}/notes", random.Random(7).randbytes(50_000).hex()
    assert window.post(address, {"text": "@" * 30_000}, headers=HTMX).status_code == 409
    assert window.post(address, {"text": "Ojo", "client_id": word}, headers=HTMX).status_code == 200
    said = f"text=Hola&version=0&device=a&client_id={word}"
    kept = window.put(f"/threads/{case.thread_id}/draft", said, content_type="application/x-www-form-urlencoded")
    assert kept.status_code == 200
