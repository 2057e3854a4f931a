"""Two colleagues over one case, each in a browser: who is there, who is named, which label, all by keyboard."""

import itertools
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from recado.desk.staff.models import Agent
from tests import makers
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter

pytestmark = pytest.mark.timeout(240)


def second(page: Page) -> Page:
    """A page of another browser."""
    browser = page.context.browser
    assert browser
    return _reading_english(browser)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = _reading_english(browser)
    yield page
    for context in browser.contexts:
        context.close()


def _reading_english(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(15_000)
    return context.new_page()


STOPS = 20_000  # who types nothing for a few seconds is said to look only, and that travels


def opened(page: Page, desk: Desk, agent: Agent) -> Page:
    """His page with Valeria's case open."""
    enter(page, desk, agent).goto(f"{desk.url}/?view=all")
    page.locator("a.row", has_text="Valeria Montt").click()
    expect(page.locator("#talk .bubble").first).to_be_visible()
    return page


def test_one_sees_that_the_other_looks_and_types_and_goes(page: Page, desk: Desk) -> None:
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    ada, bruno = opened(page, desk, desk.ada), opened(second(page), desk, desk.bruno)
    expect(ada.locator("#present")).to_have_text("Bruno is looking")
    expect(bruno.locator("#present")).to_have_text("Ada is looking")

    bruno.keyboard.press("r")
    bruno.keyboard.type("Hola, Valeria")
    expect(ada.locator("case-attention .typing:not(.is-visitor)")).to_contain_text("Bruno is typing a reply")
    expect(ada.locator("case-attention .typing:not(.is-visitor)")).to_be_hidden(timeout=STOPS)
    expect(ada.locator("#present")).to_have_text("Bruno is looking")

    bruno.keyboard.press("Escape")
    bruno.keyboard.press("n")
    bruno.keyboard.type("Ojo")
    expect(ada.locator("case-attention .typing:not(.is-visitor)")).to_contain_text("Bruno is writing a note")
    bruno.context.close()
    expect(ada.locator("#present")).to_be_empty(timeout=45_000)


def test_N1_who_is_named_finds_it_live_among_his_mentions(page: Page, desk: Desk) -> None:
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    ada = opened(page, desk, desk.ada)
    bruno = enter(second(page), desk, desk.bruno)
    bruno.goto(f"{desk.url}/?view=mentions")
    expect(bruno.locator("a.row")).to_have_count(0)

    ada.keyboard.press("n")
    ada.keyboard.type("@bru")
    expect(ada.locator("#mention-options [role=option]")).to_have_count(1)
    ada.keyboard.press("Enter")
    ada.keyboard.type("¿es cosa del proveedor?")
    expect(ada.locator("#note-words")).to_have_value("@Bruno Rey ¿es cosa del proveedor?")
    ada.keyboard.press("Control+Enter")
    expect(ada.locator(".note .mention")).to_have_text("@Bruno Rey")
    expect(ada.locator(".event", has_text="Ada Fuentes named Bruno Rey.")).to_be_visible()

    row = bruno.locator("a.row", has_text="Valeria Montt")
    expect(row).to_be_visible()
    expect(bruno.locator("#rail-inbox .badge")).to_contain_text("1")
    row.click()
    expect(bruno.locator(".note .mention.is-me")).to_be_visible()
    expect(bruno.locator("#side-case")).to_contain_text("You follow this case since Ada Fuentes named you.")
    expect(bruno.locator("#rail-inbox .badge")).to_have_count(0)
    bruno.keyboard.press("f")
    expect(bruno.locator("#follow-button")).to_have_attribute("aria-pressed", "false")


def test_a_label_is_put_on_by_keyboard_and_taken_off_by_its_toast(page: Page, desk: Desk) -> None:
    makers.label("Facturación", tint=7)
    makers.label("Integración", tint=6)
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    ada = opened(page, desk, desk.ada)
    ada.keyboard.press("l")
    expect(ada.locator("#label-options [role=option]")).to_have_count(2)
    ada.keyboard.type("integracion")
    expect(ada.locator("#label-options [role=option]:visible")).to_have_text(["Integración"])
    ada.keyboard.press("Enter")
    expect(ada.locator("#talk-head .label")).to_have_text("Integración")
    expect(ada.locator("#label-options [aria-selected=true]")).to_have_text("Integración")
    expect(ada.locator("#label-options .is-active")).to_have_text("Integración")
    expect(ada.locator("#label-options [role=option]:visible")).to_have_count(1)
    ada.keyboard.press("Escape")
    expect(ada.locator("#labels")).to_be_hidden()
    expect(ada.locator("a.row .label", has_text="Integración")).to_be_visible()
    ada.locator("quiet-toast", has_text="Integración").locator("button[hx-delete]").click()
    expect(ada.locator("#talk-head .label")).to_have_count(0)


def test_a_case_is_given_by_keyboard(page: Page, desk: Desk) -> None:
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    ada = opened(page, desk, desk.ada)
    ada.keyboard.press("a")
    expect(ada.locator("#taker-options [role=option]").first).to_be_visible()
    ada.keyboard.type("rey")
    ada.keyboard.press("Enter")
    expect(ada.locator("#side-case")).to_contain_text("Bruno Rey")
    expect(ada.locator("#assign")).to_be_hidden()


def test_nothing_serious_stands_in_the_way_in_menus_and_picker(page: Page, desk: Desk) -> None:
    """Open menus and the picker, wide and narrow, light and dark, as axe sees them."""
    makers.label("Facturación", tint=7)
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    opened(page, desk, desk.ada)
    found = {}
    for scheme, (width, height) in itertools.product(("light", "dark"), ((1440, 900), (390, 844))):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for menu in ("labels", "assign"):
            page.evaluate("name => document.getElementById(name).showPopover()", menu)
            page.locator(f"#{menu} [role=option]").first.wait_for()
            found[f"{menu} {width} {scheme}"] = complaints(page)
            page.evaluate("name => document.getElementById(name).hidePopover()", menu)
        page.click("#tab-note")
        page.click("#note [data-at]")
        page.locator("#mention-options [role=option]").first.wait_for()
        found[f"@ {width} {scheme}"] = complaints(page)
        page.keyboard.press("Escape")
        page.fill("#note-words", "")
        page.keyboard.press("Escape")
    assert found == {name: [] for name in found}
