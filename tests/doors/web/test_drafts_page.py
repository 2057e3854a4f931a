"""What is begun stands in the box again, on every device; a reply is taken back; two answers at once are noticed."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from recado.desk.cases.models import Case
from recado.desk.conversations import drafting, replying, uploading
from recado.desk.conversations.drafting import Words
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.time import now
from recado.desk.staff import preferring
from recado.desk.staff.models import Agent
from tests.cast import Customer

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def window(client: Client, ada: Agent) -> Client:
    client.force_login(ada)
    return client


@pytest.fixture
def case(ada: Agent, dmitri: Customer) -> Case:
    dmitri.writes("Hola, el código QR no aparece")
    return dmitri.case


def page(window: Client, case: Case) -> str:
    return window.get(f"/cases/{case.pk}").content.decode()


def keeps(window: Client, case: Case, text: str, **more: str) -> dict[str, Any]:
    form = {"text": text, "version": "0", "kind": "reply", **more}
    body = "&".join(f"{name}={value}" for name, value in form.items())
    answer = window.put(f"/threads/{case.thread_id}/draft", body, content_type="application/x-www-form-urlencoded")
    return dict(json.loads(answer.content))


def out() -> list[str]:
    return list(Message.objects.filter(direction="out").order_by("pk").values_list("text", flat=True))


def test_what_was_begun_stands_in_the_box_again(window: Client, case: Case) -> None:
    assert keeps(window, case, "Ya lo")["version"] == 1
    keeps(window, case, "Ojo", kind="note")
    shown = page(window, case)
    assert re.findall(r"<textarea[^>]*>(.*?)</textarea>", shown, re.DOTALL)[:2] == ["Ya lo", "Ojo"]


def test_a_draft_has_its_files_and_the_message_it_answers(window: Client, case: Case) -> None:
    file = SimpleUploadedFile("pasos.pdf", b"%PDF-1.4", "application/pdf")
    chip = window.post(f"/attachments?case={case.pk}", {"file": file}, headers=HTMX).content.decode()
    [id_] = re.findall(r'name="attachment" value="(\d+)"', chip)
    said = Message.objects.get(direction="in")
    kept = keeps(window, case, "Mira", attachment=id_, reply_to=str(said.pk))
    assert (kept["quote"], "pasos.pdf" in kept["files"]) == (
        {"replyTo": said.pk, "author": "Dmitri Sokolov", "words": said.text},
        True,
    )
    assert re.findall(r'name="(?:attachment|reply_to)" value="(\d+)"', page(window, case)) == [str(said.pk), id_]


def test_the_row_says_what_a_draft_of_nothing_but_files_holds(window: Client, case: Case, ada: Agent) -> None:
    spoken = uploading.upload([b"x"], name="voice.ogg", mime="audio/ogg", by=ada.actor, voice=True)
    plan = uploading.upload([b"%PDF-1.4"], name="pasos.pdf", mime="application/pdf", by=ada.actor)
    for ids, said in (((spoken.pk,), "Voice note"), ((plan.pk, spoken.pk), "pasos.pdf, Voice note")):
        assert case.thread
        drafting.keep(ada, case.thread, Words("", ids), seen=0, device="one")
        [row] = re.findall(r'<span class="say is-draft">(.*?)</span>', page(window, case), re.DOTALL)
        assert " ".join(re.sub(r"<[^>]+>", "", row).split()) == f"Draft: {said}"


def test_another_device_is_told_of_and_one_chooses(window: Client, case: Case) -> None:
    keeps(window, case, "uno")
    kept = keeps(window, case, "dos")
    assert ("uno" in kept["earlier"], "You also wrote this on another device" in kept["earlier"]) == (True, True)
    assert keeps(window, case, "dos", version="2", settled="yes")["earlier"] == ""
    fetched = window.get(f"/threads/{case.thread_id}/draft?kind=reply", headers=HTMX).json()
    assert (fetched["text"], fetched["version"]) == ("dos", 3)


def test_sent_it_is_a_draft_no_more_and_a_note_leaves_the_reply_alone(window: Client, case: Case, ada: Agent) -> None:
    keeps(window, case, "Ya lo miro")
    keeps(window, case, "Ojo", kind="note")
    window.post(f"/cases/{case.pk}/notes", {"text": "Ojo"}, headers=HTMX)
    assert case.thread
    assert [one.text for one in drafting.drafts(ada, case.thread)] == ["Ya lo miro", ""]
    window.post(f"/cases/{case.pk}/messages", {"text": "Ya lo miro"}, headers=HTMX)
    assert [one.text for one in drafting.drafts(ada, case.thread)] == ["", ""]


def test_nobody_keeps_drafts_where_he_sees_nothing_nor_with_files_of_another(
    window: Client, case: Case, bruno: Agent, client: Client
) -> None:
    foreign = SimpleUploadedFile("pasos.pdf", b"%PDF-1.4", "application/pdf")
    other = Client()
    other.force_login(bruno)
    chip = other.post(f"/attachments?case={case.pk}", {"file": foreign}, headers=HTMX).content.decode()
    [id_] = re.findall(r'name="attachment" value="(\d+)"', chip)
    form = f"text=Mira&attachment={id_}"
    kind = "application/x-www-form-urlencoded"
    assert window.put(f"/threads/{case.thread_id}/draft", form, content_type=kind).status_code == 404
    assert window.get("/threads/999999/draft").status_code == 404


def test_F5_when_the_window_closes_the_draft_stays_above_the_templates(window: Client, case: Case) -> None:
    keeps(window, case, "Ya lo miro")
    Thread.objects.update(last_inbound_at=now() - timedelta(hours=25))
    shown = page(window, case)
    assert re.findall(r'<form class="laid-by" data-laid-by>.*?<textarea[^>]*>(.*?)</textarea>', shown, re.DOTALL) == [
        "Ya lo miro"
    ]


@pytest.mark.parametrize(("chosen", "waits"), [(None, 5), (20, 20), (0, None)])
def test_a_reply_waits_as_long_as_its_writer_likes(
    window: Client, case: Case, ada: Agent, chosen: int | None, waits: int | None
) -> None:
    if chosen is not None:
        preferring.prefer(ada, "send_delay", chosen)
    shown = window.post(f"/cases/{case.pk}/messages", {"text": "Ya lo miro"}, headers=HTMX).content.decode()
    message = Message.objects.get(direction="out")
    left = round((message.leaves_at - message.at).total_seconds()) if message.leaves_at else None
    assert (left, re.findall(r'<leaving-soon[^>]* data-left="(\d+)"', shown)) == (waits, [str(waits)] if waits else [])


def test_undone_its_words_stand_in_the_composer_again(window: Client, case: Case) -> None:
    window.post(f"/cases/{case.pk}/messages", {"text": "Ya lo miro"}, headers=HTMX)
    message = Message.objects.get(direction="out")
    here = {**HTMX, "HX-Current-URL": f"http://testserver/cases/{case.pk}"}
    answer = window.delete(f"/messages/{message.pk}/departure", headers=here)
    shown = answer.content.decode()
    assert (answer.status_code, out(), '<hx-partial hx-target="#composer"' in shown) == (200, [], True)
    assert re.findall(r'<textarea[^>]*id="words"[^>]*>(.*?)</textarea>', shown, re.DOTALL) == ["Ya lo miro"]
    assert window.delete(f"/messages/{message.pk}/departure", headers=here).status_code == 404


def test_two_answers_at_once_are_noticed_before_the_second_leaves(window: Client, case: Case, bruno: Agent) -> None:
    seen = str(Message.objects.latest("pk").pk)
    assert case.thread
    [first] = replying.reply(case.thread, by=bruno.actor, text="Prueba a cerrar sesión")
    form = {"text": "Ya lo miro", "seen": seen}
    held = window.post(f"/cases/{case.pk}/messages", form, headers=HTMX)
    shown = held.content.decode()
    assert (held.status_code, out()) == (409, ["Prueba a cerrar sesión"])
    assert ("Bruno Rey answered meanwhile" in shown, "Prueba a cerrar sesión" in shown) == (True, True)
    assert re.findall(r'name="seen" value="(\d+)"', shown) == [str(first.pk)]
    window.post(f"/cases/{case.pk}/messages", {**form, "seen": [seen, str(first.pk)]}, headers=HTMX)
    assert out() == ["Prueba a cerrar sesión", "Ya lo miro"]


def test_ones_own_second_answer_is_no_objection(window: Client, case: Case, ada: Agent) -> None:
    seen = str(Message.objects.latest("pk").pk)
    for text in ("uno", "dos"):
        window.post(f"/cases/{case.pk}/messages", {"text": text, "seen": seen}, headers=HTMX)
    assert out() == ["uno", "dos"]


def test_a_held_answer_keeps_its_draft(window: Client, case: Case, ada: Agent, bruno: Agent) -> None:
    assert case.thread
    drafting.keep(ada, case.thread, Words("Ya lo miro"), seen=0)
    replying.reply(case.thread, by=bruno.actor, text="Ya está")
    window.post(f"/cases/{case.pk}/messages", {"text": "Ya lo miro", "seen": "1"}, headers=HTMX)
    assert drafting.draft(ada, case.thread).text == "Ya lo miro"
