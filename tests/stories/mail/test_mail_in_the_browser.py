"""A mail conversation in a real browser: what was written, what is folded, and the page that runs nothing."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests import letters
from tests.letters import VALERIA, letter
from tests.stories.desks import Desk
from tests.stories.pages import enter, in_both_lights

pytestmark = pytest.mark.timeout(300)
PAGE = (
    "<div style='font-family: Georgia'><p>El pedido <b>118</b> llegó así:</p><table border=1><tr><th>Lámpara</th>"
    "<th>Estado</th></tr><tr><td>Aurora</td><td style='color: red'>rota</td></tr></table>"
    "<img src='https://spy.example/pixel.gif' width=40 height=40><script>document.title='no'</script></div>"
)
QUOTED = "\n\nEl vie, 20 nov 2026 a las 10:15, Ada (<help@hilandera.example>) escribió:\n> ¿Probó otro enchufe?\n"


def picture() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (640, 400), (80, 140, 150)).save(kept, "JPEG", quality=100)
    return kept.getvalue() + b"\0" * 20_000


def writes(desk: Desk) -> None:
    box = letters.mailbox(desk.support)
    raw = [
        letter("Hola:\n\nla lámpara llegó rota.\n\nDmitri\n-- \nLumen Óptica\nMerced 280", cc=VALERIA,
               id_="1@x.example", html=PAGE, files=(("foto.jpg", "image/jpeg", picture()),)),
        letter("Sí, lo probé." + QUOTED, answers="1@x.example", subject="Re: Lámpara"),
        letter("Estoy fuera hasta el lunes.", answers="1@x.example", sender=VALERIA, Auto_Submitted="auto-replied"),
        letter("¿Me cuentan también?", answers="1@x.example", sender="Eva <eva@otra.example>", subject="Factura 118"),
    ]  # fmt: skip
    letters.post(box, *raw)


def test_a_mail_conversation_is_read(page: Page, desk: Desk) -> None:
    writes(desk)
    enter(page, desk)
    page.goto(f"{desk.url}/?view=all")
    expect(page.locator("a.row", has_text="¿Me cuentan también?")).to_be_visible()
    page.locator("a.row", has_text="Dmitri Sokolov").click()
    flow = page.locator("#flow")
    expect(flow.locator(".bubble", has_text="Sí, lo probé.")).to_be_visible()
    expect(flow.locator(".letter-note", has_text="Una respuesta automática.")).to_be_visible()
    expect(flow.locator(".letter-note.is-warning")).to_have_count(1)
    assert_unfolds(page)
    frame = page.frame_locator("mail-page iframe")
    expect(frame.locator("td", has_text="rota")).to_be_visible()
    expect(frame.locator("img[src]")).to_have_count(0)
    page.locator("mail-page button").click()
    expect(frame.locator("img[src='https://spy.example/pixel.gif']")).to_have_count(1)
    assert int(page.locator("mail-page iframe").get_attribute("height") or 0) > 60
    assert in_both_lights(page) == {}


def assert_unfolds(page: Page) -> None:
    """By keyboard too: what is folded opens, and stays open when the thread is refreshed."""
    quoted = page.locator("[id^=quoted-] summary").first
    quoted.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[id^=quoted-] .words").first).to_contain_text("¿Probó otro enchufe?")
    page.locator("[id^=head-] summary").first.click()
    expect(page.locator("[id^=head-] dl").first).to_contain_text("dmitri@lumen.example")
    page.locator("[id^=page-] summary").first.click()
