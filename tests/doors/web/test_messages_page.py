"""Words on a case: they leave once, under the window's rule, with files and quotes; notes stay inside."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from recado.desk.cases.models import Case
from recado.desk.channels.models import Channel, Template
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.time import now
from recado.desk.staff.models import Agent
from tests import makers
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


@pytest.fixture
def closed(case: Case, ventas: Channel) -> Case:
    """The customer last wrote yesterday; a template with two places is approved."""
    Thread.objects.update(last_inbound_at=now() - timedelta(hours=25))
    Template.objects.create(
        channel=ventas, name="seguimiento", language="es", state="APPROVED", body="Hola {{1}}, sobre {{2}}",
        placeholders=2, listed_at=now(),
    )  # fmt: skip
    return case


def page(window: Client, case: Case) -> str:
    return window.get(f"/cases/{case.pk}").content.decode()


def out() -> list[str]:
    return list(Message.objects.filter(direction="out").order_by("pk").values_list("text", flat=True))


def test_a_reply_is_written_and_the_composer_comes_back_empty(window: Client, case: Case) -> None:
    answer = window.post(f"/cases/{case.pk}/messages", {"text": "Ya lo miro"}).content.decode()
    assert ("Ya lo miro" in answer, '<hx-partial hx-target="#composer"' in answer, "autofocus" in answer) == (True,) * 3
    assert out() == ["Ya lo miro"]


def test_WA21_a_double_click_is_one_message(window: Client, case: Case) -> None:
    [client_id] = re.findall(r'name="client_id" value="([0-9a-f]{32})"', page(window, case))
    for _ in range(2):
        window.post(f"/cases/{case.pk}/messages", {"text": "Ya lo miro", "client_id": client_id})
    assert out() == ["Ya lo miro"]


def test_F1_the_sender_says_why_it_is_this_number(window: Client, case: Case) -> None:
    assert "is your team&#x27;s number" in page(window, case)


def test_F5_the_window_counts_down(window: Client, case: Case) -> None:
    assert re.search(r'<count-down data-until="[^"]+">23 h 59 min</count-down>', page(window, case))


def test_F5_after_a_day_the_templates_take_the_composers_place(window: Client, closed: Case) -> None:
    shown = page(window, closed)
    assert "More than 24 hours have passed since Dmitri last wrote" in shown
    assert 'Hola <mark data-place="1">1</mark>, sobre <mark data-place="2">2</mark>' in shown
    assert ('id="words"' in shown, shown.count('name="value"')) == (False, 2)


def test_F5_what_is_written_freely_then_is_refused_in_words(window: Client, closed: Case) -> None:
    answer = window.post(f"/cases/{closed.pk}/messages", {"text": "Hola"}, headers=HTMX)
    assert (answer.status_code, "The 24-hour window is closed" in answer.content.decode()) == (409, True)
    assert out() == []


def test_F6_a_template_leaves_with_its_values_in_order(window: Client, closed: Case) -> None:
    template = Template.objects.get()
    few = window.post(f"/cases/{closed.pk}/messages", {"template": template.pk, "value": ["Dmitri"]}, headers=HTMX)
    assert "The template needs 2 values and got 1." in few.content.decode()
    window.post(f"/cases/{closed.pk}/messages", {"template": template.pk, "value": ["Dmitri", "el código"]})
    assert out() == ["Hola Dmitri, sobre el código"]


def test_a_note_stays_inside(window: Client, case: Case) -> None:
    answer = window.post(f"/cases/{case.pk}/notes", {"text": "Es cuenta del proveedor"}).content.decode()
    assert ("Note by Ada" in answer, Message.objects.get(direction="note").text) == (True, "Es cuenta del proveedor")
    assert out() == []


def test_a_reply_quotes_what_it_answers(window: Client, case: Case) -> None:
    question = Message.objects.get()
    answer = window.post(f"/cases/{case.pk}/messages", {"text": "Sí", "reply_to": question.pk}).content.decode()
    assert f'at={question.pk}" data-message="message-{question.pk}"><b>Dmitri Sokolov</b>' in answer
    assert Message.objects.get(direction="out").reply_to == question.provider_id


def test_a_reaction_is_drawn_on_what_it_answers(window: Client, case: Case) -> None:
    question = Message.objects.get()
    form = "application/x-www-form-urlencoded"
    window.put(f"/messages/{question.pk}/reaction", "emoji=%F0%9F%91%8D", content_type=form)
    shown = page(window, case)
    assert ('<li title="Ada Fuentes">👍' in shown, shown.count('class="turn is-house"')) == (True, 0)
    window.delete(f"/messages/{question.pk}/reaction")
    assert "👍<span" not in page(window, case)


def test_WA7_a_failure_says_why_and_offers_the_mend_that_fits(window: Client, case: Case, ada: Agent) -> None:
    window.post(f"/cases/{case.pk}/messages", {"text": "Hola"})
    sent = Message.objects.get(direction="out")
    for code, mend in (("131056", "attempt"), ("131047", "templates")):
        Message.objects.filter(pk=sent.pk).update(rung="failed", failure={"code": code, "detail": ""})
        shown = page(window, case)
        assert "It did not leave: " in shown
        [offered] = re.findall(r'class="mend".*?hx-(?:put|get)="/(?:messages|cases)/\d+/(\w+)"', shown, re.DOTALL)
        assert offered == mend


@pytest.mark.parametrize(
    ("code", "mends"),
    [
        ("131056", ["attempt"]),
        ("131047", ["templates"]),
        ("131026", ["attempt", "people"]),
        ("too_large", ["anew"]),
        ("190", ["attempt"]),
    ],
)
def test_WA7_each_failure_has_its_mends(window: Client, case: Case, code: str, mends: list[str]) -> None:
    """Try again, use a template, look at the number, write it anew; what an administrator must do is said."""
    window.post(f"/cases/{case.pk}/messages", {"text": "Hola"})
    Message.objects.filter(direction="out").update(rung="failed", failure={"code": code, "detail": ""})
    [mend] = re.findall(r'<div class="mend".*?</div>', page(window, case), re.DOTALL)
    offered = re.findall(r'="/(?:messages/\d+/(attempt)|cases/\d+/(templates)|(people)/\d+)"|data-write-(anew)', mend)
    assert ["".join(one) for one in offered] == mends


def test_WA8_another_attempt_is_made_and_shows_as_on_its_way(window: Client, case: Case) -> None:
    window.post(f"/cases/{case.pk}/messages", {"text": "Hola"})
    Message.objects.filter(direction="out").update(rung="failed", failure={"code": "131056", "detail": ""})
    sent = Message.objects.get(direction="out")
    answer = window.put(f"/messages/{sent.pk}/attempt", headers={"HX-Current-URL": f"http://desk/cases/{case.pk}"})
    assert "On its way" in answer.content.decode()
    assert Message.objects.get(pk=sent.pk).rung == "queued"


def test_WA9_what_does_not_come_through_stands_there_as_such(window: Client, case: Case, dmitri: Customer) -> None:
    said = makers.text("x")
    dmitri.posts(
        {**{name: said[name] for name in ("from", "id", "timestamp")}, "type": "unsupported", "unsupported": {}}
    )
    assert "WhatsApp does not pass this kind of message on." in page(window, case)


def test_markup_in_a_message_is_only_text(window: Client, case: Case, dmitri: Customer) -> None:
    dmitri.writes("<script>alert(1)</script> https://lumen.example")
    shown = page(window, case)
    assert ("<script>alert" in shown, "&lt;script&gt;alert(1)" in shown) == (False, True)
    assert '<a href="https://lumen.example" target="_blank" rel="nofollow noopener noreferrer">' in shown
