"""The composer of a mail on the pages: rich words are kept, sent and shown, and nobody borrows another's picture."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recado.desk.cases.models import Case
from recado.desk.conversations import uploading
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Attachment
from recado.desk.staff.models import Agent, Team
from tests.cast import Customer
from tests.desk.conversations import letters

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.FILES = tmp_path


@pytest.fixture
def case(support: Team) -> Case:
    return Case.objects.get(thread=letters.comes(letters.mailbox(None, support)).thread_id)


@pytest.fixture
def window(ada: Agent, client: Client) -> Client:
    client.force_login(ada)
    return client


def brought(window: Client, case: Case) -> int:
    window.post(f"/attachments?case={case.pk}", {"file": SimpleUploadedFile("lamp.png", PNG, "image/png")})
    return int(Attachment.objects.latest("pk").pk)


def kept(window: Client, case: Case, **said: Any) -> dict[str, Any]:
    body = "&".join(f"{name}={value}" for name, value in {"kind": "reply", "version": 0, **said}.items())
    answer = window.put(f"/threads/{case.thread_id}/draft", body, content_type="application/x-www-form-urlencoded")
    told: dict[str, Any] = answer.json()
    return told


def posted(window: Client, case: Case, **said: Any) -> Any:
    return window.post(f"/cases/{case.pk}/messages", said, headers=HTMX)


def test_a_draft_comes_back_rich(window: Client, case: Case) -> None:
    key = brought(window, case)
    told = kept(window, case, html=f'<div>Ya <b onclick="x">lo</b> <img src="cid:{key}" alt="a"></div>')
    html = f'<div>Ya <b>lo</b> <img src="/attachments/{key}" alt="a"></div>'
    assert (told["html"], told["text"], told["attachments"]) == (html, "Ya lo [a]", [])
    page = window.get(f"/cases/{case.pk}").content.decode()
    assert f"autofocus>{html}</rich-text>" in page or f">{html}</rich-text>" in page


def test_plain_words_of_before_stand_in_the_box_line_by_line(window: Client, case: Case) -> None:
    kept(window, case, text="Hola <Dmitri>%0A%0AYa")
    page = window.get(f"/cases/{case.pk}").content.decode()
    assert ">&lt;" not in page.partition("<rich-text")[2].partition("</rich-text>")[0][:40]
    assert "<div>Hola &lt;Dmitri&gt;</div><div><br></div><div>Ya</div></rich-text>" in page


def test_rich_words_leave_and_stand_in_the_thread(window: Client, case: Case) -> None:
    key = brought(window, case)
    said = (
        f'<div>Ya <b>lo</b> <a href="https://x.example">miro</a> <img src="cid:{key}" alt="a"></div><script>x</script>'
    )
    assert posted(window, case, html=said).status_code == 200
    mail = Mail.objects.get(message__direction="out")
    assert mail.html == said.removesuffix("<script>x</script>")
    assert mail.message.text == "Ya lo miro (https://x.example) [a]"
    page = window.get(f"/cases/{case.pk}").content.decode()
    assert f'<img src="/attachments/{key}" alt="a">' in page
    assert '<a target="_blank" rel="noopener noreferrer" href="https://x.example">miro</a>' in page
    assert page.count(f"/attachments/{key}") == 1


def test_without_a_script_plain_words_leave(window: Client, case: Case) -> None:
    assert posted(window, case, text="Ya lo <b>miro</b>").status_code == 200
    mail = Mail.objects.get(message__direction="out")
    assert (mail.message.text, mail.html) == ("Ya lo <b>miro</b>", "")


def test_nothing_but_air_is_nothing_to_send(window: Client, case: Case) -> None:
    answer = posted(window, case, html="<div><br></div>")
    assert (answer.status_code, "There is nothing to send." in answer.content.decode()) == (409, True)


def test_nobody_sends_the_picture_of_a_colleague(window: Client, case: Case, bruno: Agent) -> None:
    theirs = uploading.upload([PNG], name="secret.png", mime="image/png", by=bruno.actor)
    html = f'<div>Ya <img src="cid:{theirs.pk}"></div>'
    assert posted(window, case, html=html).status_code == 404
    assert kept(window, case, html=html)["html"] == "<div>Ya </div>"
    assert not Mail.objects.filter(message__direction="out").exists()


def test_a_chat_stays_plain(window: Client, dmitri: Customer) -> None:
    dmitri.writes("Hola")
    assert posted(window, dmitri.case, text="Ya", html="<b>lo</b>").status_code == 200
    assert "rich-text" not in window.get(f"/cases/{dmitri.case.pk}").content.decode()
    assert kept(window, dmitri.case, text="x", html="<b>y</b>")["text"] == "x"
