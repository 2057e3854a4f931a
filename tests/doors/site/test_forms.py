"""A landing page's form (C3): without a script, with a proof where there is one, and nothing a person wrote lost."""

import re
from typing import Any

import pytest

from recado.desk.cases.models import Case
from recado.desk.channels import embedding
from recado.desk.channels.models import Channel, Delivery
from recado.desk.channels.site.looks import Form, Looks
from recado.desk.conversations import replying
from recado.desk.core.actors import HOUSE
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent, Team
from recado.doors.site import tickets
from tests.doors.site.browsing import sort

pytestmark = pytest.mark.django_db
PATH = "/site/lumen/forms/contact"
SAID = {"name": "Valeria Montt", "email": "Valeria@lumen.example", "subject": "A lamp", "message": "Is it ready?"}


@pytest.fixture
def lumen(support: Team) -> Channel:
    forms = (
        Form("contact", fields=("name", "email", "subject", "message", "file")),
        Form("quote", intro={"en": "Ask"}),
    )
    wanted = Looks(forms=forms)
    return embedding.add(name="Lumen", origins=["https://lumen.example"], teams=[support], by=HOUSE, wanted=wanted)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "SOONEST", tickets.timedelta(0))


def ticket(client: Any, path: str = PATH) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', client.get(path).content.decode())
    assert found
    return found[1]


def send(client: Any, *, path: str = PATH, language: str = "en", **said: Any) -> Any:
    known = {"ticket": said.pop("ticket", None) or ticket(client, path), **SAID, **said}
    return client.post(f"{path}?language={language}", known)


def test_who_answers_a_form_is_led_to_mail(client: Any, lumen: Channel, ada: Agent) -> None:
    send(client)
    sort()
    case = Case.objects.get()
    client.force_login(ada)
    shown = client.get(f"/cases/{case.pk}").content.decode()
    assert f'hx-get="/people/{case.person_id}/words"' in shown
    assert 'id="words"' not in shown
    assert 'id="note-words"' in shown


def test_a_ticket_brings_one_message(client: Any, lumen: Channel, ada: Agent) -> None:
    """Whoever proved once does not write to the house in a hundred names; what a person corrected is not dropped."""
    known = ticket(client)
    assert send(client, ticket=known).status_code == 302
    assert send(client, ticket=known).status_code == 302
    again = send(client, ticket=known, message="Is it ready now?")
    assert again.status_code == 422
    assert "Is it ready now?" in again.content.decode()
    assert send(client, ticket=known, email="dmitri@lumen.example").status_code == 422
    sort()
    assert Case.objects.get().thread.message_set.count() == 1  # type: ignore[union-attr]


def test_c3_a_form_becomes_a_case_of_its_writer(client: Any, lumen: Channel, ada: Agent) -> None:
    answer = send(client)
    assert (answer.status_code, answer["Location"]) == (302, f"{PATH}/thanks?language=en")
    assert "Your message is with us." in client.get(answer["Location"]).content.decode()
    sort()
    case = Case.objects.get()
    assert case.person is not None
    assert (case.person.name, case.assignee, case.thread.channel) == ("Valeria Montt", ada, lumen)  # type: ignore[union-attr]
    [address] = case.person.addresses.all()
    assert (address.kind, address.value) == ("email", "valeria@lumen.example")
    [message] = case.thread.message_set.all()  # type: ignore[union-attr]
    assert message.filing.case.subject == "A lamp"
    assert (message.text, message.more["form"]) == ("A lamp\n\nIs it ready?", {"name": "contact", "subject": "A lamp"})


def test_sent_twice_is_one_message(client: Any, lumen: Channel) -> None:
    kept = ticket(client)
    assert [send(client, ticket=kept).status_code for _ in range(2)] == [302, 302]
    sort()
    assert Case.objects.get().thread.message_set.count() == 1  # type: ignore[union-attr]


def test_a_file_comes_along(client: Any, lumen: Channel) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    send(client, file=SimpleUploadedFile("lamp.jpg", b"\xff\xd8\xff not much", "image/jpeg"))
    sort()
    [file] = Case.objects.get().thread.message_set.get().attachments.all()  # type: ignore[union-attr]
    assert (file.name, file.mime, file.blob is not None) == ("lamp.jpg", "image/jpeg", True)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"email": "no mail"}, "This is no e-mail address"),
        ({"message": "  "}, "Please fill this in."),
        ({"name": "x" * 121}, "This is too long."),
        ({"website": "https://spam.example"}, "must stay empty"),
        ({"ticket": "1.guessed.00"}, "Please send it once more."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written_is_lost(
    client: Any, lumen: Channel, said: dict[str, str], why: str
) -> None:
    answer = send(client, **said)
    shown = answer.content.decode()
    assert (answer.status_code, why in shown, Delivery.objects.count()) == (422, True, 0)
    assert "A lamp" in shown


def test_what_is_filled_in_is_text(client: Any, lumen: Channel) -> None:
    shown = send(client, email="x", message="<script>alert(1)</script>", name='"><b>').content.decode()
    assert "<script>alert" not in shown
    assert '"><b>' not in shown


def test_without_a_proof_a_few_are_taken_and_with_one_more(client: Any, lumen: Channel) -> None:
    assert [send(client).status_code for _ in range(4)] == [302, 302, 302, 422]
    proven = ticket(client)
    proof = next(str(number) for number in range(10**6) if tickets.is_proof(proven, str(number)))
    assert send(client, ticket=proven, proof=proof).status_code == 302
    assert not tickets.is_proof(proven, "-1")


@pytest.mark.parametrize(("language", "word"), [("es", "Escríbenos"), ("ru", "Напишите нам"), ("pt", "Fale conosco")])
def test_it_speaks_the_readers_language(client: Any, lumen: Channel, language: str, word: str) -> None:
    answer = client.get(PATH, headers={"accept-language": language})
    assert word in answer.content.decode()
    assert f'lang="{language}"' in answer.content.decode()


def test_it_may_be_framed_by_the_site_alone_and_runs_nothing_foreign(client: Any, lumen: Channel) -> None:
    answer = client.get(PATH)
    assert answer["Content-Security-Policy"].split("; ") == [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'",
        "frame-ancestors 'self' https://lumen.example",
    ]  # fmt: skip
    assert "X-Frame-Options" not in answer
    assert not answer.cookies


def test_nobody_would_read_an_answer_in_a_chat_he_never_opened(client: Any, lumen: Channel, ada: Agent) -> None:
    send(client)
    sort()
    thread = Case.objects.get().thread
    assert thread is not None
    with pytest.raises(Objected, match=r"valeria@lumen\.example by e-mail"):
        replying.reply(thread, text="Yes", by=ada.actor)


def test_each_form_is_its_own(client: Any, lumen: Channel) -> None:
    assert "Ask" in client.get("/site/lumen/forms/quote?language=en").content.decode()
    assert client.get("/site/lumen/forms/none").status_code == 404
    foreign = ticket(client, "/site/lumen/forms/quote")
    assert send(client, ticket=foreign).status_code == 422
