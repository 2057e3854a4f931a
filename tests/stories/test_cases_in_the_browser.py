"""A case that becomes part of another, or is deleted, in a real browser: by mouse and by keys alone."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from recado.desk.cases import opening
from recado.desk.cases.models import Case
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent, Role
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter

pytestmark = pytest.mark.timeout(300)


def pictured(page: Page, name: str) -> None:
    """A picture for eyes, where somebody asked for it (`STORY_PICTURES=/tmp/pictures`)."""
    if kept := os.environ.get("STORY_PICTURES"):
        page.screenshot(path=str(Path(kept) / f"{name}.png"))


def in_both_lights(page: Page, name: str) -> list[str]:
    """What axe finds serious, on a desktop and a phone."""
    found = []
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            pictured(page, f"{name}-{width}-{scheme}")
            found += complaints(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    return found


@pytest.fixture
def two(page: Page, desk: Desk) -> tuple[Case, Case]:
    """What Valeria wrote, and what she said on the phone about the same; the first stands open."""
    Agent.objects.filter(pk=desk.ada.pk).update(role=Role.LEAD)
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    enter(page, desk)
    page.goto(f"{desk.url}/?view=all")
    page.locator("a.row", has_text="Valeria Montt").click()
    expect(page.locator("#work[data-case]")).to_be_visible()
    person = Person.objects.get(name="Valeria Montt")
    called = opening.open_by_hand(
        person=person, subject="Llamó por el código QR", team=desk.ada.teams.get(), by=desk.ada.actor
    )
    return Case.objects.exclude(pk=called.pk).get(), called


def test_a_case_becomes_part_of_another_by_keys_alone(page: Page, desk: Desk, two: tuple[Case, Case]) -> None:
    gone, into = two
    page.locator("#flow").focus()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-field")).to_be_focused()
    expect(page.locator("#palette-list [data-key=merge]")).to_be_visible()
    page.keyboard.type("fusionar")
    expect(page.locator("#palette-list [role=option][aria-selected=true]")).to_have_attribute("data-key", "merge")
    page.keyboard.press("Enter")
    expect(page.locator("#merge-with")).to_be_focused()
    expect(page.locator("#fate-dialog")).to_contain_text("Llamó por el código QR")
    assert in_both_lights(page, "merge") == []
    page.locator("#merge-with").fill(str(into.pk))
    expect(page.locator("#merge-with-list [role=option]")).to_have_count(1)
    page.locator("#merge-with-list .clip").last.evaluate("words => (words.textContent = words.textContent.repeat(30))")
    assert page.locator("#fate-dialog").evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")
    page.keyboard.press("Enter")
    expect(page.locator("#merge-now")).to_be_focused()
    assert in_both_lights(page, "preview") == []
    page.keyboard.press("Enter")
    expect(page.locator(f"#work[data-case='{into.pk}']")).to_be_visible()
    expect(page.locator("#fate-dialog")).to_have_count(0)
    expect(page.locator("#flow")).to_contain_text("Hola, el código QR no aparece")
    expect(page).to_have_url(f"{desk.url}/cases/{into.pk}?view=all")
    page.goto(f"{desk.url}/cases/{gone.pk}")
    expect(page).to_have_url(f"{desk.url}/cases/{into.pk}?from={gone.pk}")
    expect(page.locator("#fate")).to_contain_text(str(gone.pk))
    assert in_both_lights(page, "merged") == []
    page.locator(f"#part-{gone.pk}").click()
    expect(page.locator(f"#work[data-case='{gone.pk}']")).to_be_visible()
    expect(page.locator("#flow")).to_contain_text("Hola, el código QR no aparece")


def test_a_case_is_deleted_by_mouse_and_comes_back(page: Page, desk: Desk, two: tuple[Case, Case]) -> None:
    case, _called = two
    page.locator("#more-button").click()
    expect(page.locator("#delete-button")).to_be_visible()
    pictured(page, "menu")
    page.locator("#delete-button").click()
    expect(page.locator("#why-deleted")).to_be_focused()
    assert in_both_lights(page, "delete") == []
    page.fill("#why-deleted", "Una prueba")
    page.locator("#fate-dialog .is-danger").click()
    expect(page.locator("#deleted-title")).to_be_visible()
    expect(page.locator(f"#case-{case.pk}.is-leaving")).to_be_visible()
    undone(page)
    expect(page.locator("#toasts")).to_contain_text(f"{case.pk} está aquí de nuevo")
    is_whole(page, case, "Hola, el código QR no aparece")


def test_two_cases_are_merged_by_mouse_and_taken_apart(page: Page, desk: Desk, two: tuple[Case, Case]) -> None:
    gone, into = two
    page.locator("#more-button").click()
    page.locator("#merge-button").click()
    page.locator("#fate-dialog").get_by_role("button", name="Elegir").click()
    page.locator("#merge-now").click()
    expect(page.locator(f"#work[data-case='{into.pk}']")).to_be_visible()
    expect(row(page, gone)).to_have_count(0)
    undone(page)
    is_whole(page, gone, "Hola, el código QR no aparece")
    row(page, into).click()
    expect(page.locator(f"#work[data-case='{into.pk}']")).to_be_visible()
    expect(page.locator("#flow")).not_to_contain_text("Hola, el código QR no aparece")


def row(page: Page, case: Case) -> Locator:
    """Where the case stands in the list; not the place that is kept for one that leaves."""
    return page.locator(f"#case-{case.pk}:not(.is-leaving) a.row")


def undone(page: Page) -> None:
    page.locator("#toasts").get_by_role("button", name="Deshacer").click()


def is_whole(page: Page, case: Case, words: str) -> None:
    """It stands open again with what was said, with a box to answer in, and in the list."""
    expect(page.locator(f"#work[data-case='{case.pk}']")).to_be_visible()
    expect(page.locator("#fate-dialog")).to_have_count(0)
    expect(page.locator("#flow")).to_contain_text(words)
    expect(page.locator("#words")).to_be_visible()
    expect(row(page, case)).to_be_visible()
