"""How a mail is shown: its head, what is folded, its page in a frame where nothing runs, its raw bytes."""

import base64

import pytest
from django.test import Client

from recado.desk.cases.models import Filing
from recado.desk.channels.models import Channel
from recado.desk.conversations.models import Attachment, Message
from recado.desk.staff.models import Agent, Role
from tests import letters, makers
from tests.letters import VALERIA, kept, letter

pytestmark = pytest.mark.django_db
PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def page_of(message: Message, agent: Agent) -> str:
    client = Client()
    client.force_login(agent)
    return client.get(f"/cases/{Filing.objects.get(message=message).case_id}").content.decode()


def test_a_mail_says_who_wrote_to_whom_and_folds_what_is_quoted(box: Channel, ada: Agent) -> None:
    words = "Sigue rota.\n\nEl vie, 20 nov 2026 a las 10:15, Ada (<a@x.example>) escribió:\n> Pruebe otra vez\n"
    shown = page_of(kept(box, letter(words, cc=VALERIA, subject="Lámpara")), ada)
    for part in ("Dmitri Sokolov &lt;dmitri@lumen.example&gt;", "Show quoted text", "Pruebe otra vez", "Sigue rota."):
        assert part in shown
    assert "to help@hilandera.example and 1 other" in shown
    assert "Raw mail" not in shown


def test_a_stranger_and_a_machine_are_said_to_be_such(box: Channel, ada: Agent) -> None:
    kept(box, letter(id_="a@x.example"))
    kept(box, letter("Fuera", answers="a@x.example", Auto_Submitted="auto-replied", subject="Re: Lámpara"))
    shown = page_of(kept(box, letter("Yo", sender="Eva <e@o.example>", answers="a@x.example", subject="Otra")), ada)
    assert "An automatic answer." in shown
    assert "Nobody here had named this sender" in shown
    assert '<p class="letter-subject">Otra</p>' in shown


def test_the_page_of_a_mail_runs_nothing_and_loads_nothing_unasked(box: Channel, ada: Agent) -> None:
    html = '<p onclick="x()">Hola<script>x()</script><img src="https://spy.example/1.gif"><img src="cid:logo"></p>'
    raw = letter(html=html).replace(b"</p>", b"</p>")
    message = kept(box, raw)
    client = Client()
    client.force_login(ada)
    answer = client.get(f"/messages/{message.pk}/page")
    shown = answer.content.decode()
    assert "script" not in shown.replace("stylesheet", "")
    assert "onclick" not in shown
    assert 'data-remote="https://spy.example/1.gif"' in shown
    policy = answer["Content-Security-Policy"]
    assert "sandbox allow-same-origin allow-popups" in policy
    assert "https:" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    asked = client.get(f"/messages/{message.pk}/page?remote")
    assert 'src="https://spy.example/1.gif"' in asked.content.decode()
    assert "img-src 'self' data: https: http:;" in asked["Content-Security-Policy"]
    assert f"/messages/{message.pk}/page?remote" in page_of(message, ada)


def with_picture(content: bytes) -> bytes:
    part = b"Content-Type: image/gif\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\n"
    page = b'Content-Type: text/html\n\n<p>Hola <img src="cid:logo"></p>\n'
    head = b"From: d@lumen.example\nTo: help@hilandera.example\nSubject: Foto\nMIME-Version: 1.0\n"
    body = b"--x\n" + page + b"--x\n" + part + base64.encodebytes(content) + b"--x--\n"
    return head + b"Content-Type: multipart/related; boundary=x\n\n" + body


def test_EM15_a_small_picture_of_a_signature_is_no_file_of_the_case(box: Channel, ada: Agent) -> None:
    small, large = kept(box, with_picture(PIXEL)), kept(box, with_picture(PIXEL + b"\0" * 20_000))
    picture = Attachment.objects.get(message=small)
    assert (picture.mime, picture.source["inline"]) == ("image/gif", True)
    assert f'src="/attachments/{picture.pk}"' not in page_of(small, ada)
    assert f'src="/attachments/{Attachment.objects.get(message=large).pk}"' in page_of(large, ada)
    client = Client()
    client.force_login(ada)
    assert f'src="/attachments/{picture.pk}"' in client.get(f"/messages/{small.pk}/page").content.decode()


def test_only_who_sees_all_sees_the_raw_mail(box: Channel, ada: Agent) -> None:
    raw = letter()
    message = kept(box, raw)
    client = Client()
    client.force_login(ada)
    assert client.get(f"/messages/{message.pk}/raw").status_code == 404
    head = makers.agent("Rosa Head", role=Role.HEAD)
    client.force_login(head)
    answer = client.get(f"/messages/{message.pk}/raw")
    assert (answer.content, answer["Content-Type"]) == (raw, "text/plain; charset=utf-8")
    assert "Raw mail" in page_of(message, head)


def test_EM22_a_file_that_is_refused_is_said_and_the_message_stays(box: Channel, ada: Agent) -> None:
    files = tuple((f"{n}.txt", "text/plain", b"x") for n in range(203))
    message = kept(box, letter("Muchos", files=files))
    refused = Attachment.objects.filter(message=message).exclude(refusal="")
    assert (message.text, refused.count(), refused.filter(blob=None).count()) == ("Muchos", 3, 3)
    assert "202.txt" in page_of(message, ada)


def test_a_mail_without_words_shows_its_file(box: Channel, ada: Agent) -> None:
    shown = page_of(kept(box, letter(" ", files=(("plano.pdf", "application/pdf", b"%PDF-1.4"),))), ada)
    assert "plano.pdf" in shown
    assert letters.HELP in shown
