"""From one conversation to the next: after an ending, while one is loading, and with a reply that has not left."""

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.stories.desks import Desk
from tests.stories.pages import FRAMES, enter
from tests.stories.test_lists_in_the_browser import crowd

pytestmark = pytest.mark.timeout(240)


def opened(page: Page, words: str) -> None:
    """That conversation stands open, its row marked."""
    expect(page.locator("a.row[aria-current]")).to_contain_text(words)
    number = page.locator("#work").get_attribute("data-case")
    assert page.url.split("/cases/")[1].startswith(f"{number}?")


def ends(page: Page) -> None:
    page.keyboard.press("e")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("Ya quedó")
    page.keyboard.press("Control+Enter")


def test_after_an_ending_the_next_one_opens_and_undoing_brings_the_old_one_back(page: Page, desk: Desk) -> None:
    crowd(desk, 4)
    enter(page, desk)
    page.locator("a.row", has_text="Consulta 1").click()
    expect(page.locator("#work[data-case]")).to_be_visible()
    ends(page)
    expect(page.locator("a.row", has_text="Consulta 1")).to_have_count(0)
    opened(page, "Consulta 2")
    expect(page.locator("a.row[aria-current]")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator("a.row[aria-current]", has_text="Consulta 1")).to_be_visible()
    opened(page, "Consulta 1")
    expect(page.locator("#resolve-button")).to_be_visible()
    page.locator("a.row", has_text="Consulta 3").click()
    opened(page, "Consulta 3")
    page.keyboard.press("r")
    page.keyboard.type("Ya quedó")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("Lo arregló")
    page.keyboard.press("Control+Enter")
    expect(page.locator("a.row", has_text="Consulta 3")).to_have_count(0)
    opened(page, "Consulta 2")  # the last one of the list leads to the one before
    expect(page.locator("a.row[aria-current]")).to_be_focused()  # nor is its answer where one wrote the other


def test_an_old_answer_does_not_take_the_undoing_of_an_ending_away(page: Page, desk: Desk) -> None:
    """What was asked for before the end shows the case as open: that does not mean that somebody opened it again."""
    crowd(desk, 1)
    enter(page, desk)
    page.locator("a.row", has_text="Consulta 0").click()
    expect(page.locator("#resolve-button")).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("Ya quedó")

    held: list[tuple[Route, APIResponse]] = []
    page.route("**/cases/*/news*", lambda route: held.append((route, route.fetch())), times=1)
    page.evaluate("document.getElementById('work').dispatchEvent(new CustomEvent('refresh'))")
    while not held:
        page.evaluate(FRAMES)
    page.keyboard.press("Control+Enter")
    undo = page.locator("quiet-toast button[hx-delete]")
    expect(undo).to_be_visible()
    [(route, answer)] = held
    with page.expect_response("**/cases/*/news*"):
        route.fulfill(response=answer)
    page.evaluate(FRAMES)
    with page.expect_response("**/rows*"):  # asked for after the end, while the case still looks open
        page.evaluate("document.querySelector('[data-watches~=list]').dispatchEvent(new CustomEvent('refresh'))")
    page.evaluate(FRAMES)
    undo.click()
    expect(page.locator("#resolve-button")).to_be_visible()


def test_a_key_waits_for_the_conversation_that_is_being_opened(page: Page, desk: Desk) -> None:
    crowd(desk, 3)
    enter(page, desk)
    page.locator("a.row", has_text="Consulta 0").click()
    expect(page.locator("#work[data-case]")).to_be_visible()
    first = page.locator("#work").get_attribute("data-case")

    held: list[Route] = []
    page.route("**/cases/*?view=*", lambda route: held.append(route))
    with page.expect_request("**/cases/*?view=*"):
        page.keyboard.press("]")
    page.keyboard.press("e")
    page.keyboard.press("a")
    expect(page.locator("#toasts")).to_contain_text("se está abriendo")
    assert page.locator("#work").get_attribute("data-case") == first
    expect(page.locator("dialog[open]")).to_have_count(0)
    [route] = held
    route.continue_()
    expect(page.locator("#resolve[open]")).to_be_visible()
    opened(page, "Consulta 1")


def test_the_last_opened_wins_however_slow_the_first_one_is(page: Page, desk: Desk) -> None:
    crowd(desk, 3)
    enter(page, desk)
    slow = page.locator("a.row", has_text="Consulta 0")
    number = (slow.get_attribute("href") or "").split("/")[2].split("?")[0]
    held: list[Route] = []
    page.route(f"**/cases/{number}?view=*", lambda route: held.append(route))
    with page.expect_request(f"**/cases/{number}?view=*"):
        slow.click()
    with page.expect_event("requestfailed", lambda given_up: f"/cases/{number}?" in given_up.url):
        page.locator("a.row", has_text="Consulta 2").click()
    opened(page, "Consulta 2")
    for route in held:
        route.continue_()
    page.evaluate(FRAMES)
    expect(page.locator("#work")).not_to_have_attribute("data-case", number)
    opened(page, "Consulta 2")


def test_a_reply_that_has_not_left_follows_where_one_goes(page: Page, desk: Desk) -> None:
    desk.twin.customer("+56900000047", name="Dmitri Sokolov").writes("Добрый день")
    valeria = desk.twin.customer("+56900000048", name="Valeria Montt")
    valeria.writes("Hola")
    enter(page, desk)
    page.goto(f"{desk.url}/?view=all")
    page.locator("a.row", has_text="Valeria Montt").click()
    for away in ("a.row >> text=Dmitri Sokolov", "#rail-people"):
        page.fill("#words", "Ya lo mrio")
        page.locator("#words").press("Control+Enter")
        expect(page.locator(".turn.is-house leaving-soon")).to_be_visible()
        page.locator(away).click()
        toast = page.locator("#toasts leaving-soon")
        expect(toast).to_contain_text("Valeria Montt")
        toast.locator("[data-undo]").click()
        expect(page.locator("#words")).to_have_value("Ya lo mrio")
        expect(page.locator("#talk")).to_have_attribute("aria-label", "Conversación con Valeria Montt")
    assert valeria.inbox == []
