"""Setting up a house in a real browser: labels, a team with hours, an invitation, a number tested; and the way back."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from recado.desk.staff.models import Agent, Role
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter

pytestmark = pytest.mark.timeout(300)
PAGES = ("teams", "agents", "labels", "channels", "channels/new/whatsapp", "languages", "appearance")


@pytest.fixture
def head(page: Page, desk: Desk) -> Page:
    """Ada's page; she runs Recado here and reads English."""
    Agent.objects.filter(pk=desk.ada.pk).update(role=Role.ADMIN, language="en")
    return enter(page, desk, to="/settings/labels")


def undo(page: Page) -> None:
    page.locator("#toasts button", has_text="Undo").last.click()
    expect(page.locator("#toasts")).to_contain_text("Undone.")


def test_n1_a_label_comes_goes_and_says_what_is_wrong(head: Page) -> None:
    head.get_by_role("button", name="Add label").click()
    expect(head.locator("#name-error")).to_be_visible()
    head.fill("#name", "Billing")
    head.keyboard.press("Enter")
    expect(head.locator("#setting .label")).to_have_text("Billing")
    head.get_by_role("button", name="Change Billing").press("Enter")
    expect(head.locator("#name")).to_be_focused()
    expect(head.locator("#name")).to_have_value("Billing")
    undo(head)
    expect(head.locator("#setting .label")).to_have_count(0)


def test_a_label_is_renamed_by_keys_and_the_focus_comes_back_to_its_line(head: Page) -> None:
    head.locator("#name").press_sequentially("Billing")
    head.keyboard.press("Enter")
    expect(head.locator("#setting .label")).to_have_text("Billing")
    head.locator("[id^=label-]").press("Enter")
    expect(head.locator("#name")).to_be_focused()
    expect(head.locator("#name")).to_have_value("Billing")
    head.keyboard.press("End")
    head.keyboard.type(" office")
    head.keyboard.press("Enter")
    expect(head.locator("#setting .label")).to_have_text("Billing office")
    expect(head.locator("[id^=label-]")).to_be_focused()
    head.keyboard.press("z")
    expect(head.locator("#setting .label")).to_have_text("Billing")


def test_a_team_is_formed_with_hours_a_promise_and_a_deadline_tried_out(head: Page, desk: Desk) -> None:
    head.goto(f"{desk.url}/settings/teams")
    head.fill("#name", "Billing")
    head.keyboard.press("Enter")
    head.wait_for_url(f"{desk.url}/settings/teams/billing")
    head.click("#edit-hours")
    head.fill("#tue", "noon")
    head.get_by_role("button", name="Save the hours").click()
    expect(head.locator("#tue-error")).to_be_visible()
    head.fill("#tue", "9-13, 14-18")
    head.get_by_role("button", name="Save the hours").click()
    expect(head.locator(".week")).to_contain_text("9:00–13:00, 14:00–18:00")
    head.fill("#since", "2026-11-24T12:30")
    head.fill("#trial_hours", "1")
    head.get_by_role("button", name="Try it").click()
    expect(head.locator(".trial output")).to_contain_text("Due Tuesday 24 November, 14:30")
    head.locator("#setting [id^=undo-]").first.click()
    expect(head.locator(".week")).not_to_contain_text("14:00–18:00")


def test_what_is_half_filled_in_stays_while_another_form_is_saved(head: Page, desk: Desk) -> None:
    head.goto(f"{desk.url}/settings/teams/{desk.support.key}")
    head.fill("#hours", "10-12")
    head.fill("#promised_hours", "3")
    head.keyboard.press("Enter")
    expect(head.locator("#promise-head + p")).to_contain_text("3 h")
    expect(head.locator("#hours")).to_have_value("10-12")
    expect(head.locator("#promised_hours")).to_have_value("3")
    expect(head.get_by_role("button", name="Save the promise")).to_be_focused()
    head.fill("#name", "Help")
    head.keyboard.press("Escape")
    expect(head.get_by_role("button", name="Save the name")).to_be_focused()
    head.keyboard.press("z")
    expect(head.locator("#toasts")).to_contain_text("Undone.")
    expect(head.locator("#promised_hours")).to_have_value("0")
    expect(head.locator("#name")).to_have_value("Help")
    expect(head.locator("#hours")).to_have_value("10-12")


def test_somebody_is_invited_and_joins(head: Page, desk: Desk, browser: object) -> None:
    head.goto(f"{desk.url}/settings/agents")
    head.fill("#name", "Elena Paz")
    head.fill("#email", "elena@hilandera.example")
    head.keyboard.press("Enter")
    expect(head.locator("#link")).to_be_focused()
    link = head.locator("#link").input_value()
    assert head.evaluate("getSelection().toString()") == link
    head.keyboard.press("Tab")
    head.keyboard.press("Enter")
    expect(head.locator("#heard")).to_contain_text("Copied")
    expect(head.get_by_role("button", name="Copy the link")).to_be_focused()
    context: BrowserContext = browser.new_context(locale="en-GB")  # type: ignore[attr-defined]
    theirs = context.new_page()
    theirs.goto(f"{desk.url}{link[link.index('/invitations') :]}")
    theirs.locator("input[type=password]").first.fill("hilo y aguja larga 7")
    theirs.locator(".gate .is-primary").click()
    theirs.wait_for_url(f"{desk.url}/")
    expect(theirs.locator("#me .title")).to_have_text("Elena Paz")
    context.close()
    head.reload()
    expect(head.locator("tr", has_text="Elena Paz")).to_contain_text("here")


def test_a_number_is_connected_and_the_test_passes_and_then_fails(head: Page, desk: Desk) -> None:
    twin = desk.twin.setup
    head.goto(f"{desk.url}/settings/channels/new/whatsapp")
    said = {
        "name": "Second", "number": "+56900000009", "phone_number_id": twin.phone_number_id,
        "business_account_id": twin.business_account_id, "access_token": twin.token, "app_secret": "another secret",
    }  # fmt: skip
    for name, value in said.items():
        head.fill(f"#{name}", value)
    head.get_by_text("Advanced").click()
    head.fill("#graph_url", f"{desk.twin.base_url}/v25.0")
    head.get_by_role("button", name="Connect", exact=True).click()
    head.wait_for_url(f"{desk.url}/settings/channels/second")
    head.click("#test")
    expect(head.locator("#steps")).to_contain_text("Templates read")
    head.fill("#access_token", "wrong")
    head.get_by_role("button", name="Replace").click()
    expect(head.locator("#toasts")).to_contain_text("The secrets are replaced.")
    head.click("#test")
    expect(head.locator("#steps")).to_contain_text("Enter a new access token")


def test_axe_finds_nothing_serious_in_both_themes_wide_and_narrow(head: Page, desk: Desk) -> None:
    found = []
    for width, height in ((1440, 900), (390, 844)):
        head.set_viewport_size({"width": width, "height": height})
        for place in PAGES:
            head.goto(f"{desk.url}/settings/{place}")
            assert head.evaluate("document.documentElement.scrollWidth") <= width, place
            for scheme in ("light", "dark"):
                head.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
                found += [f"{place} {width} {scheme} {one}" for one in complaints(head)]
    assert found == []
