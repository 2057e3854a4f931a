"""A newcomer's two minutes: the demo's link, a word from the phone or by mail, an answer at the desk, and the ticks."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from recado.twins.demo import reading
from tests.house.demos import Demo, begun
from tests.stories.pages import complaints

pytestmark = pytest.mark.timeout(420)
SLOW = 30_000  # a busy machine


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Asked for after the browser, so that it is not begun in vain."""
    expect.set_options(timeout=SLOW)
    running = begun(tmp_path_factory.mktemp("demo") / "house")
    yield running
    expect.set_options(timeout=None)
    running.ends()


@pytest.fixture
def desk(window: BrowserContext, demo: Demo) -> Page:
    """Ada's desk, by the link alone."""
    page = window.new_page()
    page.goto(demo.link)
    expect(page.locator("a.row").first).to_be_visible()
    return page


@pytest.fixture
def phone(window: BrowserContext, demo: Demo) -> Page:
    page = window.new_page()
    page.goto(demo.phone)
    expect(page.locator("button.row").first).to_be_visible()
    return page


@pytest.fixture
def mail(window: BrowserContext, demo: Demo) -> Page:
    """The customers' mail program."""
    page = window.new_page()
    page.goto(demo.mail)
    expect(page.locator("#account")).to_be_visible()
    return page


def take(phone: Page, name: str) -> None:
    """Be this customer."""
    phone.locator("button.row", has_text=name).click()
    expect(phone.locator(".bubble").first).to_be_visible()


def write(phone: Page, words: str) -> Locator:
    phone.fill("#words", words)
    phone.keyboard.press("Enter")
    bubble = phone.locator(".bubble.mine", has_text=words)
    expect(bubble).to_be_visible()
    return bubble


def ask(phone: Page, bubble: Locator, what: str) -> None:
    """Open the menu of a message and choose."""
    bubble.hover()
    bubble.locator(".handle").click()
    phone.locator("#menu button", has_text=what).click()


def opened(desk: Page, name: str) -> None:
    desk.locator("a.row", has_text=name).first.click()
    expect(desk.locator("#talk .bubble").last).to_be_visible()


def test_a_newcomer_answers_a_message_and_sees_the_ticks(desk: Page, phone: Page) -> None:
    expect(phone.locator(".guide li")).to_have_count(3)
    take(phone, "Lautaro Paillao")
    question = write(phone, "¿Y si el perro también contesta?")
    expect(question.locator("svg.delivered, svg.read")).to_be_visible()

    opened(desk, "Lautaro Paillao")
    expect(desk.locator("#talk .bubble", has_text="¿Y si el perro también contesta?")).to_be_visible()
    expect(question.locator("svg.read")).to_be_visible()
    desk.keyboard.press("r")
    desk.keyboard.type("Paga media licencia, don Lautaro.")
    desk.keyboard.press("Control+Enter")

    expect(phone.locator(".bubble.theirs", has_text="Paga media licencia")).to_be_visible()
    answer = desk.locator("#talk .bubble", has_text="Paga media licencia")
    expect(answer.locator("[class*=is-read]").first).to_be_visible()


def test_what_is_changed_taken_back_and_felt_on_the_phone_shows_at_the_desk(desk: Page, phone: Page) -> None:
    take(phone, "Valeria Montt")
    opened(desk, "Valeria Montt")
    first, second = write(phone, "la yave nueva"), write(phone, "¡no miren esto!")
    expect(desk.locator("#talk .bubble", has_text="¡no miren esto!")).to_be_visible()

    ask(phone, first, "Editar")
    expect(phone.locator("#words")).to_have_value("la yave nueva")
    write(phone, "la llave nueva")
    expect(desk.locator("#talk .bubble", has_text="la llave nueva")).to_be_visible()

    ask(phone, second, "Eliminar para todos")
    expect(phone.locator(".bubble.mine .gone")).to_be_visible()
    expect(desk.locator("#talk .bubble", has_text="Valeria Montt")).to_have_count(0)

    ask(phone, phone.locator(".bubble.theirs", has_text="Encontré algo"), "❤️")
    expect(phone.locator(".hearts")).to_have_text("❤️")
    expect(desk.locator("#talk", has_text="❤️")).to_be_visible()

    ask(phone, phone.locator(".bubble.theirs", has_text="Encontré algo"), "Responder")
    answered = write(phone, "sí, el socio")
    expect(answered.locator(".quote")).to_contain_text("Encontré algo")


