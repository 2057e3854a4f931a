"""Keeping the card file, in a real browser: find, edit, merge, undo, bring a list; and nothing in anybody's way."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from recado.desk.people import adding, organising
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter

pytestmark = pytest.mark.timeout(240)
MERGE = "#person-head .button:not(.is-primary)"
LIST = "nombre;correo;plan\nRosa Quidel;rosa@espiga.example;Plus\nPedro Soto;pedro sin arroba;Plus\n"
SIZES = ((1440, 900), (390, 844))


def in_both_themes(page: Page) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        found += [f"{scheme} {one}" for one in complaints(page)]
    return found


def compared(page: Page) -> None:
    """Whom to merge with is chosen by keys, and both stand beside each other."""
    page.locator(MERGE).press("Enter")
    page.locator("#merge-with").press_sequentially("vale m", delay=30)
    expect(page.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".merge-preview")).to_contain_text("valeria@lumen.example")
    expect(page.locator(".dialog .is-primary")).to_be_focused()


def test_F9_somebody_is_found_described_and_merged_with_undo(page: Page, desk: Desk) -> None:
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    twice = adding.add(name="Vale M.", addresses=[("email", "", "valeria@lumen.example")], by=desk.ada.actor)
    organising.found(name="Lumen Óptica", segment="Corporate", by=desk.ada.actor)
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    enter(page, desk, to="/people")
    expect(page.locator(".people-table tbody tr")).to_have_count(2)

    page.locator("#filter").press_sequentially("montt", delay=30)
    expect(page.locator(".people-table tbody tr")).to_have_count(1)
    page.locator(".people-table a", has_text="Valeria Montt").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#story .story-line")).to_contain_text("Hola, el código QR no aparece")

    page.locator("#about .tool").press("Enter")
    expect(page.locator("#name")).to_be_focused()
    page.fill("#roles", "jefa de tienda")
    page.keyboard.press("Enter")
    expect(page.locator("#person-head")).to_contain_text("jefa de tienda")
    expect(page.locator("#about .tool")).to_be_focused()

    page.locator("#properties header .button").press("Enter")
    expect(page.locator("#property")).to_be_focused()
    page.keyboard.type("plan")
    page.fill("#property-value", "Plus")
    page.keyboard.press("Enter")
    expect(page.locator("#properties")).to_contain_text("Plus")
    page.locator("#properties li .tool").nth(-2).press("Enter")
    expect(page.locator("#property-value")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#properties li .tool").nth(-2)).to_be_focused()
    page.locator("#properties li .tool").last.click()
    expect(page.locator("#properties")).not_to_contain_text("Plus")
    page.locator("quiet-toast button[hx-delete]").last.click()
    expect(page.locator("#properties")).to_contain_text("Plus")

    page.locator("#organisation .tool").press("Enter")
    page.locator("#pick-organisation").press_sequentially("lumen", delay=30)
    expect(page.locator("[role=option]").first).to_contain_text("Lumen Óptica")
    page.keyboard.press("Enter")
    expect(page.locator("#organisation")).to_contain_text("Corporate")
    expect(page.locator("#organisation .tool")).to_be_focused()

    compared(page)
    page.keyboard.press("Escape")
    expect(page.locator(MERGE)).to_be_focused()  # though the dialogue was drawn anew meanwhile
    compared(page)
    assert in_both_themes(page) == []
    page.locator(".dialog footer .button").first.click()
    expect(page.locator(".merge-preview s")).to_have_text("Vale M.")
    page.locator(".dialog .is-primary").press("Enter")
    expect(page.locator("#merges")).to_contain_text("Vale M.")
    expect(page.locator("#addresses")).to_contain_text("valeria@lumen.example")
    page.locator("quiet-toast button[hx-delete]").click()
    page.wait_for_url(f"{desk.url}/people/{twice.pk}")
    expect(page.locator("#addresses")).to_contain_text("valeria@lumen.example")
    assert broken == []


def test_a_list_with_a_wrong_row_is_brought_and_taken_back(page: Page, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "clientes.csv"
    file.write_text(LIST)
    enter(page, desk, to="/people/imports")
    assert in_both_themes(page) == []
    page.set_input_files("#file", file)
    expect(page.locator("[data-name]")).to_have_text("clientes.csv")
    page.locator("form .is-primary").click()
    expect(page.locator(".table", has_text="pedro sin arroba").first).to_be_visible(timeout=30_000)
    assert in_both_themes(page) == []
    page.locator("#import .is-primary").click()
    undo = page.locator("#import button[hx-delete]")
    expect(undo).to_be_visible(timeout=30_000)
    page.goto(f"{desk.url}/people")
    expect(page.locator(".people-table")).to_contain_text("Rosa Quidel")
    expect(page.locator(".people-table")).not_to_contain_text("Pedro Soto")
    page.go_back()
    undo.click()
    expect(page.locator("#import")).to_contain_text("Lo que alguien cambió después quedó como está", timeout=30_000)
    page.goto(f"{desk.url}/people")
    expect(page.locator(".people-table")).to_have_count(0)


def test_nothing_serious_stands_in_the_way_on_pages_of_people(page: Page, desk: Desk) -> None:
    """Every page and each dialogue, wide and narrow, light and dark, as axe sees it."""
    ada = desk.ada.actor
    lumen = organising.found(name="Lumen Óptica", segment="Corporate", domains=["lumen.example"], by=ada)
    one, other = (
        adding.add(name="Valeria Montt", addresses=[("email", "", f"{name}@lumen.example")], language="es", by=ada)
        for name in ("valeria", "montt")
    )
    enter(page, desk, to="/people")
    places = ["/people", "/organisations", "/people/duplicates", f"/people/{one.pk}", f"/organisations/{lumen.pk}"]
    places += [f"/people/{one.pk}?edit={panel}" for panel in ("about", "addresses", "organisation", "properties")]
    found: dict[str, list[str]] = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for place in places:
            page.goto(desk.url + place)
            found[f"{place} {width}"] = in_both_themes(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (place, width)
        page.goto(f"{desk.url}/people")
        page.locator("[hx-get='/people/new']").click()
        expect(page.locator("dialog[open]")).to_be_visible()
        found[f"new {width}"] = in_both_themes(page)
        page.keyboard.press("Escape")
        page.goto(f"{desk.url}/people/duplicates")
        page.locator(f"[hx-get='/people/{one.pk}/merge?with={other.pk}']").click()
        expect(page.locator("dialog[open] .merge-preview")).to_be_visible()
        found[f"merge {width}"] = in_both_themes(page)
    assert found == {name: [] for name in found}
