"""What makes a mailbox trusted, in a real browser: its owner agrees at the provider; a key is made, shown and signs."""

from collections.abc import Iterator

import dkim
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from recado.desk.channels import adding
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Agent, Role
from recado.twins import mail as twins
from recado.twins.mail import Twin
from recado.twins.mail.consents import SECRET
from recado.twins.mail.tokens import CLIENT
from tests import name_servers
from tests.house.test_up import eventually
from tests.name_servers import NameServer
from tests.stories import desks
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter

pytestmark = pytest.mark.timeout(300)
ADDRESS, PLACE = "ayuda@lumen.example", "/settings/channels/ayuda"
MAIL = """Message-ID: <1@casa.example>\r
From: Dmitri Sokolov <dmitri@casa.example>\r
To: ayuda@lumen.example\r
Subject: La lámpara no enciende\r
Content-Type: text/plain; charset=utf-8\r
\r
La lámpara de pie no enciende desde ayer.\r
"""


@pytest.fixture
def twin() -> Iterator[Twin]:
    with twins.running() as twin:
        yield twin


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[NameServer]:
    """A name server that the desk asks; wanted before the desk begins."""
    with name_servers.running() as running:
        monkeypatch.setitem(desks.OUTSIDE, "RECADO_DNS", running.address)
        yield running


@pytest.fixture
def ada(names: NameServer, window: BrowserContext, desk: Desk, twin: Twin) -> Page:
    """Ada, who runs Recado here and reads English, at a mailbox whose password nobody knows."""
    Agent.objects.filter(pk=desk.ada.pk).update(role=Role.ADMIN, language="en")
    known = {"settings": twin.settings(ADDRESS), "secrets": {"imap_password": "of yesterday"}}
    adding.add(kind="email", name="Ayuda", address=ADDRESS, teams=[desk.support], by=HOUSE, **known)
    page = enter(window.new_page(), desk)
    page.goto(desk.url + PLACE)
    expect(page.get_by_role("heading", name="Ayuda", level=1)).to_be_visible()
    return page


def answered(page: Page, desk: Desk) -> None:
    """Dmitri's mail is there, and is answered."""
    page.goto(f"{desk.url}/?view=all")
    page.locator("a.row", has_text="Dmitri Sokolov").click(timeout=60_000)
    expect(page.locator("#talk")).to_contain_text("no enciende desde ayer")
    expect(page.locator("rich-text#words")).to_be_visible()
    page.fill("#words", "Mañana se la cambiamos.")
    page.keyboard.press("Control+Enter")


def test_a_mailbox_opens_without_a_password_after_its_owner_agreed(ada: Page, desk: Desk, twin: Twin) -> None:
    ada.locator("summary", has_text="Google").click()
    assert complaints(ada, "#setting") == []
    ada.fill("#google_client_id", CLIENT)
    ada.fill("#google_client_secret", SECRET)
    ada.get_by_role("button", name="Connect with Google").click()
    expect(ada.get_by_text(f"wants to read and send mail as {ADDRESS}")).to_be_visible()
    ada.get_by_role("link", name="Deny").click()
    ada.wait_for_url(desk.url + PLACE)
    expect(ada.locator("#toasts")).to_contain_text("did not agree")
    ada.locator("summary", has_text="Google").click()
    ada.fill("#google_client_id", CLIENT)
    ada.fill("#google_client_secret", SECRET)
    ada.get_by_role("button", name="Connect with Google").click()
    ada.get_by_role("link", name="Allow").click()
    ada.wait_for_url(desk.url + PLACE)
    expect(ada.locator("#toasts")).to_contain_text("The mailbox is connected")
    expect(ada.locator("#health-head + .chip")).to_have_text("works")
    twin.boxes.deliver(ADDRESS, MAIL.encode())
    answered(ada, desk)
    assert eventually(lambda: twin.boxes.sent, 60)
    assert twin.boxes.sent[0][:2] == (ADDRESS, ["dmitri@casa.example"])


def test_a_key_is_made_its_record_copied_and_mail_leaves_signed(
    ada: Page, desk: Desk, twin: Twin, names: NameServer
) -> None:
    ada.fill("#imap_password", twin.moods.password)
    ada.get_by_role("button", name="Replace").click()
    expect(ada.locator("#toasts")).to_contain_text("secrets")
    ada.click("#key-anew")
    expect(ada.locator("#sign")).to_be_visible()
    name, record = ada.input_value("#dkim-name"), ada.input_value("#dkim-record")
    names.text("lumen.example", "v=spf1 ip4:127.0.0.1 -all")
    ada.click("#look")
    expect(ada.locator("#looks")).to_contain_text(f"There is no record {name}")
    ada.click("#sign")
    expect(ada.locator(".missing[role=alert]")).to_contain_text(f"There is no record {name}")
    names.text(name, record)
    ada.click("#sign")
    expect(ada.locator("#unsign")).to_be_visible()
    ada.click("#look")
    expect(ada.locator("#looks")).to_contain_text(f"Mail is signed, and {name} holds our key.")
    assert complaints(ada, "#setting") == []
    twin.boxes.deliver(ADDRESS, MAIL.encode())
    answered(ada, desk)
    assert eventually(lambda: twin.boxes.sent, 60)
    raw = twin.boxes.sent[0][2]
    assert raw.startswith(b"DKIM-Signature: ")
    assert dkim.verify(raw, dnsfunc=lambda asked, timeout=5: record.encode())
