"""Ada answers a mail in a real browser: she sees to whom it goes, adds a copy, may take it back, and it leaves."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from recado.desk.channels.models import Channel
from tests.desk.channels.email import postbox
from tests.desk.channels.email.postbox import Postbox, Taken
from tests.desk.conversations import letters
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox.running() as running:
        yield running


@pytest.fixture
def soporte(box: Postbox, desk: Desk) -> Channel:
    return letters.mailbox(box, desk.support, separator="## Responda por encima de esta línea ##")


def _awaited(box: Postbox) -> Taken:
    until = time.monotonic() + 30
    while not box.taken and time.monotonic() < until:
        time.sleep(0.1)
    [taken] = box.taken
    return taken


def test_a_mail_is_answered_with_a_copy_to_a_colleague(
    window: BrowserContext, desk: Desk, soporte: Channel, box: Postbox
) -> None:
    letters.comes(soporte, "La lámpara no enciende.", cc="Valeria Montt <valeria@lumen.example>")
    ada = enter(window.new_page(), desk)
    ada.goto(f"{desk.url}/?view=all")
    ada.locator("a.row", has_text="Dmitri").click()
    envelope = ada.locator("details.envelope").first
    expect(envelope.locator("summary")).to_contain_text("Dmitri Sokolov")
    expect(envelope.locator("summary")).to_contain_text("Valeria Montt")
    envelope.locator("summary").click()
    copies = envelope.locator("address-chips[data-name=cc]")
    copies.locator(".chip", has_text="Valeria").locator("button").click()
    copies.locator("input[type=text]").fill("Eva Paz <eva@lumen.example>,")
    expect(copies.locator(".chip")).to_have_text(["Eva Paz"])
    expect(copies.locator(".chip button")).to_have_accessible_name("Quitar a Eva Paz")
    expect(copies.locator(".chip button svg")).to_be_visible()
    expect(envelope.locator("[data-said=cc]")).to_have_text("CC Eva Paz")
    copies.locator("input[type=text]").fill("nobody")
    copies.locator("input[type=text]").blur()
    expect(copies.locator("input[type=text]")).to_have_attribute("aria-invalid", "true")
    expect(copies.get_by_role("alert")).to_have_text("«nobody» no es una dirección de correo.")
    copies.locator("input[type=text]").fill("")
    assert complaints(ada, "#composer") == []
    ada.fill("#words", "Ya lo miro.")
    ada.locator("#reply .composer-foot button[type=submit]").click()
    expect(ada.locator("#talk .bubble", has_text="Ya lo miro.").first).to_be_visible()
    taken = _awaited(box)
    assert taken.to == ["dmitri@lumen.example", "eva@lumen.example"]
    assert str(taken.message["Subject"]) == "Re: La lámpara"
    assert taken.message.get_body(("plain",)).get_content().startswith("## Responda por encima")  # type: ignore[union-attr]
