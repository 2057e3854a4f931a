"""A morning at the desk, in a real browser: a message arrives live, is answered, given away, ended, and taken back."""

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter

pytestmark = pytest.mark.timeout(240)
SIZES = ((1440, 900), (1024, 768), (390, 844))


def test_a_message_arrives_live_is_answered_given_away_and_ended(page: Page, desk: Desk) -> None:
    """F1, F5, N1: the sender says why, the window counts, each line of the thread says its reason."""
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
    enter(page, desk)
    expect(page.locator("#nobody")).to_be_visible()

    valeria = desk.twin.customer("+56900000048", name="Valeria Montt")
    valeria.writes("Hola, el código QR no aparece")
    row = page.locator("a.row", has_text="Valeria Montt")
    expect(row).to_contain_text("Hola, el código QR no aparece")
    expect(row).to_have_class("row is-unseen")
    expect(row.locator(".clock")).to_contain_text("14 min")

    row.click()
    talk = page.locator("#talk")
    expect(talk.locator(".bubble")).to_contain_text("Hola, el código QR no aparece")
    talk.locator(".run > summary", has_text="3 eventos").click()
    expect(talk.locator(".run .event").filter(has_text="Ada Fuentes").last).to_be_visible()
    expect(row).not_to_have_class("row is-unseen")
    expect(page.locator("#window")).to_contain_text("23 h")

    page.keyboard.press("r")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("Hola, Valeria, ya lo miro")
    page.keyboard.press("Control+Enter")
    answer = talk.locator(".turn.is-house .bubble", has_text="ya lo miro")
    expect(answer).to_be_visible()
    expect(page.locator("#words")).to_have_value("")
    expect(page.locator("#words")).to_be_focused()
    expect(answer.locator(".meta")).to_have_class("meta is-read", timeout=20_000)
    assert [got.text for got in valeria.inbox] == ["Hola, Valeria, ya lo miro"]

    page.keyboard.type("Algo que aún escribo")
    valeria.writes("Gracias, espero")
    expect(talk.locator(".bubble", has_text="Gracias, espero")).to_be_visible()
    expect(page.locator("#words")).to_have_value("Algo que aún escribo")
    expect(page.locator("#words")).to_be_focused()
    page.fill("#words", "")
    page.keyboard.press("Escape")

    page.keyboard.press("a")
    page.locator("#assign").get_by_text("Bruno Rey").click()
    expect(page.locator("#side-case")).to_contain_text("Bruno Rey")
    expect(page.locator("#view-mine .count")).to_have_count(0)
    expect(row).to_be_visible()  # it is another's now, and stays while it stands open

    page.keyboard.press("e")
    page.fill("#reason", "Reinstaló la integración")
    page.keyboard.press("Control+Enter")
    expect(talk.locator(".event", has_text="Reinstaló la integración")).to_be_visible()
    page.locator("quiet-toast button[hx-delete]").click()
    expect(page.locator("#resolve-button")).to_be_visible()
    assert broken == []


def test_F13_a_voice_note_is_recorded_and_heard_at_the_other_end(page: Page, desk: Desk) -> None:
    valeria = desk.twin.customer("+56900000048", name="Valeria Montt")
    valeria.writes("¿Me lo explicas?")
    enter(page, desk)
    page.locator("a.row", has_text="Valeria Montt").click()
    page.locator("[data-start]").press("Enter")
    expect(page.locator("[data-stop]")).to_be_focused()
    expect(page.locator("[data-recording] time")).to_have_text(re.compile("0:0[1-9]"))
    page.keyboard.press("Enter")
    expect(page.locator("[data-start]")).to_be_focused()
    expect(page.locator("[data-attached] audio-wave")).to_be_visible()
    page.click("#reply button[type=submit]")
    expect(page.locator(".turn.is-house audio-wave")).to_be_visible()
    expect(page.locator(".turn.is-house .meta.is-read")).to_be_visible(timeout=20_000)
    [heard] = valeria.inbox
    assert (heard.type, heard.mime, heard.bytes[:4] if heard.bytes else b"") == ("audio", "audio/ogg", b"OggS")


def test_a_recording_that_one_walks_away_from_waits_in_the_draft(page: Page, desk: Desk) -> None:
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("¿Me lo explicas?")
    desk.twin.customer("+56900000047", name="Dmitri Sokolov").writes("Добрый день")
    enter(page, desk)
    page.locator("a.row", has_text="Valeria Montt").click()
    page.locator("[data-start]").press("Enter")
    expect(page.locator("[data-recording] time")).to_have_text(re.compile("0:0[1-9]"))
    with page.expect_response(lambda answer: "/draft" in answer.url and answer.request.method == "PUT"):
        page.locator("a.row", has_text="Dmitri Sokolov").press("Enter")
    expect(page.locator("#talk-head h1")).to_contain_text("Dmitri")
    expect(page.locator("#toasts")).to_contain_text("borrador")
    page.locator("a.row", has_text="Valeria Montt").press("Enter")
    expect(page.locator("[data-attached] audio-wave")).to_be_visible()


def test_nothing_serious_stands_in_the_way_of_anybody(page: Page, desk: Desk) -> None:
    """Every page at three widths, light and dark, as axe sees it."""
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola, el código QR no aparece")
    page.goto(f"{desk.url}/in")
    found = {"log-in": complaints(page)}
    enter(page, desk)
    page.locator("a.row", has_text="Valeria Montt").click()
    page.locator("#talk .bubble").first.wait_for()
    case = page.url
    for scheme, (width, height) in itertools.product(("light", "dark"), SIZES):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for address in (desk.url, case, f"{desk.url}/me"):
            page.goto(address)
            found[f"{address} {width} {scheme}"] = complaints(page)
    assert found == {name: [] for name in found}
