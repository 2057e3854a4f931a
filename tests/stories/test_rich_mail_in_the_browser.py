"""Ada writes a mail with bold, a list, a link, a quote and a picture, and its receiver's program gets all of it."""

import base64
import struct
import time
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from recado.desk.channels.models import Channel
from tests.desk.channels.email import postbox
from tests.desk.channels.email.postbox import Postbox
from tests.desk.conversations import letters
from tests.stories.desks import Desk
from tests.stories.test_composer_in_the_browser import PASTE, complaints, entered

pytestmark = pytest.mark.timeout(240)
WORD = """<html><head><style>p.MsoNormal { margin: 0 }</style></head><body><!--StartFragment-->
<p class=MsoNormal><b>Pasos</b><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1'><span style='mso-list:Ignore'>1.<i>&nbsp; </i></span>Abrir</p>
<p class=MsoListParagraph style='mso-list:l0 level1'><span style='mso-list:Ignore'>2.</span>Cerrar</p>
<p class=MsoNormal style='color:red'>Y <a href="https://lumen.example/g" onclick="alert(1)">leer</a>
<img src="https://evil.example/a.png"><script>alert(1)</script></p><!--EndFragment--></body></html>"""
PASTE_HTML = """(box, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "plain");
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def lamp(width: int = 240, height: int = 120) -> bytes:
    """A picture that one can see: a band of colours."""
    rows = b"".join(b"\0" + bytes(v for x in range(width) for v in (40, 90 + x // 2, 120 + y)) for y in range(height))
    chunks = (
        (b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox.running() as running:
        yield running


@pytest.fixture
def soporte(box: Postbox, desk: Desk) -> Channel:
    channel = letters.mailbox(box, desk.support, separator="## Responda por encima de esta línea ##")
    letters.comes(channel, "La lámpara no enciende.")
    return channel


@pytest.fixture
def ada(window: BrowserContext, desk: Desk, soporte: Channel) -> Page:
    """Ada at her desk, Dmitri's mail open."""
    page = opened(entered(window, desk, desk.ada), desk)
    page.evaluate("window.broken = []; addEventListener('error', ({ message }) => broken.push(message))")
    return page


def opened(page: Page, desk: Desk) -> Page:
    page.goto(f"{desk.url}/?view=all")
    page.wait_for_load_state("load")
    page.locator("a.row", has_text="Dmitri").click()
    expect(page.locator("#talk .bubble").first).to_be_visible()
    expect(words(page)).to_be_visible()
    return page


def words(page: Page) -> Locator:
    return page.locator("rich-text#words")


def value(page: Page) -> str:
    return str(words(page).evaluate("box => box.value"))


def writes(page: Page, *strokes: str) -> None:
    """Types, where a stroke in angles is a key: `<Control+b>`."""
    for stroke in strokes:
        if stroke.startswith("<"):
            page.keyboard.press(stroke.strip("<>"))
        else:
            page.keyboard.type(stroke)


def becomes(page: Page, html: str) -> None:
    until = time.monotonic() + 15
    while value(page) != html and time.monotonic() < until:
        time.sleep(0.1)
    assert value(page) == html


def kept(page: Page) -> None:
    """The desk has what stands in the box."""
    is_kept = "keeper => !keeper.busy && keeper.kept === keeper.said && keeper.version > 0"
    until = time.monotonic() + 15
    while not page.locator("#reply draft-keeper").evaluate(is_kept) and time.monotonic() < until:
        time.sleep(0.1)
    assert page.locator("#reply draft-keeper").evaluate(is_kept)


def pastes_a_picture(page: Page, count: int = 1) -> None:
    page.evaluate(PASTE, ["image.png", "image/png", base64.b64encode(lamp()).decode()])
    expect(words(page).locator("img")).to_have_count(count)


def arrived(box: Postbox) -> Any:
    until = time.monotonic() + 40
    while not box.taken and time.monotonic() < until:
        time.sleep(0.1)
    [taken] = box.taken
    return taken.message


