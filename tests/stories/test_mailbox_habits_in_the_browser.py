"""Which folders are read and what mail does to its case, chosen in a real browser and done by the next mail."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from recado.desk.channels import adding
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Agent, Role
from tests import dovecot
from tests.dovecot import PASSWORD, Dovecot
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter

pytestmark = pytest.mark.timeout(300)
ADDRESS = "ayuda@lumen.example"
MAIL = """Message-ID: <1@casa.example>\r
From: Dmitri Sokolov <dmitri@casa.example>\r
To: ayuda@lumen.example\r
Subject: Pedido de una lámpara\r
Content-Type: text/plain; charset=utf-8\r
\r
Quiero dos lámparas de pie.\r
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot.running() as running:
        yield running


@pytest.fixture
def ada(server: Dovecot, window: BrowserContext, desk: Desk) -> Page:
    """Ada, who runs Recado here and reads English; her mailbox has a second folder, with a mail in it.

    The server comes first: where there is none, no desk is begun in vain.
    """
    Agent.objects.filter(pk=desk.ada.pk).update(role=Role.ADMIN, language="en")
    with server.client(ADDRESS) as client:
        client.create("Pedidos")
        client.append("Pedidos", "", "", MAIL.encode())
    adding.add(
        kind="email",
        name="Ayuda",
        address=ADDRESS,
        teams=[desk.support],
        by=HOUSE,
        settings={"address": ADDRESS, "imap": server.settings(ADDRESS)},
        secrets={"imap_password": PASSWORD},
    )
    return enter(window.new_page(), desk)


def added(page: Page, name: str) -> None:
    page.fill("#name", name)
    page.get_by_role("button", name="Add action").click()
    expect(page.locator(".settings-rows").first.locator("li", has_text=name)).to_be_visible()


def test_c18_a_chosen_folder_is_read_and_its_mail_sets_the_action(ada: Page, desk: Desk) -> None:
    """C18, C19: the house's ordered actions, one of them given by a mailbox, the next one by hand."""
    ada.goto(f"{desk.url}/settings/actions")
    added(ada, "Llamar")
    added(ada, "Preparar el pedido")
    ada.get_by_role("button", name="Move Preparar el pedido up").click()
    expect(ada.locator(".settings-rows").first.locator("li").first).to_contain_text("Preparar el pedido")
    assert complaints(ada, "#setting") == []
    ada.goto(f"{desk.url}/settings/channels/ayuda/incoming")
    ada.select_option("#action", label="Preparar el pedido")
    assert complaints(ada, "#setting") == []
    ada.get_by_role("button", name="Save").click()
    expect(ada.locator("#toasts")).to_contain_text("Undo")
    ada.goto(f"{desk.url}/settings/channels/ayuda")
    ada.click("#ask-folders")
    ada.get_by_role("checkbox", name="Pedidos").check()
    assert complaints(ada, "#folders") == []
    ada.locator("#folders").get_by_role("button", name="Save").click()
    expect(ada.locator("#folders")).to_have_count(0)
    expect(ada.locator("section", has=ada.locator("#folders-head"))).to_contain_text("Pedidos")
    ada.goto(f"{desk.url}/?view=all")
    ada.locator("a.row", has_text="Dmitri Sokolov").click(timeout=60_000)
    expect(ada.locator("#talk")).to_contain_text("Quiero dos lámparas de pie.")
    expect(ada.locator("#side")).to_contain_text("Preparar el pedido")
    ada.click("#action-button")
    ada.get_by_role("option", name="Llamar").click()
    expect(ada.locator("#side")).to_contain_text("Llamar")
    expect(ada.locator("#side")).not_to_contain_text("Preparar el pedido")
