"""A group in a real browser: read, chosen from by keys alone and by mouse, a case opened and taken back (W8)."""

import pytest
from playwright.sync_api import Page, expect

from recado.desk.cases.models import Case
from recado.desk.core.time import now
from tests.stories.desks import Desk
from tests.stories.pages import enter
from tests.stories.test_cases_in_the_browser import in_both_lights

pytestmark = pytest.mark.timeout(300)
SAID = (
    ("Valeria Montt", "+56900000048", "Buenos días a todos, hoy seguimos con el segundo piso"),
    ("Dmitri Sokolov", "+56900000047", "La lámpara del pasillo no enciende"),
    ("Dmitri Sokolov", "+56900000047", "Probamos otra ampolleta y tampoco"),
    ("Valeria Montt", "+56900000048", "Es la del ascensor, la de la izquierda"),
)


@pytest.fixture
def said(desk: Desk) -> list[str]:
    """What was written in the group, in order: each some seconds after the one before."""
    begun = int(now().timestamp()) - 90
    for place, (name, number, words) in enumerate(SAID):
        written = str(begun + 15 * place)
        desk.twin.customer(number, name=name).writes(words, group_id="G.17", timestamp=written)
    return [words for _, _, words in SAID]


def read(page: Page, desk: Desk, said: list[str]) -> None:
    """Ada comes to the group by the menu of views."""
    enter(page, desk)
    page.click("#views-button")
    page.locator("#views a.menu-item[href='/groups']").click()
    expect(page.locator("#groups a.row")).to_contain_text(said[-1])
    page.locator("#groups a.row").press("Enter")
    expect(page.locator("#flow .bubble")).to_have_count(4)


def test_W8_a_case_is_opened_by_keys_alone_and_taken_back(page: Page, desk: Desk, said: list[str]) -> None:
    read(page, desk, said)
    expect(page.locator("#flow .from")).to_have_text(["Valeria Montt", "Dmitri Sokolov", "Valeria Montt"])
    assert in_both_lights(page, "group") == []
    button = page.locator("#open-case-button")
    expect(button).to_have_attribute("aria-disabled", "true")
    page.locator("#groups a.row").press("ArrowUp")
    expect(page.locator("#flow .bubble").last.locator(".choice")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    expect(page.locator(".choice:checked")).to_have_count(2)
    expect(page.locator("#opening [role=status]")).to_contain_text("2")
    assert in_both_lights(page, "chosen") == []
    page.keyboard.press("o")
    expect(page.locator("#work[data-case]")).to_be_visible()
    case = Case.objects.get()
    expect(page).to_have_url(f"{desk.url}/cases/{case.pk}")
    assert (case.person.name, case.subject) == ("Dmitri Sokolov", said[1])
    expect(page.locator("#flow .lies-in")).to_have_count(2)
    expect(page.locator("#toasts")).to_contain_text(str(case.pk))
    assert in_both_lights(page, "opened") == []
    page.locator("#toasts [hx-delete]").click()
    expect(page.locator("#work[data-group]")).to_be_visible()
    expect(page.locator(".choice")).to_have_count(4)
    case.refresh_from_db()
    assert case.deleted_at is not None


def test_W8_by_mouse_on_a_phone_while_others_write(page: Page, desk: Desk, said: list[str]) -> None:
    """What is chosen stays so while words come in; the message then names its case."""
    page.set_viewport_size({"width": 390, "height": 844})
    enter(page, desk, to="/groups")
    page.locator("#groups a.row").press("Enter")
    expect(page.locator("#talk")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#flow .bubble").last.locator(".choice")).to_be_focused()
    page.locator("#flow .bubble", has_text=said[1]).click()
    expect(page.locator(".choice:checked")).to_have_count(1)
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("¿Alguien viene hoy?", group_id="G.17")
    expect(page.locator("#flow .bubble")).to_have_count(5)
    expect(page.locator(".choice:checked")).to_have_count(1)
    page.click("#open-case-button")
    expect(page.locator("#work[data-case]")).to_be_visible()
    case = Case.objects.get()
    page.goto(f"{desk.url}/groups")
    page.locator("#groups a.row").click()
    expect(page.locator(".lies-in a")).to_have_attribute("href", f"/cases/{case.pk}")
    expect(page.locator(".choice")).to_have_count(4)
    assert in_both_lights(page, "group-with-case") == []
