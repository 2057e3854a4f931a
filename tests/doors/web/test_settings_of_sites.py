"""A web chat among the settings: added with its line to embed, changed, given forms, and every step taken back."""

import pytest
from django.test import Client

from recado.desk.channels.models import Channel
from recado.desk.channels.site.looks import Looks
from recado.desk.staff.models import Role, Team
from tests import makers
from tests.doors.web.test_settings_pages import send, undone

pytestmark = pytest.mark.django_db
LOOKS = (
    "origins=https://lumen.example/shop%0Ahttp://localhost:8080&colour=%23AA3300&theme=dark&language=es&language=en"
    "&title_es=Lumen&greeting_es=%C2%A1Hola!&hours=1&files=1&privacy=https://lumen.example/privacy"
)


@pytest.fixture
def head(client: Client, support: Team) -> Client:
    client.force_login(makers.agent("Hilda Mena", role=Role.HEAD, present=False))
    return client


@pytest.fixture
def lumen(head: Client) -> Channel:
    assert send(head, "POST", "/settings/channels/new/site", "name=Lumen&origins=lumen.example&team=support")[0] == 204
    return Channel.objects.get()


def test_a_chat_is_added_and_its_line_is_shown(head: Client, lumen: Channel, support: Team) -> None:
    assert (lumen.kind, lumen.address, list(lumen.teams.all())) == ("site", "lumen.example", [support])
    shown = head.get("/settings/channels/lumen").content.decode()
    assert "/site/lumen/widget.js&quot; async&gt;&lt;/script&gt;" in shown
    assert "https://lumen.example" in shown


@pytest.mark.parametrize(("said", "field"), [("name=&origins=", "name"), ("name=Lumen&origins=ftp://x", "origins")])
def test_what_is_wrong_is_said_at_its_field(head: Client, said: str, field: str) -> None:
    status, shown = send(head, "POST", "/settings/channels/new/site", said)
    assert (status, Channel.objects.count()) == (422, 0)
    assert f'id="{field}-error"' in shown


def test_its_looks_change_and_the_change_is_taken_back(head: Client, lumen: Channel) -> None:
    before = Looks.of(lumen.settings)
    status, shown = send(head, "PUT", "/settings/channels/lumen/looks", LOOKS)
    lumen.refresh_from_db()
    now = Looks.of(lumen.settings)
    assert status == 200
    assert (now.origins, now.colour, now.theme, now.languages, now.greeting, now.offline) == (
        ("https://lumen.example", "http://localhost:8080"), "#aa3300", "dark", ("es", "en"), {"es": "¡Hola!"}, False,
    )  # fmt: skip
    assert lumen.settings["realm"] == "lumen"
    undone(head, shown)
    lumen.refresh_from_db()
    assert Looks.of(lumen.settings) == before


def test_other_ways_lead_somewhere(head: Client, lumen: Channel) -> None:
    status, shown = send(head, "PUT", "/settings/channels/lumen/looks", f"{LOOKS}&way_telegram=a/b")
    assert (status, "leads nowhere" in shown) == (422, True)
    assert send(head, "PUT", "/settings/channels/lumen/looks", f"{LOOKS}&way_whatsapp=%2B56 9 0000 0001")[0] == 200
    lumen.refresh_from_db()
    assert Looks.of(lumen.settings).ways == {"whatsapp": "56900000001"}


def test_forms_come_and_go(head: Client, lumen: Channel) -> None:
    assert send(head, "POST", "/settings/channels/lumen/forms", "form_name=No+Way!")[0] == 422
    assert send(head, "POST", "/settings/channels/lumen/forms", "form_name=contact")[0] == 200
    told = "title_en=Talk+to+us&field=name&field=file&required=name"
    assert send(head, "PUT", "/settings/channels/lumen/forms/contact", told)[0] == 200
    lumen.refresh_from_db()
    [form] = Looks.of(lumen.settings).forms
    assert (form.fields, form.required) == (("name", "email", "message", "file"), ("name", "email", "message"))
    assert "Talk to us" in head.get("/site/lumen/forms/contact?language=en").content.decode()
    send(head, "DELETE", "/settings/channels/lumen/forms/contact")
    assert head.get("/site/lumen/forms/contact").status_code == 404


def test_only_a_web_chat_has_looks(head: Client, ventas: Channel) -> None:
    assert send(head, "PUT", "/settings/channels/ventas/looks", LOOKS)[0] == 404
    assert send(head, "POST", "/settings/channels/ventas/forms", "form_name=contact")[0] == 404


def test_an_agent_sets_nothing(client: Client, lumen: Channel, support: Team) -> None:
    client.force_login(makers.agent("Ada Fuentes", teams=(support,)))
    for method, path in (("PUT", "looks"), ("POST", "forms"), ("PUT", "forms/contact"), ("DELETE", "forms/contact")):
        assert send(client, method, f"/settings/channels/lumen/{path}", "")[0] == 404
