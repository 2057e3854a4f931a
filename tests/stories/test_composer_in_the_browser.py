"""Writing in a real browser: two devices, a change of mind, a colleague who was faster, pictures, and a lost line."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from recado.desk.conversations.models import Draft
from recado.desk.staff.models import Agent
from recado.twins.whatsapp.customers import Customer
from tests.house.test_up import eventually
from tests.stories import pages
from tests.stories.desks import Desk

pytestmark = pytest.mark.timeout(240)
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
"""The smallest picture there is."""
PASTE = """([name, type, body]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0))], name, { type }));
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.getElementById("words").dispatchEvent(paste);
}"""
DROP = """([name, type, size]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(size)], name, { type }));
  const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  document.getElementById("composer").dispatchEvent(drop);
}"""


def entered(window: BrowserContext, desk: Desk, agent: Agent) -> Page:
    return pages.enter(window.new_page(), desk, agent)


@pytest.fixture
def valeria(desk: Desk) -> Customer:
    phone = desk.twin.customer("+56900000048", name="Valeria Montt")
    phone.writes("Hola, el código QR no aparece")
    return phone


@pytest.fixture
def ada(window: BrowserContext, desk: Desk, valeria: Customer) -> Page:
    """Ada at her desk, Valeria's case open."""
    return opened(entered(window, desk, desk.ada))


def opened(page: Page) -> Page:
    page.goto(page.url.split("/cases")[0].rstrip("/") + "/?view=all")
    page.locator("a.row", has_text="Valeria Montt").click()
    expect(page.locator("#talk .bubble").first).to_be_visible()
    return page


def words(page: Page) -> Locator:
    return page.locator("#words")


def complaints(page: Page) -> list[str]:
    return pages.complaints(page, "#composer")


def kept(words: str, attachments: int = 0) -> bool:
    """Whether the desk comes to keep such a draft."""
    drafts = Draft.objects.filter(is_note=False, text=words)
    return eventually(lambda: attachments in [len(one.attachments) for one in drafts.all()], 5)


def test_two_devices_lose_nothing(ada: Page, desk: Desk, browser: Browser) -> None:
    words(ada).press_sequentially("Hola, Valeria")
    assert kept("Hola, Valeria")
    context = browser.new_context(locale="es-CL", viewport={"width": 390, "height": 844})
    phone = opened(entered(context, desk, desk.ada))
    expect(words(phone)).to_have_value("Hola, Valeria")

    words(phone).press_sequentially(", ya lo miro")
    expect(words(ada)).to_have_value("Hola, Valeria, ya lo miro")

    context.set_offline(True)
    words(phone).fill("Desde el metro: prueba a cerrar sesión")
    expect(phone.locator("#reply [data-unkept]")).to_be_visible()
    words(ada).fill("Desde el escritorio: reinstala la app")
    assert kept("Desde el escritorio: reinstala la app")
    context.set_offline(False)
    other = phone.locator("#reply .twice")
    expect(other).to_contain_text("Desde el escritorio: reinstala la app")
    assert complaints(phone) == []
    other.locator("[data-both]").click()
    both = "Desde el metro: prueba a cerrar sesión\n\nDesde el escritorio: reinstala la app"
    expect(words(phone)).to_have_value(both)
    expect(words(ada)).to_have_value(both)
    expect(ada.locator("#reply .twice")).to_have_count(0)
    context.close()


def test_a_draft_is_there_after_logging_out_and_going_elsewhere(ada: Page, desk: Desk) -> None:
    words(ada).fill("Ya lo miro")
    ada.locator("#tab-note").click()
    ada.locator("#note-words").fill("Preguntar a Bruno")
    ada.goto(f"{desk.url}/me")
    ada.goto(f"{desk.url}/")
    ada.context.clear_cookies()
    ada.close()
    again = opened(entered(ada.context, desk, desk.ada))
    expect(words(again)).to_have_value("Ya lo miro")
    expect(again.locator("#note-words")).to_have_value("Preguntar a Bruno")


def test_a_reply_is_taken_back_and_sent_again(ada: Page, desk: Desk, valeria: Customer) -> None:
    broken: list[str] = []
    ada.on("pageerror", lambda error: broken.append(str(error)))
    words(ada).fill("Ya lo mrio")
    ada.keyboard.press("Control+Enter")
    leaving = ada.locator("leaving-soon")
    expect(leaving).to_contain_text(re.compile(r"[345] s"))
    expect(words(ada)).to_be_focused()
    words(ada).press_sequentially("y otra cosa")
    valeria.writes("¿Siguen ahí?")
    expect(ada.locator(".bubble", has_text="¿Siguen ahí?")).to_be_visible()
    leaving.locator("[data-undo]").click()
    expect(words(ada)).to_have_value("Ya lo mrio\n\ny otra cosa")
    expect(words(ada)).to_be_focused()
    expect(ada.locator(".turn.is-house")).to_have_count(0)

    words(ada).fill("Ya lo miro")
    ada.keyboard.press("Control+Enter")
    expect(words(ada)).to_have_value("")
    ada.keyboard.press("Control+z")
    expect(words(ada)).to_have_value("Ya lo miro")
    ada.keyboard.press("Control+Enter")
    expect(ada.locator(".turn.is-house .meta.is-read")).to_be_visible(timeout=20_000)
    assert [got.text for got in valeria.inbox] == ["Ya lo miro"]
    assert broken == []


