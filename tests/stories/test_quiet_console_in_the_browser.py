"""What the browser has to complain of: nothing. And what walks by keys, on a phone, and among what was found."""

import pytest
from playwright.sync_api import Page, expect

from recado.desk.staff.models import Agent
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter
from tests.stories.test_lists_in_the_browser import crowd, scroll, to_the_last

pytestmark = pytest.mark.timeout(300)
PAGES = ("people", "organisations", "people/duplicates", "settings/teams", "settings/mine", "settings/languages", "me")


@pytest.fixture
def said(page: Page) -> list[str]:
    """All that the browser says of errors and warnings, a policy that was broken among them."""
    told: list[str] = []
    page.on("console", lambda one: told.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    return told


def test_the_console_is_empty_wherever_one_goes(page: Page, desk: Desk, said: list[str]) -> None:
    Agent.objects.filter(pk=desk.ada.pk).update(role="admin")
    crowd(desk, 300)
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    enter(page, desk)
    to_the_last(page, "Consulta 299")
    expect(page.locator("#rows .is-folded").first).to_be_attached()
    scroll(page, 0)
    page.locator("a.row", has_text="Valeria Montt").click()
    expect(page.locator("#talk .bubble")).to_be_visible()
    for address in PAGES:
        page.goto(f"{desk.url}/{address}")
        expect(page.locator("main")).to_be_visible()
    assert said == []


def test_what_is_sought_is_found_and_opened_and_axe_finds_nothing(page: Page, desk: Desk, said: list[str]) -> None:
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    enter(page, desk)
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("codigo")
    hit = page.locator("#found a", has_text="código").first
    expect(hit).to_be_visible(timeout=30_000)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        assert complaints(page) == []
    hit.click()
    expect(page.locator("#talk .bubble", has_text="código QR")).to_be_in_viewport()
    expect(page.locator("#q")).to_have_value("codigo")
    assert said == []


def test_tables_are_walked_and_the_way_back_is_no_new_place(page: Page, desk: Desk) -> None:
    for phone, name in (("+56900000048", "Valeria Montt"), ("+56900000047", "Dmitri Sokolov")):
        desk.twin.customer(phone, name=name).writes("Hola")
    enter(page, desk)
    expect(page.locator("a.row")).to_have_count(2, timeout=30_000)
    page.goto(f"{desk.url}/people")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".table a:focus")).to_have_text("Valeria Montt")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/*")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{desk.url}/?view=all")
    at = page.evaluate("navigation.currentEntry.index")
    page.locator("a.row", has_text="Dmitri").click()
    expect(page.locator("#talk .bubble")).to_be_visible()
    page.locator("#talk-head [data-back]").click()
    expect(page.locator("#list")).to_be_visible()
    assert page.evaluate("navigation.currentEntry.index") == at
