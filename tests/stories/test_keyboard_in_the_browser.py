"""An agent's work without a mouse: from the log-in to the end of a case, by keys, palette and panels (F14)."""

import pytest
from playwright.sync_api import Page, expect

from recado.desk.staff import preferring
from tests.stories.desks import PASSWORD, Desk
from tests.stories.pages import complaints

pytestmark = pytest.mark.timeout(240)
FLOATING = (
    ("sheet", "?", "#keys"),
    ("palette", "Control+k", "#palette [role=option]"),
    ("resolve", "e", "#reason"),
    ("assign", "a", "#taker-options [role=option]"),
    ("labels", "l", "#labels"),
)
"""What floats, the key that opens it, and what stands in it then."""
MENUS = (("#me-button", "#me"), ("#arrange-case", "#arrange"), ("#clock-button", "#audit"))


def enter(page: Page, desk: Desk) -> None:
    """By the keyboard alone."""
    page.goto(f"{desk.url}/in")
    page.locator("#login").focus()
    page.keyboard.type(desk.ada.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.url}/")
    expect(page.locator("#list")).to_be_visible()


def two_write(desk: Desk) -> None:
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    desk.twin.customer("+56900000047", name="Dmitri Sokolov").writes("Добрый день")


def open_first(page: Page) -> str:
    """Opens the first case by j and Enter; gives its number."""
    expect(page.locator("a.row")).to_have_count(2, timeout=20_000)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#talk .bubble").first).to_be_visible()
    return page.url.split("/cases/")[1].split("?")[0]


def panels(page: Page) -> list[str | None]:
    return [one.get_attribute("data-panel") for one in page.locator("[data-panel]").all()]


def test_a_case_from_log_in_to_its_end_without_a_mouse(page: Page, desk: Desk) -> None:
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    enter(page, desk)
    two_write(desk)
    first = open_first(page)
    page.keyboard.press("r")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("Hola, ya lo miro. e a n z")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".turn.is-house .bubble").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#flow")).to_be_focused()
    page.keyboard.press("f")
    expect(page.locator("#follow-button")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("a")
    expect(page.locator("#taker-options [role=option]").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#assign")).to_be_hidden()
    page.keyboard.press("e")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("Reinstaló la integración")
    page.keyboard.press("Control+Enter")
    expect(page).not_to_have_url(f"{desk.url}/cases/{first}?view=mine")
    expect(page.locator("a.row:focus")).to_have_attribute("aria-current", "true")
    page.keyboard.press("z")
    expect(page).to_have_url(f"{desk.url}/cases/{first}?view=mine")
    expect(page.locator("#resolve-button")).to_be_visible()
    assert broken == []


def test_f6_leads_from_part_to_part_and_back_out_of_the_text_too(page: Page, desk: Desk) -> None:
    enter(page, desk)
    two_write(desk)
    open_first(page)
    page.keyboard.press("r")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("#side :focus")).to_be_visible()
    page.keyboard.press("F6")
    expect(page.locator("a.row[aria-current]")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("#flow")).to_be_focused()
    page.keyboard.press("Shift+F6")
    expect(page.locator("a.row[aria-current]")).to_be_focused()
    page.keyboard.press("Shift+F6")
    expect(page.locator("#side :focus")).to_be_visible()


def test_the_panel_is_reached_where_it_lies_behind_a_link_too(page: Page, desk: Desk) -> None:
    enter(page, desk)
    two_write(desk)
    open_first(page)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#side")).to_be_hidden()
    page.locator("#flow").focus()
    page.keyboard.press("F6")
    expect(page.locator("#side :focus")).to_be_visible()
    page.keyboard.press("F6")
    expect(page.locator("#side")).to_be_hidden()
    expect(page.locator("#flow")).to_be_focused()
    page.keyboard.press("Control+k")
    page.locator("#palette [role=option]", has_text="Abrir el panel").click()
    expect(page.locator("#side :focus")).to_be_visible()


def test_g_and_a_letter_go_and_the_strip_says_where(page: Page, desk: Desk) -> None:
    enter(page, desk)
    page.keyboard.press("g")
    expect(page.locator("#going")).to_contain_text("Sin asignar")
    page.keyboard.press("u")
    page.wait_for_url("**/?view=unassigned")
    page.keyboard.press("g")
    page.keyboard.press("Escape")
    expect(page.locator("#going")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/people")
    page.keyboard.press("/")
    page.wait_for_url("**/search")


def test_keys_work_on_a_cyrillic_layout_and_never_while_one_types(page: Page, desk: Desk) -> None:
    enter(page, desk)
    two_write(desk)
    open_first(page)
    cyrillic = "{ key: 'к', code: 'KeyR', bubbles: true, cancelable: true }"
    page.evaluate(f"document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {cyrillic}))")
    expect(page.locator("#words")).to_be_focused()
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'у', code: 'KeyE', bubbles: true}))"
    )
    page.keyboard.type("en a?")
    expect(page.locator("#words")).to_have_value("en a?")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_who_switches_single_keys_off_does_nothing_by_mistake(page: Page, desk: Desk) -> None:
    """WCAG 2.1.4, and the sheet lists what works."""
    enter(page, desk)
    two_write(desk)
    open_first(page)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.locator("#single-keys").focus()
    with page.expect_response("**/me/preferences/shortcuts"):
        page.keyboard.press("Space")
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("e")
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()


