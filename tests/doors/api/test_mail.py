"""Mail over the API: who wrote to whom, its HTML and pictures, copies, and who may send what."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from recado.desk.channels.models import Channel
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Attachment, Message, Thread
from recado.desk.core.actors import HOUSE
from recado.desk.people import listing_addresses
from recado.desk.people.listed import AddressList
from recado.desk.staff.models import Agent, Team
from tests import letters
from tests.cast import Customer
from tests.doors.api.programs import Program, problem, program_of

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
VALERIA, BOSS = "Valeria Montt <valeria@lumen.example>", "jefe@lumen.example"


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.FILES = tmp_path


@pytest.fixture
def help_(support: Team) -> Channel:
    return letters.mailbox(support)


@pytest.fixture
def thread(help_: Channel) -> Thread:
    """Dmitri wrote with a picture, copied to Valeria and to his boss, whom the house never copies."""
    listing_addresses.add(AddressList.IGNORE_CC, BOSS, by=HOUSE)
    return letters.kept(help_, letters.letter(cc=f"{VALERIA}, {BOSS}", id_="first@lumen.example")).thread


def written(program: Program, thread: Thread, **said: Any) -> Any:
    return program.post(f"/threads/{thread.pk}/messages", said)


def picture(program: Program, content: bytes = PNG, mime: str = "image/png") -> str:
    return str(program.bring(file=SimpleUploadedFile("lamp.png", content, content_type=mime)).json()["id"])


def addresses(boxes: list[dict[str, str]]) -> list[str]:
    return [box["address"] for box in boxes]


def test_a_mail_says_who_wrote_to_whom(thread: Thread, ada_s: Program) -> None:
    [message] = ada_s.get(f"/threads/{thread.pk}/messages").json()["items"]
    assert message["mail"] == {
        "message_id": "first@lumen.example",
        "in_reply_to": None,
        "subject": "Lámpara",
        "from": {"name": "Dmitri Sokolov", "address": "dmitri@lumen.example"},
        "to": [{"name": "", "address": letters.HELP}],
        "cc": [{"name": "Valeria Montt", "address": "valeria@lumen.example"}, {"name": "", "address": BOSS}],
        "bcc": [],
        "html": None,
        "quoted": "",
        "signature": "",
        "automatic": None,
    }
    case = message["case"]
    [moment] = [one for one in ada_s.get(f"/cases/{case}/timeline").json()["items"] if one["message"]]
    assert moment["message"]["mail"] == message["mail"]


def test_what_a_machine_wrote_says_why(help_: Channel, ada_s: Program) -> None:
    came = letters.kept(help_, letters.letter(Auto_Submitted="auto-replied"))
    [message] = ada_s.get(f"/threads/{came.thread_id}/messages").json()["items"]
    assert "Auto-Submitted" in message["mail"]["automatic"]


def test_what_came_another_way_has_no_mail(dmitri: Customer, ada_s: Program) -> None:
    said = dmitri.writes("Hola")
    assert ada_s.get(f"/threads/{said.thread_id}/messages").json()["items"][0]["mail"] is None


def test_C7_an_answer_goes_to_those_who_take_part_but_for_the_ignored(thread: Thread, ada_s: Program) -> None:
    told = written(ada_s, thread, text="Ya lo miro.").json()["mail"]
    assert (addresses(told["to"]), addresses(told["cc"])) == (["dmitri@lumen.example"], ["valeria@lumen.example"])
    assert (told["subject"], told["in_reply_to"], told["html"]) == ("Re: Lámpara", "first@lumen.example", None)
    assert "Hola, la lámpara no enciende." in told["quoted"]
    only_bcc = written(ada_s, thread, text="Y esto.", bcc=["eva@lumen.example"]).json()["mail"]
    assert addresses(only_bcc["cc"]) == ["valeria@lumen.example"]


def test_copies_and_subject_are_chosen(thread: Thread, ada_s: Program) -> None:
    """C7: who is named by hand gets it, and takes the place of the usual ones."""
    said = {"to": ["Dmitri <dmitri@lumen.example>"], "cc": [BOSS], "bcc": ["Eva Paz <eva@lumen.example>"]}
    told = written(ada_s, thread, text="Ya lo miro.", subject="Su lámpara", **said).json()["mail"]
    assert (addresses(told["cc"]), told["bcc"]) == ([BOSS], [{"name": "Eva Paz", "address": "eva@lumen.example"}])
    assert told["subject"] == "Su lámpara"
    for wrong in ("nobody", "mal@@b.example", "a@b@@c.example", "a@b.example eva", "<>", "a@half"):
        assert problem(written(ada_s, thread, text="x", cc=[wrong])) == (409, "address-invalid")
    assert problem(written(ada_s, thread, text="x", subject="a\nBcc: b@c.example")) == (409, "subject-invalid")


def test_html_is_tidied_and_read_as_text(thread: Thread, ada_s: Program) -> None:
    html = '<p style="color:red">Ya lo <b onclick="x">miro</b>: <a href="https://lumen.example/g">guía</a></p>'
    told = written(ada_s, thread, html=html + '<script>x</script><img src="https://evil.example/a.png">').json()
    assert told["text"] == "Ya lo miro: guía (https://lumen.example/g)"
    assert told["mail"]["html"] == '<p>Ya lo <b>miro</b>: <a href="https://lumen.example/g">guía</a></p>'
    assert problem(written(ada_s, thread, html="<b>x</b>", text="x")) == (422, "invalid")
    assert problem(written(ada_s, thread, html="<p> </p>")) == (409, "empty")


def test_a_picture_stands_in_the_words(thread: Thread, ada_s: Program) -> None:
    key = picture(ada_s)
    told = written(ada_s, thread, html=f'<p>Así: <img src="cid:{key}" alt="lamp"></p>').json()
    assert (told["mail"]["html"], told["text"]) == (f'<p>Así: <img src="cid:{key}" alt="lamp"></p>', "Así: [lamp]")
    assert [one["id"] for one in told["attachments"]] == [key]
    again = written(ada_s, thread, html=f'<p>Otra vez <img src="cid:{key}"></p>').json()
    [copy] = again["attachments"]
    assert (copy["id"] != key, f"cid:{copy['id']}" in again["mail"]["html"]) == (True, True)


def test_nobody_shows_pictures_that_are_not_his(
    thread: Thread, help_: Channel, dmitri: Customer, ada_s: Program, bruno: Agent, outsider_s: Program
) -> None:
    """An upload of a colleague, a picture of another talk, a page that calls itself one, what does not exist."""
    theirs = picture(program_of(bruno))
    elsewhere = letters.kept(help_, letters.letter(files=(("secret.png", "image/png", PNG),)))
    secret = str(Attachment.objects.get(message=elsewhere).pk)
    false = picture(ada_s, b"<script>alert(1)</script>", "image/png")
    for key in (theirs, secret, false, "999999999"):
        answer = written(ada_s, thread, html=f'<p>x <img src="cid:{key}"></p>')
        assert problem(answer) == (422, "invalid"), key
    assert not Message.objects.filter(direction="out").exists()


def test_a_chat_has_no_copies(dmitri: Customer, ada_s: Program) -> None:
    thread = dmitri.writes("Hola").thread
    for said in ({"html": "<b>x</b>"}, {"text": "x", "cc": ["a@b.example"]}, {"text": "x", "subject": "y"}):
        assert problem(written(ada_s, thread, **said)) == (422, "invalid")
    assert problem(written(ada_s, thread, note=True, text="x", bcc=["a@b.example"])) == (422, "invalid")


def test_a_first_mail_has_copies_and_html(help_: Channel, ada_s: Program, outsider_s: Program) -> None:
    said = {"channel": help_.key, "to": "Dmitri <dmitri@lumen.example>", "subject": "Su lámpara"}
    key = picture(ada_s)
    html = f'<ul><li>uno</li></ul><img src="cid:{key}">'
    told = ada_s.post("/threads", {**said, "html": html, "cc": [VALERIA], "bcc": ["eva@lumen.example"]}).json()
    assert (told["text"], addresses(told["mail"]["bcc"])) == ("- uno\n\n[image]", ["eva@lumen.example"])
    assert addresses(told["mail"]["cc"]) == ["valeria@lumen.example"]
    thread = Mail.objects.get(message=told["id"]).message.thread_id
    assert problem(outsider_s.get(f"/threads/{thread}/messages")) == (404, "not-found")