def test_two_answers_at_once(ada: Page, desk: Desk, browser: Browser) -> None:
    words(ada).press_sequentially("Prueba a reinstalar")
    context = browser.new_context(locale="es-CL")
    bruno = opened(entered(context, desk, desk.bruno))
    words(bruno).fill("Cierra sesión y entra de nuevo")
    bruno.keyboard.press("Control+Enter")
    expect(ada.locator(".bubble", has_text="Cierra sesión")).to_be_visible()
    ada.keyboard.press("Control+Enter")
    held = ada.locator(".meanwhile")
    expect(held).to_contain_text("Bruno Rey")
    expect(held).to_contain_text("Cierra sesión y entra de nuevo")
    expect(words(ada)).to_have_value("Prueba a reinstalar")
    assert complaints(ada) == []
    held.locator("[data-look]").click()
    held.locator("button[type=submit]").click()
    expect(ada.locator(".bubble", has_text="Prueba a reinstalar")).to_be_visible()
    expect(ada.locator(".meanwhile")).to_have_count(0)
    context.close()


def test_pictures_are_pasted_files_dropped_and_what_does_not_fit_is_said(ada: Page, valeria: Customer) -> None:
    ada.evaluate(PASTE, ["image.png", "image/png", DOT])
    ada.evaluate(PASTE, ["image.png", "image/png", DOT])
    expect(ada.locator("[data-attached] .is-picture img")).to_have_count(2)
    ada.evaluate(DROP, ["enorme.png", "image/png", 6_000_000])
    refused = ada.locator("[data-attached] .is-refused")
    expect(refused).to_contain_text("5 MB")
    refused.locator("button").click()
    expect(refused).to_have_count(0)
    assert kept("", attachments=2)
    ada.reload()
    expect(ada.locator("[data-attached] .is-picture")).to_have_count(2)
    words(ada).fill("Así se ve")
    ada.keyboard.press("Control+Enter")
    expect(ada.locator(".turn.is-house .bubble img")).to_have_count(2)
    assert eventually(lambda: len(valeria.inbox) == 2, 30)
    assert [(got.type, got.text or "") for got in valeria.inbox] == [("image", "Así se ve"), ("image", "")]


def test_an_upload_that_fails_can_be_tried_again(ada: Page) -> None:
    ada.context.set_offline(True)
    ada.evaluate(PASTE, ["image.png", "image/png", DOT])
    failed = ada.locator("[data-attached] .is-failed")
    expect(failed).to_be_visible()
    ada.context.set_offline(False)
    failed.locator("[data-again]").click()
    expect(ada.locator("[data-attached] .is-picture")).to_be_visible()


def test_DK1_with_a_draft_open_a_lost_line_comes_back_and_nothing_jumps(ada: Page, valeria: Customer) -> None:
    """The stream dies and nobody says so; what came meanwhile is fetched, text, caret and scroll stay."""
    for number in range(12):
        valeria.writes(f"Detalle {number}: " + "la pantalla queda en blanco y después vuelve a la lista. " * 8)
    expect(ada.locator(".bubble", has_text="Detalle 11")).to_be_visible()
    words(ada).press_sequentially("Estoy escribiendo esto")
    read = ada.locator(".bubble", has_text="Detalle 3:")
    read.evaluate("bubble => bubble.scrollIntoView({ block: 'center' })")
    words(ada).focus()
    words(ada).evaluate("text => text.setSelectionRange(5, 5)")
    before = read.evaluate("bubble => Math.round(bubble.getBoundingClientRect().top)")
    ada.evaluate("document.querySelector('live-stream').source.close()")
    valeria.writes("Y ahora pasó esto otro")
    ada.evaluate("document.querySelector('live-stream').look()")
    expect(ada.locator(".bubble", has_text="Y ahora pasó")).to_have_count(1)
    expect(words(ada)).to_have_value("Estoy escribiendo esto")
    expect(words(ada)).to_be_focused()
    assert words(ada).evaluate("text => text.selectionStart") == 5
    assert abs(read.evaluate("bubble => Math.round(bubble.getBoundingClientRect().top)") - before) <= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_in_the_composer(ada: Page, scheme: str) -> None:
    """With a file, a quoted message, a note; wide and on a phone."""
    ada.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    ada.evaluate(PASTE, ["image.png", "image/png", DOT])
    ada.locator("[data-reply-to]").first.click(force=True)
    words(ada).fill("x" * 4000)
    found = []
    for width in (1440, 390):
        ada.set_viewport_size({"width": width, "height": 844})
        ada.locator("#tab-reply").click()
        found += complaints(ada)
        ada.locator("#tab-note").click()
        found += complaints(ada)
    assert found == []
    overflow = ada.locator("#composer").evaluate("box => box.scrollWidth - box.clientWidth")
    assert overflow <= 0