def test_the_palette_does_and_finds(page: Page, desk: Desk) -> None:
    enter(page, desk)
    two_write(desk)
    open_first(page)
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()
    took = page.evaluate(
        """() => { const palette = document.querySelector('command-palette'); palette.dialog.close();
        const at = performance.now(); palette.open(); return performance.now() - at; }"""
    )
    assert took < 50
    page.keyboard.type("brno")
    expect(page.locator("#palette .is-active")).to_contain_text("Bruno Rey")
    page.keyboard.press("Enter")
    expect(page.locator("#side-case")).to_contain_text("Bruno Rey")
    expect(page.locator("#palette")).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("sokolov")
    person = page.locator("#palette [id^=found-person]")
    expect(person).to_contain_text("Dmitri Sokolov", timeout=20_000)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.locator("#palette [data-key=follow]").click()
    expect(page.locator("#follow-button")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette .is-active")).to_have_attribute("data-key", "follow")


def test_F14_panels_are_moved_by_keyboard_and_by_drag_and_stay_so(page: Page, desk: Desk) -> None:
    enter(page, desk)
    two_write(desk)
    open_first(page)
    assert panels(page) == ["person", "clock", "case", "organisation"]
    page.locator("#fold-clock").focus()
    with page.expect_response("**/me/preferences/panels"):
        page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#fold-clock")).to_be_focused()
    assert panels(page) == ["person", "case", "clock", "organisation"]
    page.locator("#arrange-organisation").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/me/preferences/panels"):
        page.keyboard.press("Enter")
    expect(page.locator("#arrange-organisation")).to_be_focused()
    assert panels(page) == ["person", "case", "organisation", "clock"]
    page.hover("#panel-person")
    grip, case = (page.locator(one).bounding_box() for one in ("#panel-person [data-grip]", "#panel-case"))
    assert grip
    assert case
    page.mouse.move(grip["x"] + 8, grip["y"] + 20)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, case["y"] + case["height"] - 4, steps=12)
    with page.expect_response("**/me/preferences/panels"):
        page.mouse.up()
    assert panels(page) == ["case", "person", "organisation", "clock"]
    page.locator("#fold-person").focus()
    with page.expect_response("**/me/preferences/panels"):
        page.keyboard.press("Enter")
    page.reload()
    assert panels(page) == ["case", "person", "organisation", "clock"]
    expect(page.locator("#side-person")).not_to_have_attribute("open", "")
    page.locator("#arrange-case").focus()
    for phone, name in (("+56900000048", "Valeria Montt"), ("+56900000047", "Dmitri Sokolov")):
        desk.twin.customer(phone, name=name).writes("¿Hola?")
    expect(page.locator("a.row", has_text="¿Hola?")).to_have_count(2)
    expect(page.locator("#talk .bubble", has_text="¿Hola?")).to_be_visible()
    expect(page.locator("#arrange-case")).to_be_focused()
    assert panels(page) == ["case", "person", "organisation", "clock"]
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert panels(page) == ["person", "clock", "case", "organisation"]


def test_who_listens_hears_what_a_customer_writes_and_not_his_own_words(page: Page, desk: Desk) -> None:
    enter(page, desk)
    two_write(desk)
    page.locator("a.row", has_text="Valeria Montt").click()
    expect(page.locator("#talk .bubble").first).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.type("Un momento")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".turn.is-house .bubble").first).to_be_visible()
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Gracias, espero")
    expect(page.locator("#heard")).to_have_text("Valeria Montt: Gracias, espero")


def test_nothing_serious_stands_in_what_floats(page: Page, desk: Desk) -> None:
    """The sheet, the palette, the menus and the dialogue, light and dark, as axe sees them."""
    enter(page, desk)
    two_write(desk)
    open_first(page)
    found = {}
    for theme in ("light", "dark"):
        preferring.prefer(desk.ada, "theme", theme)
        page.reload()
        expect(page.locator("#talk .bubble").first).to_be_visible()
        for name, key, opened in FLOATING:
            page.keyboard.press(key)
            expect(page.locator(opened).first).to_be_visible()
            found[f"{name} {theme}"] = complaints(page)
            page.keyboard.press("Escape")
        for opener, opened in MENUS:
            page.locator(opener).focus()
            page.keyboard.press("Enter")
            expect(page.locator(opened)).to_be_visible()
            found[f"{opener} {theme}"] = complaints(page)
            page.keyboard.press("Escape")
    assert found == {name: [] for name in found}
