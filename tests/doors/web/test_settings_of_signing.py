"""A mailbox signs its mail: a key made on the page, its record to copy, and mail that verifies with it (DKIM)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import dkim
import pytest
from django.test import Client

from recado.desk.channels import adding, registry
from recado.desk.channels.email import sending
from recado.desk.channels.models import Channel
from recado.desk.channels.orders import Mailbox, Outbound
from recado.desk.channels.port import Unreachable
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Role, Team
from tests import makers, name_servers
from tests.desk.channels.email import postbox
from tests.desk.channels.email.postbox import Postbox
from tests.desk.channels.email.test_leaving import MAIL
from tests.doors.web.test_settings_pages import send
from tests.name_servers import NameServer

pytestmark = pytest.mark.django_db
PLACE = "/settings/channels/soporte/signing"


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox.running() as running:
        yield running


@pytest.fixture
def names(settings: Any) -> Iterator[NameServer]:
    with name_servers.running() as running:
        settings.DNS = running.address
        yield running


@pytest.fixture
def soporte(box: Postbox, support: Team) -> Channel:
    return adding.add(
        kind="email",
        name="Soporte",
        address=postbox.USER,
        settings=box.settings(),
        secrets={},
        teams=[support],
        by=HOUSE,
    )


@pytest.fixture
def head(client: Client, soporte: Channel) -> Client:
    client.force_login(makers.agent("Hilda Mena", role=Role.HEAD, present=False))
    return client


def shown_record(head: Client) -> tuple[str, str]:
    """Name and text, as the page gives them to copy."""
    page = head.get("/settings/channels/soporte").content.decode()
    found = [re.search(rf'id="{field}" value="([^"]*)"', page) for field in ("dkim-name", "dkim-record")]
    assert found[0]
    assert found[1]
    return found[0][1], found[1][1]


def leave(channel: Channel, **changed: Any) -> None:
    channel.refresh_from_db()
    order = Outbound(phone=None, stable=None, ours="", text="¿Llegó la lámpara?\n\n.\n", mail=replace(MAIL, **changed))
    sending.send(registry.account(channel), order)


def verifies(raw: bytes, name: str, record: str) -> bool:
    """As the library of another house sees it, which knows our record."""
    asked: list[str] = []

    def answered(wanted: bytes, timeout: int = 5) -> bytes:
        asked.append(wanted.decode().rstrip("."))
        return record.encode()

    held = bool(dkim.verify(raw, dnsfunc=answered))
    assert asked == [name]
    return held


def test_a_key_is_made_signed_with_once_the_world_sees_it_and_verifies(
    head: Client, soporte: Channel, box: Postbox, names: NameServer
) -> None:
    assert send(head, "POST", PLACE)[0] == 200
    soporte.refresh_from_db()
    assert soporte.settings["dkim"]["on"] is False
    assert "PRIVATE" not in soporte.secrets
    status, shown = send(head, "PUT", PLACE)
    assert (status, "There is no record recado-" in shown) == (422, True)
    name, record = shown_record(head)
    assert (name.endswith("._domainkey.hilandera.example"), record.startswith("v=DKIM1; k=rsa; p=MII")) == (True, True)
    leave(soporte)
    names.text(name, record)
    assert send(head, "PUT", PLACE)[0] == 200
    leave(soporte)
    leave(soporte, sender=Mailbox("Otra", "otra@lumen.example"))
    send(head, "DELETE", PLACE)
    leave(soporte)
    sealed = [taken.raw.startswith(b"DKIM-Signature: ") for taken in box.taken]
    assert sealed == [False, True, False, False]  # off, on, a sender of another domain, off again
    raw = box.taken[1].raw
    assert verifies(raw, name, record)
    assert not verifies(raw.replace(b"Subject: Re:", b"Subject: Fw:"), name, record)
    assert not verifies(raw.replace(b"Subject:", b"From: otro@hilandera.example\r\nSubject:"), name, record)


def test_a_new_key_has_a_new_name_and_is_off_until_it_is_seen(
    head: Client, soporte: Channel, names: NameServer
) -> None:
    send(head, "POST", PLACE)
    first = shown_record(head)
    names.text(*first)
    send(head, "PUT", PLACE)
    send(head, "POST", PLACE)
    soporte.refresh_from_db()
    assert soporte.settings["dkim"]["on"] is False
    assert shown_record(head)[0] != first[0]
    assert send(head, "PUT", PLACE)[0] == 422


def test_a_key_that_is_gone_lets_mail_wait_and_not_leave_unsigned(soporte: Channel) -> None:
    soporte.settings["dkim"] = {"selector": "recado-1", "domain": "hilandera.example", "record": "", "on": True}
    soporte.save()
    with pytest.raises(Unreachable, match="signing"):
        leave(soporte)


def test_the_page_shows_what_others_see(head: Client, names: NameServer) -> None:
    names.text("hilandera.example", "v=spf1 ip4:192.0.2.0/24 -all")
    _, shown = send(head, "POST", "/settings/channels/soporte/standing")
    looks = re.findall(
        r"<span>((?:SPF|DKIM|DMARC): .*?)</span>", shown.partition('id="looks"')[2].partition("</ul>")[0]
    )
    assert [one.partition(":")[0] for one in looks] == ["SPF", "DKIM", "DMARC"]
    assert looks[0].startswith("SPF: The SPF record of hilandera.example does not name our server 127.0.0.1.")


@pytest.mark.parametrize("role", [Role.LEAD, Role.AGENT, Role.VIEWER])
def test_nobody_else_signs(role: Role, client: Client, support: Team, soporte: Channel) -> None:
    client.force_login(makers.agent("Bruno Rey", role=role, teams=(support,)))
    asked = [("POST", PLACE), ("PUT", PLACE), ("DELETE", PLACE), ("POST", "/settings/channels/soporte/standing")]
    assert {send(client, method, place)[0] for method, place in asked} <= {403, 404}
