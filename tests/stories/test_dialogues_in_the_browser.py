"""Is all that lies behind an open dialogue out of reach: for Tab, for the pointer, for who listens to the page?"""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from recado.desk.people import adding
from tests.stories.desks import Desk
from tests.stories.pages import enter
from tests.stories.test_lists_in_the_browser import crowd

pytestmark = pytest.mark.timeout(240)
REACHED = {"link", "button", "textbox", "combobox", "option", "switch", "tab", "heading", "log"}
"""What one who listens jumps to."""
WHERE = "() => document.activeElement.closest('dialog')?.id"
ROUND = 14


def within(node: dict[str, Any]) -> set[int]:
    """The browser's numbers of an element and of all it holds."""
    held = node.get("children", [])
    return {node["backendNodeId"]}.union(*map(within, held))


def heard_behind(page: Page, dialogue: str) -> list[str]:
    """What a screen reader is told of beside the dialogue: the browser's own tree, as it hands it on."""
    asked = page.context.new_cdp_session(page)
    root = asked.send("DOM.getDocument", {"depth": 0})["root"]
    found = asked.send("DOM.querySelector", {"nodeId": root["nodeId"], "selector": dialogue})
    inner = within(asked.send("DOM.describeNode", {"nodeId": found["nodeId"], "depth": -1})["node"])
    told = asked.send("Accessibility.getFullAXTree")["nodes"]
    asked.detach()
    return [
        f"{one['role']['value']} {one.get('name', {}).get('value', '')}"
        for one in told
        if not one["ignored"] and one["role"]["value"] in REACHED and one.get("backendDOMNodeId") not in inner
    ]


def walked(page: Page) -> set[str]:
    """The dialogues that hold what Tab comes to, on and back."""
    found = []
    for step in ("Tab", "Shift+Tab"):
        for _ in range(ROUND):
            page.keyboard.press(step)
            found.append(page.evaluate(WHERE))
    return set(found)


def test_nothing_behind_a_dialogue_is_reached_by_any_way(page: Page, desk: Desk) -> None:
    crowd(desk, 3)
    enter(page, desk)
    page.locator("a.row", has_text="Consulta 1").click()
    expect(page.locator("#resolve-button")).to_be_visible()
    opened, at = page.locator("a.row[aria-current]"), page.url
    opened.focus()
    other = page.locator("a.row", has_text="Consulta 2").bounding_box()
    assert other
    for key, dialogue in (("?", "keys"), ("Control+k", "palette"), ("e", "resolve")):
        page.keyboard.press(key)
        shown = page.locator(f"#{dialogue}[open][aria-modal=true]")
        expect(shown).to_be_visible()
        assert heard_behind(page, f"#{dialogue}") == ["log Lo que acaba de pasar"]
        assert walked(page) == {dialogue}
        page.evaluate("document.querySelector('#talk button').focus()")
        assert page.evaluate(WHERE) == dialogue
        page.mouse.click(other["x"] + 40, other["y"] + 10)
        assert page.url == at
        if dialogue != "palette":  # that one leaves by a click beside it
            assert page.evaluate(WHERE) == dialogue
            page.keyboard.press("Escape")
        expect(shown).to_be_hidden()
        expect(page.locator("page-veil")).to_have_count(0)
        expect(opened).to_be_focused()
    assert "link Personas" in heard_behind(page, "#keys")


def test_a_dialogue_that_goes_with_its_conversation_leaves_nothing_behind(page: Page, desk: Desk) -> None:
    crowd(desk, 3)
    enter(page, desk)
    page.locator("a.row", has_text="Consulta 1").click()
    expect(page.locator("#resolve-button")).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("Ya quedó")
    page.keyboard.press("Control+Enter")
    expect(page.locator("a.row[aria-current]", has_text="Consulta 2")).to_be_focused()
    expect(page.locator("page-veil")).to_have_count(0)
    expect(page.locator("#list, #talk, #rail-people").and_(page.locator("[aria-hidden=true] *"))).to_have_count(0)
    page.keyboard.press("?")
    expect(page.locator("#keys[open]")).to_be_visible()


def test_an_answer_that_comes_late_takes_no_focus_from_a_dialogue(page: Page, desk: Desk) -> None:
    """What is typed goes where one types, though the page behind says now that it kept what was changed before."""
    adding.add(name="Vale M.", addresses=[("email", "", "valeria@lumen.example")], by=desk.ada.actor)
    late: list[Route] = []
    page.route("**/people/*", lambda route: late.append(route) if route.request.method == "PUT" else route.continue_())
    enter(page, desk, to="/people")
    page.locator(".people-table a", has_text="Vale M.").press("Enter")
    page.locator("#about .tool").press("Enter")
    expect(page.locator("#name")).to_be_focused()
    page.fill("#roles", "jefa de tienda")
    page.keyboard.press("Enter")
    page.locator("#person-head .button:not(.is-primary)").press("Enter")
    expect(page.locator("#merge-with")).to_be_focused()
    page.keyboard.type("mon")
    late.pop().continue_()
    expect(page.locator("#person-head")).to_contain_text("jefa de tienda")
    page.keyboard.type("tt")
    expect(page.locator("#merge-with")).to_have_value("montt")