def test_a_picture_a_voice_and_a_place_arrive(desk: Page, phone: Page) -> None:
    take(phone, "Lautaro Paillao")
    opened(desk, "Lautaro Paillao")
    before = desk.locator("#talk .bubble img").count()
    phone.set_input_files("#file", str(reading.media("vitrina.jpg")))
    expect(phone.locator(".bubble.mine img")).to_be_visible()
    expect(desk.locator("#talk .bubble img")).to_have_count(before + 1)

    phone.click("#place")
    expect(phone.locator(".bubble.mine .map").last).to_be_visible()
    expect(desk.locator("#talk .bubble", has_text="Estoy aquí")).to_be_visible()

    phone.click("#voice")
    expect(phone.locator("#recording time")).to_have_text(re.compile("0:0[1-9]"))
    phone.click("#voice")
    expect(phone.locator(".bubble.mine audio")).to_be_visible()
    expect(desk.locator("#talk audio-wave").last).to_be_visible()


def become(mail: Page, name: str) -> None:
    """Be this customer in the mail program."""
    mail.click("#account")
    mail.locator("button.person", has_text=name).click()
    expect(mail.locator("#account")).to_contain_text(name)


def meets(mail: Page, name: str, address: str) -> None:
    """Be somebody who never wrote before."""
    mail.click("#account")
    mail.fill("#newcomer [name=name]", name)
    mail.fill("#newcomer [name=address]", address)
    mail.keyboard.press("Enter")
    expect(mail.locator("#account")).to_contain_text(name)


def test_a_mail_goes_to_the_desk_and_its_answer_into_the_mail_program(desk: Page, mail: Page) -> None:
    meets(mail, "Nora Vidal", "nora.vidal@correo.example")
    mail.click("#new")
    expect(mail.locator("#compose [name=to]")).to_have_value("Hilandera <hola@hilandera.example>")
    mail.fill("#compose [name=cc]", "Teo Vidal <teo@correo.example>")
    mail.fill("#compose [name=subject]", "El telar no enciende")
    mail.fill("#compose [name=words]", "Buenas tardes, apreto el botón y nada.")
    mail.set_input_files("#file", str(reading.media("vitrina.jpg")))
    expect(mail.locator("#files .chip")).to_have_count(1)
    mail.click("#send")
    expect(mail.locator("#toast")).to_be_visible()

    desk.goto(desk.url.split("?")[0] + "?view=all")
    opened(desk, "Nora Vidal")
    there = desk.url
    expect(desk.locator("#talk")).to_contain_text("apreto el botón y nada")
    desk.keyboard.press("r")
    desk.keyboard.type("Hola, Nora: mantenga el botón tres segundos.")
    desk.keyboard.press("Control+Enter")

    answer = mail.locator("button.mail", has_text="Re: El telar no enciende")
    answer.click()
    letter = mail.locator("#letter")
    expect(letter.locator("header")).to_contain_text("Hilandera")
    expect(letter.locator("header")).to_contain_text("Teo Vidal")
    expect(letter.locator(".body")).to_contain_text("mantenga el botón tres segundos")
    expect(letter.locator(".body blockquote")).to_be_hidden()
    letter.locator(".dots").click()
    expect(letter.locator(".body blockquote")).to_contain_text("apreto el botón y nada")

    letter.locator("footer .solid").click()
    expect(mail.locator("#compose [name=cc]")).to_have_value("Teo Vidal <teo@correo.example>")
    mail.locator("#compose [name=words]").fill("¡Encendió! Muchas gracias.")
    mail.keyboard.press("Control+Enter")
    expect(desk.locator("#talk")).to_contain_text("¡Encendió! Muchas gracias.")
    assert desk.url == there


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_serious_in_the_mail_program(mail: Page, scheme: str, width: int) -> None:
    mail.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    mail.set_viewport_size({"width": width, "height": 844})
    assert complaints(mail) == []
    become(mail, "Paulina Retamal")
    mail.locator("button.mail").first.click()
    expect(mail.locator("#letter .body")).to_be_visible()
    assert complaints(mail) == []
    mail.locator("#letter footer .solid").click()
    mail.click("#unfold")
    expect(mail.locator("#quote")).to_be_visible()
    assert complaints(mail) == []
    mail.click("#account")
    expect(mail.locator("#accounts")).to_be_visible()
    assert complaints(mail) == []
    inside = mail.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert inside


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_serious_on_phone_and_desk(desk: Page, phone: Page, scheme: str, width: int) -> None:
    for page in (desk, phone):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 844})
    assert complaints(desk) == []
    assert complaints(phone) == []
    take(phone, "Valeria Montt")
    assert complaints(phone) == []
    frame = phone.locator("#phone").bounding_box()
    assert frame
    assert (frame["width"] == 390) == (width == 390)
    ask_menu = phone.locator(".bubble .handle").last
    ask_menu.focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("#menu")).to_be_visible()
    assert complaints(phone) == []


def test_the_link_says_it_all(demo: Demo) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/demo/\S+", demo.link)
