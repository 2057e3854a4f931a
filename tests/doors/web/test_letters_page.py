"""The composer of a mail: to whom it goes is shown, can be changed, and is refused in words (C7, C17)."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from recado.desk.cases.models import Case
from recado.desk.channels.models import Channel
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Draft, Message
from recado.desk.core.actors import HOUSE
from recado.desk.people import listing_addresses
from recado.desk.people.listed import AddressList
from recado.desk.people.models import Address
from recado.desk.staff.models import Agent, Team
from tests.desk.conversations import letters

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def soporte(support: Team) -> Channel:
    return letters.mailbox(None, support, separator="## Responda por encima ##")


@pytest.fixture
def case(soporte: Channel) -> Case:
    came = letters.comes(soporte, cc="Valeria <valeria@lumen.example>, jefe@hilandera.example")
    return Case.objects.get(thread=came.thread_id)


@pytest.fixture
def window(ada: Agent, client: Client) -> Client:
    client.force_login(ada)
    return client


def _page(window: Client, case: Case) -> str:
    return window.get(f"/cases/{case.pk}").content.decode()


def test_C7_the_composer_shows_who_gets_it_what_about_and_what_stands_below(window: Client, case: Case) -> None:
    listing_addresses.add(AddressList.IGNORE_CC, "hilandera.example", by=HOUSE)
    shown = _page(window, case)
    assert 'name="to" value="&quot;Dmitri Sokolov&quot; &lt;dmitri@lumen.example&gt;"' in shown
    assert 'name="cc" value="&quot;Valeria&quot; &lt;valeria@lumen.example&gt;"' in shown
    assert 'name="subject" type="text" value="Re: La lámpara"' in shown
    assert "No copy by themselves: jefe@hilandera.example" in shown
    assert "Ada Fuentes" in shown
    assert "La lámpara no enciende." in shown
    assert "soporte@hilandera.example</b>" in shown


def test_a_chat_has_no_envelope(window: Client, dmitri: "object") -> None:
    dmitri.writes("Hola")  # type: ignore[attr-defined]
    assert "envelope-to" not in _page(window, dmitri.case)  # type: ignore[attr-defined]


HAND = {
    "to": ['"Sokolov, Dmitri" <dmitri@lumen.example>', ""],
    "cc": ["", "eva@x.example; noel@y.example"],
    "bcc": ["Carla <carla@hilandera.example>"],
    "subject": "Re: Su lámpara",
}
"""What an agent may make of the envelope."""


def test_what_was_changed_by_hand_is_what_leaves(window: Client, case: Case) -> None:
    said = HAND | {"text": "Ya lo miro."}
    assert window.post(f"/cases/{case.pk}/messages", said, headers=HTMX).status_code == 200
    mail = Mail.objects.get(message__direction="out")
    assert mail.to == [{"name": "Sokolov, Dmitri", "address": "dmitri@lumen.example"}]
    assert [one["address"] for one in mail.cc] == ["eva@x.example", "noel@y.example"]
    assert mail.bcc == [{"name": "Carla", "address": "carla@hilandera.example"}]
    assert mail.subject == "Re: Su lámpara"


def test_a_draft_keeps_what_was_changed_by_hand_and_so_does_what_is_taken_back(window: Client, case: Case) -> None:
    """Recipients and subject are no more lost than words; what is as usual is not kept, for it may change."""
    changed = ('value="eva@x.example"', 'value="&quot;Carla&quot; &lt;carla@hilandera.example&gt;"', "Re: Su lámpara")
    keeps, form = f"/threads/{case.thread_id}/draft", "application/x-www-form-urlencoded"
    usual = {"to": ["dmitri@lumen.example"], "cc": ["valeria@lumen.example, jefe@hilandera.example"]}
    for head, there in ((HAND, True), (usual | {"subject": "Re: La lámpara"}, False)):
        window.put(keeps, urlencode(head | {"html": "Ya", "device": "a"}, doseq=True), form, headers=HTMX)
        page = _page(window, case)
        assert [one in page for one in changed] == [there] * 3
    assert Draft.objects.get().head == {}
    window.post(f"/cases/{case.pk}/messages", HAND | {"text": "Ya lo miro."}, headers=HTMX)
    sent = Message.objects.get(direction="out")
    place = {"HX-Current-URL": f"http://testserver/cases/{case.pk}"}
    page = window.delete(f"/messages/{sent.pk}/departure", headers=HTMX | place).content.decode()
    assert all(one in page for one in changed)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"to": ""}, "Nobody is named"),
        ({"to": "dmitri"}, "“dmitri” is no mail address"),
        ({"to": "a@b.example", "cc": "eva"}, "“eva” is no mail address"),
        ({"to": "a@b.example", "bcc": "jefe"}, "“jefe” is no mail address"),
        ({"to": "a@b.example", "bcc": "eva@lumenmal@@b.example"}, "“eva@lumenmal@@b.example” is no mail address"),
        ({"to": "a@b.example", "bcc": "eva@lumen"}, "“eva@lumen” is no mail address"),
        ({"to": "a@b.example", "cc": "<>"}, "“&lt;&gt;” is no mail address"),
        ({"to": "a@b.example", "subject": "x\nBcc: c@d.example"}, "A subject is one line"),
    ],
)
def test_what_cannot_leave_is_said(window: Client, case: Case, wrong: dict[str, str], words: str) -> None:
    answer = window.post(f"/cases/{case.pk}/messages", {"text": "Hola", "subject": "x"} | wrong, headers=HTMX)
    assert (answer.status_code, words in answer.content.decode()) == (409, True)
    assert not Mail.objects.filter(message__direction="out").exists()


def test_what_the_server_took_is_called_sent(window: Client, case: Case) -> None:
    window.post(f"/cases/{case.pk}/messages", {"text": "Ya lo miro."}, headers=HTMX)
    assert '<span class="sr">On its way</span>' in _page(window, case)
    Message.objects.filter(direction="out").update(rung="accepted")
    shown = _page(window, case)
    assert ('<span class="sr">Sent</span>' in shown, '<span class="sr">On its way</span>' in shown) == (True, False)


def test_whom_the_server_did_not_take_is_named_though_the_mail_left(window: Client, case: Case) -> None:
    """To, CC and BCC alike: the mail went to the others, and is no failed one."""
    window.post(f"/cases/{case.pk}/messages", {"text": "Ya lo miro."}, headers=HTMX)
    turned = {"address": "jefe@lumen.example", "code": "550 5.1.1", "detail": "no such user here"}
    Message.objects.filter(direction="out").update(rung="accepted", more={"turned": [turned]})
    shown, person = _page(window, case), window.get(f"/people/{case.person_id}/story?kind=messages").content.decode()
    said = "It did not go to jefe@lumen.example: the mail server says that there is no such address."
    assert (said in shown, "no such user here" in shown, "is-failed" in shown) == (True, True, False)
    assert (said in person, "is-failed" in person) == (True, False)


def test_an_address_from_which_mail_comes_back_warns(window: Client, case: Case) -> None:
    listing_addresses.add(AddressList.FAILING, "dmitri@lumen.example", note="5.1.1", by=HOUSE)
    assert "Mail to dmitri@lumen.example came back (5.1.1)." in _page(window, case)


def test_a_new_mail_is_begun_from_a_persons_page(window: Client, case: Case, soporte: Channel) -> None:
    person = Address.objects.get(value="valeria@lumen.example")
    address = f"/people/{person.person_id}/words"
    assert f'hx-get="{address}"' in window.get(f"/people/{person.person_id}").content.decode()
    shown = window.get(address, headers=HTMX).content.decode()
    assert ('name="subject"' in shown, "valeria@lumen.example" in shown) == (True, True)
    said = {"channel": soporte.key, "to": str(person.pk), "subject": "", "text": "Hola", "client_id": "a click"}
    refused = window.post(address, said, headers=HTMX)
    assert (refused.status_code, "A mail needs a subject." in refused.content.decode()) == (409, True)
    rich = {"subject": "Su factura", "html": "<div>Hola, <b>Valeria</b></div>", "cc": "contable@lumen.example"}
    for _click in range(2):
        answer = window.post(address, said | rich, headers=HTMX)
    mail = Mail.objects.get(message__direction="out")
    begun = Case.objects.get(thread=mail.message.thread_id)
    assert answer["HX-Redirect"] == f"/cases/{begun.pk}"
    assert (mail.subject, [one["address"] for one in mail.to]) == ("Su factura", ["valeria@lumen.example"])
    assert ([one["address"] for one in mail.cc], "<b>Valeria</b>" in mail.html) == (["contable@lumen.example"], True)
    assert mail.message.text == "Hola, Valeria"
    assert (begun.person_id, mail.references, mail.quoted) == (person.person_id, [], "")


def test_a_first_mail_is_taken_back_and_written_anew(window: Client, case: Case, soporte: Channel) -> None:
    """Its words stand in the box of its case again, with the subject, to whom it goes and who gets a copy."""
    person = Address.objects.get(value="valeria@lumen.example")
    said = {"subject": "Su factura", "cc": "contable@lumen.example", "html": "<div>La <b>envío</b> hoy.</div>"}
    said |= {"to": str(person.pk), "channel": soporte.key}
    there = window.post(f"/people/{person.person_id}/words", said, headers=HTMX).headers["HX-Redirect"]
    first = Message.objects.get(direction="out")
    assert first.leaves_at is not None
    number = int(there.split("/")[-1])
    answer = window.delete(
        f"/messages/{first.pk}/departure", headers=HTMX | {"HX-Current-URL": f"http://testserver{there}"}
    )
    page = answer.content.decode()
    assert not Message.objects.filter(pk=first.pk).exists()
    persons = ('value="valeria@lumen.example"', 'value="contable@lumen.example"')
    assert all(words in page for words in ("<b>envío</b> hoy.", 'value="Su factura"', *persons))
    assert Case.objects.get(pk=number).last_words == ""


def test_a_first_mail_is_a_draft_until_it_is_sent(window: Client, case: Case, soporte: Channel) -> None:
    """Nothing of it is lost when the dialogue closes; another sender keeps it; sent, it is a draft no more."""
    other = letters.mailbox(None, soporte.teams.get(), key="ventas", address="ventas@hilandera.example")
    person = Address.objects.get(value="valeria@lumen.example")
    there, keeps = f"/people/{person.person_id}/words", f"/people/{person.person_id}/draft"
    assert f'data-to="{keeps}"' in window.get(there, headers=HTMX).content.decode()
    said = {"html": "<div>La <b>envío</b> hoy.</div>", "subject": "Su factura", "cc": "contable@lumen.example"}
    said |= {"to": str(person.pk), "channel": other.key, "client_id": "a click"}
    form = "application/x-www-form-urlencoded"
    assert window.put(keeps, urlencode(said | {"version": "0"}), form, headers=HTMX).json()["version"] == 1
    for asked in ({}, {"channel": soporte.key}):
        shown = window.get(there, asked, headers=HTMX).content.decode()
        assert all(one in shown for one in ("<b>envío</b>", 'value="Su factura"', 'value="contable@lumen.example"'))
        assert f'<option value="{asked.get("channel", other.key)}" selected>' in shown
    assert window.post(there, said, headers=HTMX).status_code == 200
    late = window.put(keeps, urlencode(said | {"version": "1"}), form, headers=HTMX).json()
    assert (late["text"], Message.objects.get(direction="out").channel_id) == ("", other.pk)
    assert "envío" not in window.get(there, headers=HTMX).content.decode()
