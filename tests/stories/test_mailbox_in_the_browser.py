"""A newcomer connects a mailbox in a real browser, and within two minutes mail comes in and an answer goes out."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from recado.desk.staff.models import Agent, Role
from recado.twins import mail as twins
from recado.twins.mail import Twin
from tests import dovecot
from tests.dovecot import PASSWORD, Dovecot
from tests.house.test_up import eventually
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter

pytestmark = pytest.mark.timeout(600)
TWO_MINUTES = 120.0
MAIL = """Message-ID: <1@casa.example>\r
From: Dmitri Sokolov <dmitri@casa.example>\r
To: ayuda@lumen.example\r
Subject: La lámpara no enciende\r
Content-Type: text/plain; charset=utf-8\r
\r
Buenas tardes, la lámpara de pie no enciende desde ayer.\r
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot.running() as running:
        yield running


@pytest.fixture
def twin() -> Iterator[Twin]:
    """Through which mail leaves."""
    with twins.running() as twin:
        twin.moods.password = PASSWORD
        yield twin


@pytest.fixture
def ada(window: BrowserContext, desk: Desk) -> Page:
    """Ada, who runs Recado here and reads English."""
    Agent.objects.filter(pk=desk.ada.pk).update(role=Role.ADMIN, language="en")
    return enter(window.new_page(), desk)


def test_a_newcomer_connects_a_mailbox_and_sees_mail_in_and_out(
    ada: Page, desk: Desk, server: Dovecot, twin: Twin, tmp_path: Path
) -> None:
    began = time.monotonic()
    ada.goto(f"{desk.url}/settings/channels")
    ada.get_by_role("link", name="Connect a mailbox").click()
    expect(ada.get_by_role("heading", name="Connect a mailbox")).to_be_visible()
    assert bad(ada) == []
    picture(ada, tmp_path, "mailbox-new")
    filled = {"name": "Ayuda", "address": "ayuda@lumen.example", "imap_port": str(server.port)}
    filled |= {"imap_host": "127.0.0.1", "smtp_host": "127.0.0.1", "smtp_port": str(twin.smtp_port)}
    for name, said in filled.items():
        ada.fill(f"#{name}", said)
    ada.select_option("#imap_security", "none")
    ada.select_option("#smtp_security", "none")
    ada.get_by_role("button", name="Connect").click()
    expect(ada.locator("#imap_password-error")).to_be_visible()
    assert ada.input_value("#imap_host") == "127.0.0.1"
    ada.fill("#imap_password", PASSWORD)
    ada.locator("label", has_text="Soporte").locator("input").check()
    ada.get_by_role("button", name="Connect").click()
    ada.wait_for_url(f"{desk.url}/settings/channels/ayuda")
    ada.click("#test")
    expect(ada.locator("#steps .is-done")).to_have_count(2)
    assert bad(ada) == []
    picture(ada, tmp_path, "mailbox")
    server.lay("ayuda@lumen.example", MAIL.encode())
    ada.goto(f"{desk.url}/?view=all")
    ada.locator("a.row", has_text="Dmitri Sokolov").click(timeout=60_000)
    expect(ada.locator("#talk")).to_contain_text("la lámpara de pie no enciende desde ayer")
    picture(ada, tmp_path, "mailbox-case")
    ada.fill("#words", "Buenas tardes, mañana se la cambiamos.")
    ada.keyboard.press("Control+Enter")
    assert eventually(lambda: twin.boxes.sent, 60)
    [(sender, recipients, raw)] = twin.boxes.sent
    assert (sender, recipients) == ("ayuda@lumen.example", ["dmitri@casa.example"])
    assert b"In-Reply-To: <1@casa.example>" in raw
    assert time.monotonic() - began < TWO_MINUTES


def bad(page: Page) -> list[str]:
    return complaints(page, "#setting")


def picture(page: Page, place: Path, name: str) -> None:
    """For whoever wants to look: RECADO_PICTURES names a directory."""
    page.screenshot(path=Path(os.environ.get("RECADO_PICTURES") or place) / f"{name}.png", full_page=True)
