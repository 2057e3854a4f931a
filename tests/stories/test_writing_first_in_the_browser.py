"""Ada writes first, richly: subject, a copy, a picture that is described, a file; by mouse and keys, on a phone too."""

import os
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Response, expect

from recado.desk.core.actors import HOUSE
from recado.desk.people import adding
from recado.desk.staff import preferring
from tests.desk.channels.email import postbox
from tests.desk.channels.email.postbox import Postbox
from tests.desk.conversations import letters
from tests.house.test_up import eventually
from tests.stories.desks import Desk
from tests.stories.pages import enter, in_both_lights
from tests.stories.test_rich_mail_in_the_browser import lamp

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox.running() as running:
        yield running


@pytest.fixture
def page(window: BrowserContext, desk: Desk, box: Postbox) -> Page:
    """Valeria's page, and the box in which Ada begins."""
    letters.mailbox(box, desk.support)
    valeria = adding.add(addresses=[("email", "", "valeria@lumen.example")], by=HOUSE, name="Valeria Montt")
    page = enter(window.new_page(), desk)
    page.goto(f"{desk.url}/people/{valeria.pk}")
    return begun(page)


def begun(page: Page) -> Page:
    """In the dialogue to write to her."""
    page.locator("#person-head").get_by_role("button", name="Escribir").click()
    expect(page.locator("#write-subject")).to_be_focused()
    return page


def pictured(page: Page, name: str) -> None:
    """A picture for eyes, where somebody asked for it (`STORY_PICTURES=/tmp/pictures`)."""
    if kept := os.environ.get("STORY_PICTURES"):
        page.screenshot(path=str(Path(kept) / f"{name}.png"))


def test_a_first_mail_is_as_rich_as_an_answer(page: Page, desk: Desk, box: Postbox) -> None:
    words = page.locator("rich-text#words")
    words.click()
    page.keyboard.press("Control+b")
    page.keyboard.type("Su factura")
    page.keyboard.press("Control+b")
    page.keyboard.type(" está lista.")
    page.set_input_files("[data-files=within]", {"name": "foto.png", "mimeType": "image/png", "buffer": lamp()})
    expect(words.locator("img")).to_have_attribute("alt", "foto.png")
    expect(page.locator("#picture-alt")).to_have_value("foto.png")
    page.fill("#picture-alt", "La lámpara arreglada")
    page.keyboard.press("Enter")
    expect(words).to_be_focused()
    expect(page.locator("#picture-alt")).to_be_hidden()
    files = page.locator("input[data-files]:not([data-files=within])")
    files.set_input_files({"name": "factura.txt", "mimeType": "text/plain", "buffer": b"1 lamp"})
    expect(page.locator("[data-attached] li")).to_contain_text("factura.txt")
    page.fill("#envelope-cc", "contable@lumen.example")
    pictured(page, "first-1440")
    assert in_both_lights(page) == {}
    page.set_viewport_size({"width": 390, "height": 844})
    pictured(page, "first-390")
    words.focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#write-wrong")).to_contain_text("asunto")
    page.fill("#write-subject", "Su factura")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#talk")).to_contain_text("está lista.")
    assert eventually(lambda: box.taken, 60)
    taken = box.taken[0]
    assert set(taken.to) == {"valeria@lumen.example", "contable@lumen.example"}
    mail = message_from_bytes(taken.raw)
    [html] = [part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() == "text/html"]
    assert 'alt="La lámpara arreglada"'.encode() in html
    assert "factura.txt" in [part.get_filename() for part in mail.walk()]


def test_what_is_begun_is_lost_by_nothing_and_can_be_taken_back(page: Page, desk: Desk) -> None:
    """Closed, loaded anew, from another sender: it stands there still. Sent, it is taken back into its case."""
    preferring.prefer(desk.ada, "send_delay", 20)
    letters.mailbox(None, desk.support, key="facturas", address="ventas@lumen.example", name="Ventas")
    page.reload()
    begun(page)
    page.fill("#write-subject", "Su factura")
    page.locator("rich-text#words").click()
    with page.expect_response(keeps("lista.")):
        page.keyboard.type("Está lista.")
        page.keyboard.press("Escape")
    expect(page.locator("#write-subject")).to_have_count(0)
    stands(begun(page))
    with page.expect_response(keeps("contable")):
        page.fill("#envelope-cc", "contable@lumen.example,")
    page.reload()
    stands(begun(page))
    expect(page.locator(".chip", has_text="contable@lumen.example")).to_be_visible()
    page.locator("rich-text#words").click()
    page.keyboard.type(" Y pagada.")
    page.select_option("#write-from", "facturas")
    expect(page.locator("#write-from option:checked")).to_contain_text("ventas@lumen.example")
    expect(page.locator("#write-from")).to_be_focused()
    stands(page, "Está lista. Y pagada.")
    expect(page.locator(".chip", has_text="contable@lumen.example")).to_be_visible()
    pictured(page, "kept-1440")
    page.locator("rich-text#words").focus()
    page.keyboard.press("Control+Enter")
    page.locator("#talk leaving-soon").get_by_role("button", name="Deshacer").click()
    expect(page.locator("rich-text#words")).to_have_text("Está lista. Y pagada.")
    expect(page.locator("#envelope-subject")).to_have_value("Su factura")
    pictured(page, "taken-back-1440")


def keeps(words: str) -> Callable[[Response], bool]:
    """Whether the desk has answered that it keeps these words."""
    return lambda answer: "/draft" in answer.url and words in (answer.request.post_data or "")


def stands(page: Page, words: str = "Está lista.") -> None:
    expect(page.locator("#write-subject")).to_have_value("Su factura")
    expect(page.locator("rich-text#words")).to_have_text(words)