def test_a_rich_mail_arrives_as_it_was_written(ada: Page, box: Postbox) -> None:
    words(ada).click()
    writes(ada, "Hola:", "<Enter>", "<Enter>", "Ya lo ", "<Control+b>", "miro", "<Control+b>", " con la guía")
    writes(ada, *["<Shift+ArrowLeft>"] * 4, "<Control+Shift+k>")
    expect(ada.locator("#link-address")).to_be_focused()
    writes(ada, "lumen.example/guia", "<Enter>")
    expect(words(ada)).to_be_focused()
    writes(ada, "<End>", ".", "<Enter>", "<Control+Shift+8>", "Apagar", "<Enter>", "Esperar", "<Enter>", "<Enter>")
    writes(ada, "Usted dijo:", "<Enter>", "<Control+Shift+9>", "no enciende", "<Enter>", "<Enter>", "Así se ve: ")
    pastes_a_picture(ada)
    html = (
        "<div>Hola:</div><div><br></div>"
        '<div>Ya lo <b>miro</b> con la <a href="https://lumen.example/guia">guía</a>.</div>'
        "<ul><li>Apagar</li><li>Esperar</li></ul><div>Usted dijo:</div>"
        "<blockquote><div>no enciende</div></blockquote>"
    )
    assert value(ada).startswith(html)
    assert ada.locator("[data-attached] li").count() == 0
    ada.keyboard.press("Control+Enter")
    sent = ada.locator("#talk .is-house .words.is-rich")
    expect(sent.locator("b")).to_have_text("miro")
    expect(sent.locator("img")).to_be_visible()
    expect(words(ada)).to_be_focused()

    mail = arrived(box)
    assert mail.get_content_type() == "multipart/alternative"
    plain, related = mail.iter_parts()
    text = plain.get_content().replace("\r\n", "\n")
    assert text.startswith("## Responda por encima de esta línea ##\n\nHola:\n\nYa lo miro con la guía (https://lumen")
    assert "- Apagar\n- Esperar\n\nUsted dijo:\n\n> no enciende\n\nAsí se ve: [" in text
    assert text.index("-- \nAda Fuentes") < text.index("> La lámpara no enciende.")
    assert related.get_content_type() == "multipart/related"
    page, picture = related.iter_parts()
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in page.get_content()
    assert (picture.get_content_type(), picture.get_content()) == ("image/png", lamp())
    assert picture.get_content_disposition() == "inline"
    assert "<ul><li>Apagar</li><li>Esperar</li></ul>" in page.get_content()
    assert ada.evaluate("broken") == []


def test_rich_words_are_kept_on_two_devices_and_come_back(
    ada: Page, desk: Desk, box: Postbox, browser: Browser
) -> None:
    """And a picture that is taken out of the words does not leave."""
    words(ada).click()
    writes(ada, "<Control+i>", "Ya", "<Control+i>", " lo miro: ")
    pastes_a_picture(ada)
    kept(ada)
    html = value(ada)
    assert html.startswith('<div><i>Ya</i> lo miro: <img src="cid:')
    context = browser.new_context(locale="es-CL", viewport={"width": 390, "height": 844})
    phone = opened(entered(context, desk, desk.ada), desk)
    becomes(phone, html)
    words(phone).focus()
    writes(phone, "<Enter>", "Desde el metro")
    becomes(ada, f"{html}<div>Desde el metro</div>")
    assert complaints(phone) == []
    context.close()

    words(ada).focus()
    ada.keyboard.press("Control+Enter")
    ada.locator("leaving-soon [data-undo]").click()
    becomes(ada, f"{html}<div>Desde el metro</div>")
    expect(words(ada).locator("img")).to_be_visible()
    words(ada).locator("img").click()
    ada.keyboard.press("Delete")
    expect(words(ada).locator("img")).to_have_count(0)
    kept(ada)
    words(ada).focus()
    ada.keyboard.press("Control+Enter")
    expect(ada.locator("#talk .is-house .words.is-rich i")).to_have_text("Ya")
    mail = arrived(box)
    assert [one.get_content_type() for one in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert ada.evaluate("broken") == []


def test_whom_a_draft_names_is_kept_like_its_words(ada: Page, desk: Desk) -> None:
    """A copy that one adds survives another page, and a sending that is taken back."""
    words(ada).click()
    writes(ada, "Ya lo miro")
    ada.locator("details.envelope:not(.is-foot) > summary").click()
    ada.fill("#envelope-cc", "eva@x.example")
    ada.keyboard.press("Enter")
    kept(ada)
    copied = opened(ada, desk).locator("[data-said=cc]")
    expect(copied).to_contain_text("eva@x.example")
    words(ada).focus()
    ada.keyboard.press("Control+Enter")
    ada.locator("leaving-soon [data-undo]").click()
    becomes(ada, "<div>Ya lo miro</div>")
    expect(copied).to_contain_text("eva@x.example")


def test_what_word_pastes_becomes_clean(ada: Page) -> None:
    words(ada).click()
    words(ada).evaluate(PASTE_HTML, WORD)
    clean = (
        "<div><b>Pasos</b></div><ol><li>Abrir</li><li>Cerrar</li></ol>"
        '<div>Y <a href="https://lumen.example/g">leer</a></div>'
    )
    assert value(ada) == clean
    kept(ada)
    ada.reload()
    expect(words(ada)).to_contain_text("Abrir")
    assert value(ada) == clean


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_in_the_box_for_rich_words(ada: Page, scheme: str) -> None:
    """The tools are walked by arrows; wide and on a phone nothing is cut."""
    ada.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    words(ada).click()
    writes(ada, "Hola ", "<Control+b>", "Dmitri", "<Control+b>", ", esto es:", "<Enter>", "<Control+Shift+7>", "uno")
    pastes_a_picture(ada)
    bold = ada.locator("[data-does=bold]")
    bold.focus()
    ada.keyboard.press("ArrowRight")
    expect(ada.locator("[data-does=italic]")).to_be_focused()
    ada.keyboard.press("ArrowRight")
    ada.keyboard.press("Enter")
    expect(ada.locator("#link-address")).to_be_focused()
    for width in (1440, 390):
        ada.set_viewport_size({"width": width, "height": 844})
        assert complaints(ada) == []
        assert ada.locator("#composer").evaluate("box => box.scrollWidth - box.clientWidth") <= 0
