"""A long list in a real browser: it stays where one looks while rows come and go, and says what it cannot fetch."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from recado.desk.cases.models import Case, Label, Labelling
from recado.desk.core.time import now
from recado.desk.people.models import Organisation, Person
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter

pytestmark = pytest.mark.timeout(300)
FETCHED = """() => { const list = document.querySelector("list-pages"); return !list.later && !list.asking.length; }"""


def crowd(desk: Desk, count: int) -> None:
    """So many cases of Ada's, one word older than the other, all of one person."""
    at = now() - timedelta(hours=1)
    lumen = Organisation.objects.create(name="Lumen Óptica", made_at=at, updated_at=at)
    person = Person.objects.create(name="Dmitri Sokolov", organisation=lumen, met_at=at)
    cases = Case.objects.bulk_create(
        Case(
            person=person, team=desk.ada.teams.first(), assignee=desk.ada, last_words=f"Consulta {n}", opened_at=at,
            last_message_at=at - timedelta(minutes=n), updated_at=at,
        )
        for n in range(count)
    )  # fmt: skip
    label = Label.objects.create(name="Urgente", tint=2, made_at=at)
    Labelling.objects.create(case=cases[0], label=label, by=desk.ada.actor, at=at)


def top(page: Page, words: str) -> float:
    """Where a row stands on the screen."""
    box = page.locator("a.row", has_text=words).bounding_box()
    assert box
    return box["y"]


def scroll(page: Page, to: int) -> None:
    page.evaluate("to => { document.querySelector('#rows').scrollTop = to }", to)


def to_the_last(page: Page, words: str) -> None:
    """Scroll to the end, page by page as they come, until the last row says these words."""
    last = page.locator("#rows a.row").last
    while words not in last.all_text_contents()[0]:
        before = last.get_attribute("href") or ""
        scroll(page, 10_000_000)
        expect(last).not_to_have_attribute("href", before)


def test_thousands_of_rows_scroll_on_and_what_is_far_is_folded(page: Page, desk: Desk) -> None:
    crowd(desk, 1200)
    enter(page, desk)
    expect(page.locator("a.row").first).to_contain_text("Consulta 0")
    to_the_last(page, "Consulta 1199")
    expect(page.locator("a.row", has_text="Consulta 1199")).to_be_visible()
    assert page.locator("#rows *").count() < 12_000
    scroll(page, 0)
    expect(page.locator("a.row", has_text="Consulta 0").first).to_be_visible()
    assert (
        page.evaluate("new Set([...document.querySelectorAll('#rows li[id]')].map(r => r.id)).size")
        == page.locator("#rows li[id]").count()
    )


def test_what_arrives_above_moves_neither_the_eye_nor_the_focus(page: Page, desk: Desk) -> None:
    crowd(desk, 90)
    enter(page, desk)
    scroll(page, 900)
    row = page.locator("a.row", has_text="Consulta 14")
    row.focus()
    page.wait_for_function(FETCHED)
    before = top(page, "Consulta 14")
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    expect(page.locator("a.row", has_text="Valeria Montt")).to_have_count(1)
    expect(row).to_be_focused()
    assert abs(top(page, "Consulta 14") - before) < 2
    page.keyboard.press("j")
    expect(page.locator("a.row", has_text="Consulta 15")).to_be_focused()


def test_the_open_row_stays_until_one_moves_on(page: Page, desk: Desk) -> None:
    crowd(desk, 5)
    enter(page, desk)
    page.locator("a.row", has_text="Consulta 2").click()
    expect(page.locator("#work[data-case]")).to_be_visible()
    page.keyboard.press("a")
    page.locator("#assign").get_by_text("Bruno Rey").click()
    expect(page.locator("#view-mine .count")).to_have_text("4")
    expect(page.locator("a.row", has_text="Consulta 2")).to_have_count(1)
    page.locator("a.row", has_text="Consulta 3").click()
    expect(page.locator("a.row", has_text="Consulta 2")).to_have_count(0)


def test_the_open_row_that_belongs_elsewhere_says_what_is_so_now(page: Page, desk: Desk) -> None:
    """What somebody else does to it shows there too: whose it is, and what was said last."""
    crowd(desk, 5)
    enter(page, desk)
    row = page.locator("a.row", has_text="Consulta 2")
    number = (row.get_attribute("href") or "").split("?")[0]
    row.click()
    expect(page.locator("#work[data-case]")).to_be_visible()
    page.keyboard.press("a")
    page.locator("#assign").get_by_text("Bruno Rey").click()
    open_row = page.locator(f"li.is-leaving a.row[href^='{number}?']")
    expect(open_row.locator(".owner")).to_have_attribute("title", "Bruno Rey")
    Case.objects.filter(last_words="Consulta 2").update(last_words="Una cosa más")
    page.evaluate("document.querySelector('#rows').dispatchEvent(new CustomEvent('refresh'))")
    expect(open_row).to_contain_text("Una cosa más")
    expect(page.locator("li.is-leaving")).to_have_count(1)
    expect(page.locator("#rows li[id] .say")).to_have_text(
        ["Consulta 0", "Consulta 1", "Una cosa más", "Consulta 3", "Consulta 4"]
    )


def test_the_order_is_chosen_and_remembered(page: Page, desk: Desk) -> None:
    crowd(desk, 3)
    Case.objects.filter(last_words="Consulta 2").update(due_at=now() - timedelta(minutes=3), due_state="late")
    enter(page, desk)
    expect(page.locator("a.row").first).to_contain_text("Consulta 2")
    page.click("[popovertarget=ordering]")
    page.locator("#ordering button").last.click()
    expect(page.locator("a.row").first).to_contain_text("Consulta 0")
    page.reload()
    expect(page.locator("a.row").first).to_contain_text("Consulta 0")
    assert complaints(page) == []


def test_dk1_what_cannot_be_fetched_says_so_and_comes_back(page: Page, desk: Desk) -> None:
    """DK1: the connection goes and comes; nothing is lost of what happened meanwhile."""
    crowd(desk, 3)
    enter(page, desk)
    page.context.set_offline(True)
    page.evaluate("document.querySelector('#rows').dispatchEvent(new CustomEvent('refresh'))")
    expect(page.locator("[data-trouble]").first).to_be_visible()
    page.locator("[data-again]").first.click()
    expect(page.locator("[data-trouble]").first).to_be_visible()
    expect(page.locator("#offline")).to_be_visible()
    assert complaints(page) == []
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola")
    page.context.set_offline(False)
    expect(page.locator("[data-trouble]").first).to_be_hidden()
    expect(page.locator("a.row", has_text="Valeria Montt")).to_be_visible(timeout=30_000)
