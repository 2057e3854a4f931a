"""Ada writes first, richly: subject, a copy, a picture that is described, a file; by mouse and keys, on a phone too."""

import os
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from recado.desk.core.actors import HOUSE
from recado.desk.people import adding
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
