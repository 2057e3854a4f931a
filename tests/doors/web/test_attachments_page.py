"""Files: taken for the next message, refused with the reason, handed out without harm."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recado.desk.cases.models import Case
from recado.desk.conversations.models import Attachment, Message
from recado.desk.staff.models import Agent, Team
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


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


def upload(window: Client, case: Case, name: str, data: bytes, mime: str, query: str = "") -> tuple[int, str]:
    file = SimpleUploadedFile(name, data, content_type=mime)
    answer = window.post(f"/attachments?case={case.pk}{query}", {"file": file})
    return answer.status_code, answer.content.decode()


def test_a_file_goes_with_the_next_message(window: Client, case: Case) -> None:
    status, chip = upload(window, case, "pasos.pdf", b"%PDF-1.4", "application/pdf")
    [id_] = re.findall(r'name="attachment" value="(\d+)"', chip)
    assert (status, "pasos.pdf<small>PDF, 8 B" in chip) == (201, True)
    window.post(f"/cases/{case.pk}/messages", {"text": "Los pasos", "attachment": id_})
    sent = Message.objects.get(direction="out")
    assert (sent.type, sent.text, sent.attachments.get().name) == ("document", "Los pasos", "pasos.pdf")


def test_what_is_too_large_is_said_before_it_is_sent(window: Client, case: Case) -> None:
    status, chip = upload(window, case, "foto.png", PNG + b"0" * 6 * 1024 * 1024, "image/png")
    assert (status, "is too large" in chip, "is-refused" in chip) == (409, True, True)


def test_a_recording_is_taken_as_the_browser_made_it(window: Client, case: Case) -> None:
    """F13."""
    status, chip = upload(window, case, "voice.webm", b"\x1aE\xdf\xa3", "audio/webm", "&voice=yes")
    assert (status, "audio-wave" in chip, Attachment.objects.get().voice) == (201, True, True)


def test_only_what_cannot_do_harm_is_shown_in_place(window: Client, case: Case) -> None:
    kinds = (
        ("a.png", PNG, "image/png"),
        ("a.svg", b"<svg onload='x'/>", "image/svg+xml"),
        ("a.html", b"<b>", "text/html"),
        ("b.png", b"<script>", "image/png"),
    )
    shown = {}
    for name, data, mime in kinds:
        upload(window, case, name, data, mime)
        answer = window.get(f"/attachments/{Attachment.objects.latest('pk').pk}")
        shown[name] = (answer["Content-Type"], answer["Content-Disposition"].split(";")[0])
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    held = ("application/octet-stream", "attachment")
    assert shown == {"a.png": ("image/png", "inline"), "a.svg": held, "a.html": held, "b.png": held}


def test_a_player_may_ask_for_a_part(window: Client, case: Case) -> None:
    upload(window, case, "voz.ogg", b"OggS" + bytes(range(96)), "audio/ogg")
    address = f"/attachments/{Attachment.objects.get().pk}"
    part = window.get(address, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part["Content-Range"], part.getvalue()) == (206, "bytes 4-7/100", bytes(range(4)))
    assert window.get(address, headers={"Range": "bytes=100-"}).status_code == 416


def test_an_attachment_is_seen_as_its_message(client: Client, window: Client, case: Case) -> None:
    upload(window, case, "pasos.pdf", b"%PDF-1.4", "application/pdf")
    attachment = Attachment.objects.get()
    stranger = makers.agent("Sol Paz", teams=(Team.objects.create(key="sales", name="Sales"),))
    client.force_login(stranger)
    assert client.get(f"/attachments/{attachment.pk}").status_code == 404
