"""What an hour by the keyboard alone showed: every key leads on, on any layout, and the list of templates is there."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from recado.desk.channels.models import Template
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.time import now
from recado.desk.people import adding, organising
from recado.desk.staff.models import Agent, Role
from tests.stories.desks import Desk
from tests.stories.pages import enter

pytestmark = pytest.mark.timeout(240)
RUSSIAN = {"j": "о", "k": "л", "z": "я"}


def written(page: Page, desk: Desk) -> None:
    """Valeria wrote, and her row has the focus."""
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    enter(page, desk)
    expect(page.locator("a.row")).to_have_count(1, timeout=20_000)
    page.keyboard.press("j")
    expect(page.locator("a.row")).to_be_focused()


def russian(page: Page, letter: str, *, ctrl: bool = False) -> None:
    """The key where an English keyboard has `letter`, pressed while the layout is Russian."""
    keys = page.context.new_cdp_session(page)
    stroke = {"key": RUSSIAN[letter], "code": f"Key{letter.upper()}", "modifiers": 2 if ctrl else 0}
    words = {} if ctrl else {"text": RUSSIAN[letter]}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown" if ctrl else "keyDown", **stroke, **words})
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **stroke})
    keys.detach()


def answers(page: Page) -> None:
    """The conversation whose row has the focus."""
    page.keyboard.press("Enter")
    expect(page.locator("#talk .bubble").first).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.type("Ya lo miro")
    page.keyboard.press("Control+Enter")


def test_F5_a_template_is_chosen_by_keys_once_the_window_is_closed(page: Page, desk: Desk) -> None:
    """The list of templates is seen, `r` leads to it, and one without values leads to what sends it."""
    written(page, desk)
    Thread.objects.update(last_inbound_at=now() - timedelta(hours=25))
    known = {"channel": desk.number, "language": "es", "state": "APPROVED", "placeholders": 0, "listed_at": now()}
    for number in range(6):
        Template.objects.create(name=f"saludo_{number}", body=f"Hola de nuevo, {number}.", **known)
    page.keyboard.press("Enter")
    chosen = page.locator("[data-template]", has_text="saludo_5")
    expect(chosen).to_be_visible()
    page.keyboard.press("r")
    expect(page.locator("#reply [data-search]")).to_be_focused()
    page.keyboard.type("saludo_5")
    expect(page.locator("[data-template]:visible")).to_have_count(1)
    expect(chosen).to_be_in_viewport()
    page.keyboard.press("ArrowDown")
    expect(chosen).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#reply form:visible [type=submit]")).to_be_focused()
    page.locator("#reply [data-search]").press("Escape")
    expect(page.locator("#flow")).to_be_focused()


def test_keys_go_by_their_place_in_search_and_for_undoing_too(page: Page, desk: Desk) -> None:
    """On a Russian layout; what was found is walked by the table of keys as any list."""
    written(page, desk)
    answers(page)
    expect(page.locator("leaving-soon [data-undo]")).to_be_visible()
    russian(page, "z", ctrl=True)
    expect(page.locator("#words")).to_have_value("Ya lo miro")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    page.keyboard.type("codigo")
    rows = page.locator("search-pane a.row")
    expect(rows).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(rows.first).to_be_focused()
    russian(page, "j")
    expect(rows.nth(1)).to_be_focused()
    russian(page, "k")
    expect(rows.first).to_be_focused()


def test_a_person_is_kept_by_keys_and_an_undo_leaves_the_focus_on_the_page(page: Page, desk: Desk) -> None:
    """The link to choose an organisation leads into its field; the page that `z` reads anew is at hand at once."""
    found = adding.add(name="Rosa Quidel", by=desk.ada.actor)
    organising.found(name="Lumen Óptica", by=desk.ada.actor)
    enter(page, desk, to=f"/people/{found.pk}")
    page.locator("#person-head .button").last.press("Tab")  # what one keeps of a person comes before what happened
    expect(page.locator("#about .tool")).to_be_focused()
    page.locator("#organisation .panel-body a").press("Enter")
    expect(page.locator("#pick-organisation")).to_be_focused()
    page.keyboard.type("Lumen")
    expect(page.locator("[role=option]").first).to_contain_text("Lumen Óptica")
    page.keyboard.press("Enter")
    expect(page.locator("#organisation .facts")).to_contain_text("Lumen Óptica")
    page.goto(f"{desk.url}/people/{found.pk}")
    page.locator("#organisation header button").press("Enter")
    page.locator("#organisation .is-danger").press("Enter")
    expect(page.locator("#organisation .facts")).to_have_count(0)
    expect(page.locator("#toasts [hx-delete]")).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator("#organisation .facts")).to_contain_text("Lumen Óptica")
    expect(page.locator("#organisation header button")).to_be_focused()


def test_what_is_found_anew_keeps_the_hit_that_has_the_focus_or_takes_the_nearest(page: Page, desk: Desk) -> None:
    written(page, desk)
    page.keyboard.press("/")
    page.wait_for_url("**/search")
    page.keyboard.type("codigo")
    rows = page.locator("search-pane a.row")
    expect(rows).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    said = "words => { const q = document.querySelector('#q'); q.value = words; q.dispatchEvent(new Event('input')); }"
    page.evaluate(said, "codigo qr")
    expect(page.locator("search-pane a.row[href*='q=codigo+qr']").nth(1)).to_be_focused()
    page.evaluate(said, "montt")
    expect(page.locator("search-pane a.row[href^='/people/']")).to_have_count(1)
    expect(rows.last).to_be_focused()


def test_who_sends_once_more_what_failed_stays_with_the_message(page: Page, desk: Desk) -> None:
    written(page, desk)
    answers(page)
    sent = page.locator(".turn.is-house .bubble")
    expect(sent).to_be_visible()
    expect(page.locator("leaving-soon[data-left]")).to_have_count(0, timeout=20_000)
    Message.objects.filter(text="Ya lo miro").update(rung="failed", failure={"code": "131000", "detail": ""})
    page.reload()
    page.locator("[id^=mend-] [hx-put]").press("Enter")
    expect(page.locator("[id^=mend-]")).to_have_count(0)
    expect(sent).to_be_focused()


def test_who_keeps_a_setting_by_keys_stays_where_he_was(page: Page, desk: Desk) -> None:
    """With what was pressed where it is still there, else with the line it belongs to; after an undo by `z`, too."""
    Agent.objects.filter(pk=desk.ada.pk).update(role=Role.ADMIN, language="en")
    enter(page, desk, to="/settings/languages")
    focused, toasts = page.locator("main :focus"), page.locator("#toasts")
    promise = (f"teams/{desk.support.key}", "Save the promise")
    for place, save in (*((one, "Save") for one in ("languages", "cases", "appearance")), promise):
        page.goto(f"{desk.url}/settings/{place}")
        with page.expect_response(lambda answer: answer.request.method == "PUT"):
            page.get_by_role("button", name=save, exact=True).press("Enter")
        expect(toasts.locator("quiet-toast").last).to_be_visible()
        expect(focused).to_have_text(save)
    page.goto(f"{desk.url}/settings/actions")
    page.locator("#name").press_sequentially("Call back")
    page.keyboard.press("Enter")
    page.locator("[id^=action-]").press("Enter")
    expect(page.locator("#name")).to_have_value("Call back")
    page.keyboard.press("End")
    page.keyboard.type(" soon")
    page.keyboard.press("Enter")
    expect(page.locator("#setting")).to_contain_text("Call back soon")
    expect(page.locator("[id^=action-]")).to_be_focused()
    page.keyboard.press("z")
    expect(toasts).to_contain_text("Undone.")
    expect(page.locator("[id^=action-]")).to_be_focused()
    page.goto(f"{desk.url}/settings/addresses")
    page.keyboard.press("F6")
    expect(page.locator("main nav :focus")).to_be_visible()
    page.keyboard.press("F6")
    expect(page.locator("#setting :focus")).to_be_visible()
    page.locator("#pattern").press_sequentially("ana@example.org")
    page.keyboard.press("Enter")
    page.locator("[id^=address-]").press("Enter")
    expect(page.locator("[id^=restore-]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[id^=address-]")).to_be_focused()


def test_who_merges_persons_or_speaks_another_language_has_the_focus_on_the_new_page(page: Page, desk: Desk) -> None:
    one, other = (adding.add(name=name, by=desk.ada.actor) for name in ("Rosa Quidel", "Rosa Q."))
    enter(page, desk, to=f"/people/{one.pk}")
    page.locator("#person-head .button:not(.is-primary)").press("Enter")
    page.locator("#merge-with").press_sequentially("rosa", delay=30)
    expect(page.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".dialog .is-primary")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.url}/people/{other.pk}")
    expect(page.locator("#main")).to_be_focused()
    page.goto(f"{desk.url}/me")
    page.locator("#language").select_option("en")
    page.locator("#language").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("My profile")
    expect(page.locator("#language")).to_be_focused()
