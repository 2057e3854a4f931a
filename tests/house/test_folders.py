"""Several folders of a mailbox, each from its own place on; and new numbers for all bring no mail twice (EM9)."""

import imaplib
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.test import Client

from recado.desk.cases import deleting
from recado.desk.cases.models import Case
from recado.desk.channels import adding, registry, wording_reasons
from recado.desk.channels.email import entering
from recado.desk.channels.mailboxes import Mailbox
from recado.desk.channels.models import Channel, Delivery, DeliveryState
from recado.desk.conversations.models import Message
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Agent, Role, Team
from recado.house import sorting
from recado.house.collectors import Collector
from tests import dovecot, makers
from tests.doors.web.test_settings_pages import send
from tests.dovecot import PASSWORD, Dovecot
from tests.letters import letter

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(120)]
PLACE = "/settings/channels/correo/folders"


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot.running() as running:
        yield running


@pytest.fixture
def user(server: Dovecot, request: pytest.FixtureRequest) -> str:
    """A mailbox of its own for each scene, with two folders more."""
    name = f"box{abs(hash(request.node.name)) % 10**9}"
    with server.client(name) as his:
        his.create("Ventas")
        his.create("P&AOE-gina")  # á, as IMAP writes it
    return name


@pytest.fixture
def correo(server: Dovecot, user: str, support: Team) -> Channel:
    return adding.add(
        kind="email", name="Correo", address="help@hilandera.example", by=HOUSE, teams=[support],
        settings={"address": "help@hilandera.example", "imap": server.settings(user)},
        secrets={"imap_password": PASSWORD},
    )  # fmt: skip


@pytest.fixture
def head(client: Client) -> Client:
    client.force_login(makers.agent("Hilda Mena", role=Role.HEAD, present=False))
    return client


def lay(his: imaplib.IMAP4, folder: str, raw: bytes) -> None:
    his.append(f'"{folder}"', "", "", raw.replace(b"\n", b"\r\n"))


def look(channel: Channel) -> None:
    """Every folder once, as the loop takes them, and all of it sorted."""
    collector = Collector(channel)
    with entering.opened(registry.account(channel)) as box:
        for folder in collector._inbox.folders:
            collector._look_or_tell(box, folder)
    while sorting.sort():
        pass


def texts() -> list[str]:
    return sorted(Message.objects.values_list("text", flat=True))


def test_the_page_asks_the_server_and_reads_what_is_chosen(head: Client, correo: Channel, server: Dovecot) -> None:
    _, shown = send(head, "POST", PLACE)
    offered = [name for name in ("Página", "Ventas", "INBOX") if f'name="folder" value="{name}"' in shown]
    assert offered == ["Página", "Ventas"]
    status, shown = send(head, "PUT", PLACE, urlencode([("folder", "Ventas"), ("folder", "Página")]))
    correo.refresh_from_db()
    assert (status, correo.settings["folders"]) == (200, ["Ventas", "Página"])
    assert "Ventas, Página" in shown
    said = urlencode({"imap_host": "127.0.0.1", "imap_port": server.port, "imap_security": "none", "user": "x"})
    send(head, "PUT", "/settings/channels/correo/mailbox", said)
    correo.refresh_from_db()
    assert correo.settings["folders"] == ["Ventas", "Página"]  # the other form knows nothing of them


def test_a_server_that_cannot_be_asked_says_why(head: Client, correo: Channel) -> None:
    send(head, "PUT", "/settings/channels/correo/secrets", "imap_password=wrong")
    assert "The mail server refuses user and password" in send(head, "POST", PLACE)[1]


def test_each_folder_has_its_own_place_and_what_lies_in_two_comes_once(
    correo: Channel, server: Dovecot, user: str
) -> None:
    correo.settings["folders"] = ["Ventas", "Página"]
    correo.save()
    twice = letter("Dos veces")
    with server.client(user) as his:
        lay(his, "INBOX", letter("Uno"))
        lay(his, "Ventas", letter("Dos"))
        lay(his, "P&AOE-gina", letter("Tres"))
        lay(his, "INBOX", twice)
        lay(his, "Ventas", twice)
        look(correo)
        assert texts() == ["Dos", "Dos veces", "Tres", "Uno"]
        lay(his, "Ventas", letter("Cuatro"))
        look(correo)
    assert texts() == ["Cuatro", "Dos", "Dos veces", "Tres", "Uno"]
    places = Mailbox.objects.filter(channel=correo)
    assert dict(places.values_list("folder", "last_uid")) == {"Página": 1, "INBOX": 2, "Ventas": 3}


def test_a_folder_that_is_gone_keeps_no_other_from_being_read(
    head: Client, correo: Channel, server: Dovecot, user: str
) -> None:
    correo.settings["folders"] = ["Perdida", "Ventas"]
    correo.save()
    with server.client(user) as his:
        lay(his, "Ventas", letter("Dos"))
    look(correo)
    assert texts() == ["Dos"]
    assert "The mailbox has no such folder" in wording_reasons.said(Mailbox.objects.get(folder="Perdida").trouble)
    assert "Perdida cannot be read since" in head.get("/settings/channels/correo").content.decode()


def test_EM9_new_numbers_for_all_bring_nothing_twice_and_no_deleted_case_again(
    correo: Channel, server: Dovecot, user: str, carla: Agent
) -> None:
    """Through the whole road: the server gives a new UIDVALIDITY, and every mail is fetched once more."""
    server.lay(user, letter("Uno", id_="a@x.example"), letter("Dos"), letter("Tres", id_=""))
    look(correo)
    gone = Case.objects.order_by("pk")[1]
    deleting.delete(gone, by=carla.actor)
    before = Mailbox.objects.get(folder="INBOX").uidvalidity
    server.spoil_numbers(user)
    server.lay(user, letter("Cuatro", answers="a@x.example"))
    look(correo)
    assert Mailbox.objects.get(folder="INBOX").uidvalidity != before
    assert texts() == ["Cuatro", "Dos", "Tres", "Uno"]
    assert (Delivery.objects.count(), set(Delivery.objects.values_list("state", flat=True))) == (
        7,
        {DeliveryState.READ},
    )
    assert (Case.objects.count(), Case.objects.filter(pk=gone.pk, deleted_at=None).exists()) == (3, False)


@pytest.mark.parametrize("role", [Role.LEAD, Role.AGENT, Role.VIEWER])
def test_nobody_else_chooses(role: Role, client: Client, support: Team, correo: Channel) -> None:
    client.force_login(makers.agent("Bruno Rey", role=role, teams=(support,)))
    assert {send(client, method, PLACE)[0] for method in ("POST", "PUT")} <= {403, 404}
