"""A visitor and an agent in two real browsers: written here, answered there; two tabs and a reload are one talk."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from recado.desk.cases.models import Case
from recado.desk.channels import embedding
from recado.desk.channels.models import Channel
from recado.desk.conversations.models import Message
from recado.desk.core.actors import HOUSE
from recado.desk.people.models import Address
from recado.desk.staff.models import Agent, Role
from recado.doors.site import tickets
from tests.house.test_up import eventually
from tests.stories import sites
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def shop(desk: Desk) -> Iterator[tuple[str, Channel]]:
    """The site's address and its channel."""
    with sites.standing() as (origin, page):
        channel = embedding.add(name="Lumen", origins=[origin], teams=[desk.support], by=HOUSE)
        page[0] = sites.PAGE.format(language="es", script=f"{desk.url}/site/{channel.key}/widget.js")
        yield origin, channel


@pytest.fixture
def visit(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor's browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="es-CL", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    yield context
    context.close()


def opened(page: Page, address: str) -> Locator:
    page.goto(address)
    page.get_by_role("button", name="Escríbenos").click()
    return page.get_by_role("dialog", name="Chat")


def test_dk2_a_visitor_and_an_agent_talk(
    page: Page, desk: Desk, shop: tuple[str, Channel], visit: BrowserContext
) -> None:
    """DK2: two tabs and a reload are one conversation, and the answer is in both at once."""
    enter(page, desk)
    first = visit.new_page()
    chat = opened(first, shop[0])
    expect(chat.get_by_role("textbox")).to_be_focused()
    first.keyboard.type("¿Tienen lámparas?")
    first.keyboard.press("Enter")
    expect(chat.get_by_role("log")).to_contain_text("¿Tienen lámparas?")
    expect(chat.locator(".tick.there")).to_be_visible()

    page.goto(f"{desk.url}/?view=all")
    page.locator("a.row", has_text="¿Tienen lámparas?").click()
    box = page.locator("composer-box textarea").first
    box.fill("Sí, muchas. ¿De qué tamaño?")
    page.keyboard.press("Control+Enter")
    expect(chat.get_by_role("log")).to_contain_text("Sí, muchas.", timeout=20_000)
    expect(chat.locator(".who")).to_have_text("Ada")

    second = visit.new_page()
    other = opened(second, shop[0])
    expect(other.get_by_role("log")).to_contain_text("Sí, muchas.")
    second.keyboard.type("Grandes")
    second.keyboard.press("Enter")
    expect(chat.get_by_role("log")).to_contain_text("Grandes")
    first.reload()
    first.get_by_role("button", name="Escríbenos").click()
    expect(chat.locator("li p")).to_have_text(["¿Tienen lámparas?", "Sí, muchas. ¿De qué tamaño?", "Grandes"])
    assert (Case.objects.count(), Message.objects.filter(direction="in").count()) == (1, 2)
    expect(page.locator("#flow")).to_contain_text("Grandes")
    expect(page.locator(".turn.is-house .meta")).to_have_class("meta is-read", timeout=20_000)
    assert visit.cookies() == []


def test_everybody_can_use_the_chat(desk: Desk, shop: tuple[str, Channel], visit: BrowserContext) -> None:
    """axe, light and dark, wide and on a phone; the keyboard alone."""
    page = visit.new_page()
    chat = opened(page, shop[0])
    page.keyboard.type("Hola")
    page.keyboard.press("Enter")
    expect(chat.locator(".tick.there")).to_be_visible()
    chat.get_by_role("button", name="Recibir la respuesta por correo").click()
    found = {}
    for scheme in ("light", "dark"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.keyboard.press("Escape")
            expect(page.get_by_role("button", name="Escríbenos")).to_be_focused()
            page.keyboard.press("Enter")
            found[(scheme, width)] = complaints(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert {place: said for place, said in found.items() if said} == {}
    chat.get_by_label("Tu dirección de correo").fill("valeria@lumen.example")
    chat.get_by_role("checkbox").check()
    chat.get_by_role("button", name="Guardar").click()
    expect(chat).to_contain_text("y a valeria@lumen.example si ya te fuiste")
    assert eventually(Address.objects.filter(kind="email", value="valeria@lumen.example").exists, 5)


def test_what_is_written_without_a_line_is_not_lost(
    desk: Desk, shop: tuple[str, Channel], visit: BrowserContext
) -> None:
    page = visit.new_page()
    chat = opened(page, shop[0])
    page.keyboard.type("Uno")
    page.keyboard.press("Enter")
    expect(chat.locator(".tick.there")).to_be_visible()
    visit.set_offline(True)
    page.keyboard.type("Dos")
    page.keyboard.press("Enter")
    expect(chat.get_by_role("status")).not_to_be_empty()
    visit.set_offline(False)
    expect(chat.locator(".tick.there")).to_have_count(2, timeout=40_000)
    assert list(Message.objects.order_by("at").values_list("text", flat=True)) == ["Uno", "Dos"]


def test_a_newcomer_puts_the_chat_on_his_site_and_makes_a_form(
    page: Page, desk: Desk, browser: Browser, visit: BrowserContext
) -> None:
    """C3: from the settings to a visitor's first words, and a form that works without a script."""
    Agent.objects.filter(pk=desk.ada.pk).update(role=Role.ADMIN)
    enter(page, desk)
    with sites.standing() as (origin, plain):
        page.goto(f"{desk.url}/settings/channels")
        page.get_by_role("link", name="Agregar un chat web").click()
        page.get_by_label("Nombre", exact=True).fill("Lumen")
        page.get_by_label("Sitios en los que puede estar").fill(origin)
        page.get_by_label("Soporte").check()
        page.get_by_role("button", name="Agregar").click()
        line = page.get_by_label("Antes del final de body")
        expect(line).to_have_value(re.compile("/site/lumen/widget.js"))
        plain[0] = f"<!doctype html><title>Lumen</title><body>{line.input_value()}"
        chat = opened(visit.new_page(), origin)
        chat.get_by_role("textbox").fill("Hola desde el sitio")
        chat.get_by_role("button", name="Enviar").click()
        expect(chat.locator(".tick.there")).to_be_visible()

    page.get_by_label("Nombre de un formulario nuevo").fill("contacto")
    page.get_by_role("button", name="Agregar un formulario").click()
    expect(page.locator("details summary", has_text="contacto")).to_be_visible()
    found = {"settings": complaints(page)}
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found["settings on a phone"] = complaints(page)

    plainly = browser.new_context(java_script_enabled=False, locale="es-CL", viewport={"width": 390, "height": 844})
    form = plainly.new_page()
    form.goto(f"{desk.url}/site/lumen/forms/contacto")
    form.get_by_label("Tu nombre").fill("Valeria Montt")
    form.get_by_label("Tu dirección de correo").fill("valeria@lumen.example")
    form.get_by_label("Asunto").fill("Una lámpara")
    form.get_by_label("Mensaje").fill("¿Está lista?")
    opened_at = int(form.locator("[name=ticket]").input_value().partition(".")[0])
    assert eventually(lambda: time.time() - opened_at >= tickets.SOONEST.total_seconds(), 5)  # nobody writes faster
    form.get_by_role("button", name="Enviar").click()
    expect(form.get_by_role("heading")).to_have_text("Gracias")
    plainly.close()
    seen = visit.new_page()
    seen.goto(f"{desk.url}/site/lumen/forms/contacto?language=ru")
    found["form"] = complaints(seen)
    expect(seen.locator("[name=proof]")).to_have_value(re.compile("[0-9]+"))
    seen.goto(f"{desk.url}/site/lumen/try")
    expect(seen.get_by_role("dialog")).to_be_visible()
    found["try"] = complaints(seen)
    assert {place: said for place, said in found.items() if said} == {}
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{desk.url}/?view=all")
    expect(page.locator("a.row", has_text="Hola desde el sitio")).to_be_visible()
    page.locator("a.row", has_text="Valeria Montt").click()
    expect(page.locator("#flow")).to_contain_text("¿Está lista?")
