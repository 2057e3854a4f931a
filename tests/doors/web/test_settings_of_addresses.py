"""Lists of addresses, letterheads and automatic replies among the settings (C5–C7, C17, C22)."""

import pytest
from django.test import Client

from recado.desk.channels import own
from recado.desk.channels.models import Channel
from recado.desk.conversations import letterheads
from recado.desk.conversations.sections import AutoReply
from recado.desk.people.listed import Listed
from recado.desk.rules import reading
from recado.desk.rules.models import Revision
from recado.desk.staff.models import Agent, Role, Team
from tests import makers
from tests.desk.channels.email import postbox
from tests.desk.conversations import letters

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
FORM = "application/x-www-form-urlencoded"


def send(agent: Agent, method: str, address: str, said: str = "") -> tuple[int, str]:
    client = Client()
    client.force_login(agent)
    answer = client.generic(method, address, said.encode(), content_type=FORM, headers=PART)
    return answer.status_code, answer.content.decode()


@pytest.fixture
def head(support: Team) -> Agent:
    return makers.agent("Hugo Head", role=Role.HEAD)


def test_C5_to_C7_an_address_is_put_on_a_list_taken_off_and_brought_back(head: Agent) -> None:
    status, shown = send(head, "POST", "/settings/addresses", "list=ignore_cc&pattern=@LÚMEN.example&note=ours")
    line = Listed.objects.get()
    assert (status, line.list, line.pattern, line.kind) == (200, "ignore_cc", "xn--lmen-qra.example", "domain")
    assert "lúmen.example" in shown
    assert f'hx-delete="/settings/addresses/{line.pk}"' in shown
    send(head, "DELETE", f"/settings/addresses/{line.pk}")
    line.refresh_from_db()
    assert line.retired_at
    _, shown = send(head, "PUT", f"/settings/addresses/{line.pk}")
    line.refresh_from_db()
    assert line.retired_at is None


@pytest.mark.parametrize("wrong", ["", "*", "*@*.*", "a b", "@", "x", "a@b@", "a*b*c*d*e@x.example", "<script>"])
def test_what_is_no_address_is_refused_in_words(head: Agent, wrong: str) -> None:
    status, shown = send(head, "POST", "/settings/addresses", f"list=block&pattern={wrong}")
    assert status == 422
    assert 'id="pattern-error"' in shown
    assert not Listed.objects.exists()


def test_C17_a_letterhead_is_kept_and_taken_back(head: Agent, support: Team) -> None:
    soporte = letters.mailbox(None, support)
    given = "name=Taller&separator=%23%23+arriba+%23%23&signature=Hilandera&address=jefe@other.example&answers=plain"
    status, shown = send(head, "PUT", "/settings/channels/soporte/letters", given)
    kept = letterheads.of(soporte)
    assert (status, kept.name, kept.separator, kept.answers) == (200, "Taller", "## arriba ##", "plain")
    assert "answers go to: the address with the conversation behind a plus → the address itself" in shown
    assert kept.address == "soporte@hilandera.example"
    send(head, "DELETE", f"/settings/changes/{Revision.objects.latest('pk').pk}")
    assert letterheads.of(soporte).name == "Soporte de Hilandera"


def test_C22_replies_are_switched_on_with_their_texts(head: Agent, support: Team) -> None:
    soporte = letters.mailbox(None, support)
    texts = "on=on&in_hours.es=Hola+{name}&out_of_hours.es=Cerrado"
    status, shown = send(head, "PUT", "/settings/channels/soporte/replies", texts)
    rule = reading.read(AutoReply, f"channel:{soporte.pk}")
    assert (status, rule.on, rule.in_hours) == (200, True, {"es": "Hola {name}"})
    status, shown = send(head, "PUT", "/settings/channels/soporte/replies", "on=on&in_hours.es=Hola+{surname}")
    assert (status, "Hola {surname}" in shown, "{subject}" in shown) == (422, True, True)


def test_only_the_head_of_the_house_sees_them(ada: Agent, head: Agent, support: Team, ventas: Channel) -> None:
    letters.mailbox(None, support)
    for path in ("addresses", "channels/soporte/letters"):
        assert send(ada, "GET", f"/settings/{path}")[0] == 404
        assert send(head, "GET", f"/settings/{path}")[0] == 200
    assert send(head, "GET", "/settings/channels/ventas/letters")[0] == 404
    assert send(ada, "POST", "/settings/addresses", "list=block&pattern=x.example")[0] == 404


def test_C14_another_sender_is_tried_at_the_server_before_it_is_allowed(head: Agent, support: Team) -> None:
    with postbox.running() as box:
        soporte = letters.mailbox(box, support)
        box.says = {"jefe@other.example": "553 5.7.60 not yours"}
        status, shown = send(head, "POST", "/settings/channels/soporte/senders", "sender=jefe@other.example")
        assert (status, "not yours" in shown) == (422, True)
        assert send(head, "POST", "/settings/channels/soporte/senders", "sender=ventas@hilandera.example")[0] == 200
        soporte.refresh_from_db()
        assert own.of(soporte) == {"soporte@hilandera.example", "ventas@hilandera.example"}
        send(head, "PUT", "/settings/channels/soporte/letters", "address=ventas@hilandera.example")
        assert letterheads.of(soporte).address == "ventas@hilandera.example"
        send(head, "DELETE", "/settings/channels/soporte/senders?sender=ventas@hilandera.example")
        soporte.refresh_from_db()
        assert letterheads.of(soporte).address == "soporte@hilandera.example"
        assert not box.taken
