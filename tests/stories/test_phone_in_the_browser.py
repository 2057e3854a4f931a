"""The desk in one's hand: one pane at a time, menus within reach of the thumb, and a place among the apps."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.stories import pages
from tests.stories.desks import Desk

pytestmark = pytest.mark.timeout(240)
TOO_SMALL = """() => [...document.querySelectorAll("button, a, summary, input, textarea")].filter((one) => {
  const box = one.getBoundingClientRect();
  if (!one.checkVisibility() || !box.width) return false;
  if (one.closest(".sr, .skip, .bubble, .day, .case-mark, .facts")) return false;
  const ring = one.matches(".tool.is-s, .button.is-s") ? 20 : 0;
  return box.height + ring < 44 || box.bottom > innerHeight + 1 && one.closest(".rail, .composer");
}).map((one) => `${one.id || one.className} ${Math.round(one.getBoundingClientRect().height)}`)"""


def enter(page: Page, desk: Desk) -> None:
    pages.enter(page, desk)
    expect(page.locator("#list")).to_be_visible()
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    expect(page.locator("a.row")).to_have_count(1, timeout=20_000)


@pytest.mark.parametrize("width", [390, 360])
def test_a_case_is_answered_and_ended_with_the_thumb(browser: Browser, desk: Desk, width: int) -> None:
    window = browser.new_context(
        viewport={"width": width, "height": 780}, is_mobile=True, has_touch=True, locale="es-CL"
    )
    page = window.new_page()
    enter(page, desk)
    assert page.evaluate(TOO_SMALL) == []
    page.locator("a.row").tap()
    expect(page.locator("#talk-head h1")).to_have_text("Valeria Montt", use_inner_text=True)
    expect(page.locator("#list")).to_be_hidden()
    assert page.evaluate(TOO_SMALL) == []
    page.fill("#words", "Ya lo miro")
    page.locator("#reply button[type=submit]").tap()
    expect(page.locator(".turn.is-house .bubble").first).to_be_visible()
    page.locator("#more-button").tap()
    for item in page.locator("#more .menu-item").all():
        expect(item).to_have_css("display", "flex")  # icon and word in one line
    page.locator("#more a[href='#side']").tap()
    expect(page.locator("#side")).to_be_visible()
    page.go_back()
    expect(page.locator("#side")).to_be_hidden()
    page.locator("#more-button").tap()
    page.locator("#more [data-press='#resolve-button']").tap()
    page.fill("#reason", "Reinstaló la integración")
    page.locator("#resolve [type=submit]").tap()
    expect(page.locator("#talk .event", has_text="Reinstaló la integración")).to_be_visible()
    page.go_back()
    expect(page.locator("#list")).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    window.close()


def test_the_way_back_leads_to_the_row_one_came_from(page: Page, desk: Desk) -> None:
    """From the list as from what was found; and out of the panel into what it lay over."""
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.set_viewport_size({"width": 390, "height": 780})
    enter(page, desk)
    row = page.locator("a.row")
    row.press("Enter")
    expect(page.locator("#talk .bubble")).to_be_visible()
    page.keyboard.press("u")
    expect(row).to_be_focused()
    page.goto(f"{desk.url}/search?q=QR")
    hit = page.locator("a.row").last
    hit.press("Enter")
    expect(page.locator("#talk .bubble")).to_be_visible()
    page.keyboard.press("u")
    page.wait_for_url("**/search?q=QR")
    expect(hit).to_be_focused()
    hit.press("Enter")
    expect(page.locator("#talk .bubble")).to_be_visible()
    page.locator("#more-button").press("Enter")
    page.locator("#more a[href='#side']").press("Enter")
    expect(page.locator("#side")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#side")).to_be_hidden()
    expect(page.locator("body")).not_to_be_focused()
    assert broken == []


def test_beside_a_narrow_window_the_panel_is_a_drawer(page: Page, desk: Desk) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    enter(page, desk)
    page.locator("a.row").click()
    expect(page.locator("#talk .bubble")).to_be_visible()
    page.locator("#side-button").click()
    expect(page.locator("#side")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#side")).to_be_hidden()


def test_the_browser_may_install_the_desk_and_says_when_there_is_no_connection(page: Page, desk: Desk) -> None:
    enter(page, desk)
    devtools = page.context.new_cdp_session(page)
    assert devtools.send("Page.getAppManifest")["errors"] == []
    reasons = {one["errorId"] for one in devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert reasons <= {"in-incognito"}  # the windows of these stories are private ones
    page.wait_for_function("navigator.serviceWorker.controller?.state === 'activated'")
    page.context.set_offline(True)
    page.goto(f"{desk.url}/people", wait_until="commit")
    expect(page.locator("h1")).to_have_text("Sin conexión")
    page.context.set_offline(False)
