"""What an hour by the keyboard alone showed: every key leads on, on any layout, and the list of templates is there."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from recado.desk.channels.models import Template
from recado.desk.conversations.models import Thread
from recado.desk.core.time import now
from recado.desk.people import adding, organising
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
    page.keyboard.press("Enter")
    expect(page.locator("#talk .bubble").first).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.type("Ya lo miro")
    page.keyboard.press("Control+Enter")
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
    expect(page.locator("#main")).to_be_focused()
