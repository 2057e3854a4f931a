"""A conversation in a real browser: every kind of message as one expects it, and a long one that never jumps."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from recado.desk.cases.models import Case, Filing
from recado.desk.conversations.models import Message
from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.people.models import Person
from recado.twins.whatsapp.customers import Customer
from tests.stories.desks import Desk
from tests.stories.pages import complaints, enter, in_both_lights

pytestmark = pytest.mark.timeout(300)
SETTLED = "() => !document.querySelector('thread-passages').later"
MORE = """([back, known]) => {
  const flow = document.getElementById("flow");
  const all = flow.querySelectorAll(".bubble");
  const end = (back ? all[0] : all[all.length - 1])?.id;
  if (end && end !== known) return end;
  flow.scrollTop = back ? -flow.scrollHeight : 0;
  return false;
}"""
"""The id of what stands at that end, once it is another than the one that is known; scrolls there until then."""
JUMP = """id => { const jump = document.createElement("message-jump"); jump.setAttribute("for", id);
  document.querySelector("thread-passages").append(jump); }"""


def picture(tint: tuple[int, int, int]) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (640, 400), tint).save(kept, "JPEG")
    return kept.getvalue()


def writes_everything(valeria: Customer) -> None:
    """Each kind of message that WhatsApp knows, one after the other."""
    first = valeria.writes("Hola, <b>mira</b> https://lumen.example/pedido?n=7")
    valeria.sends_image(picture((80, 140, 150)))
    valeria.sends_image(picture((180, 120, 60)))
    valeria.sends_document(b"%PDF-1.4 factura", "application/pdf", "factura-118.pdf")
    valeria.says({"type": "location", "location": {
        "latitude": -33.4372, "longitude": -70.6506, "name": "Óptica Lumen", "address": "Merced 280"}})  # fmt: skip
    phones = [{"phone": "+56 9 0000 0047", "type": "CELL"}]
    valeria.says({"type": "contacts", "contacts": [{"name": {"formatted_name": "Dmitri Sokolov"}, "phones": phones}]})
    valeria.replies(first, "¿Lo ves ahora?")
    valeria.edits(valeria.writes("Son las 5"), "Son las seis")
    valeria.revokes(valeria.writes("Perdón"))
    valeria.polls()
    valeria.writes("Eso es todo")


def open_case(page: Page, desk: Desk) -> None:
    enter(page, desk)
    page.goto(f"{desk.url}/?view=all")
    page.locator("a.row", has_text="Valeria Montt").click()
    expect(page.locator("#work[data-case]")).to_be_visible()


def test_every_kind_of_message_is_shown_as_one_expects(page: Page, desk: Desk) -> None:
    """F1; what a customer writes is text and never markup."""
    valeria = desk.twin.customer("+56900000048", name="Valeria Montt")
    writes_everything(valeria)
    open_case(page, desk)
    flow = page.locator("#flow")
    expect(flow.locator(".bubble", has_text="Eso es todo")).to_be_visible()
    expect(flow.locator(".bubble", has_text="<b>mira</b>").first).to_be_visible()
    link = flow.locator(".words a").first
    expect(link).to_have_attribute("rel", "nofollow noopener noreferrer")
    expect(flow.locator(".file", has_text="factura-118.pdf")).to_be_visible()
    expect(flow.locator(".file", has_text="Merced 280").locator("a")).to_have_attribute("rel", "noopener noreferrer")
    expect(flow.locator(".file.is-card", has_text="Dmitri Sokolov").locator("copy-text button")).to_be_visible()
    expect(flow.locator(".is-revoked")).to_be_visible()
    flow.locator("[popovertarget^=before]").click()
    expect(flow.locator(".before:popover-open")).to_contain_text("Son las 5")
    assert in_both_lights(page) == {}
    page.keyboard.press("Escape")

    expect(flow.locator("a.shot")).to_have_count(2)
    flow.locator("a.shot").first.click()
    viewer = page.locator("#viewer")
    expect(viewer.locator("[data-place]")).to_have_text("1 / 2")
    page.keyboard.press("ArrowRight")
    expect(viewer.locator("[data-place]")).to_have_text("2 / 2")
    assert in_both_lights(page) == {}
    page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(flow.locator("a.shot").last).to_be_focused()

    flow.locator(".quoted a").click()
    expect(flow.locator(".bubble", has_text="<b>mira</b>").first).to_be_focused()


def long_talk(desk: Desk, count: int) -> None:
    """So many more messages of the customer, a quarter of an hour apart, all before the first one."""
    case = Case.objects.get(person=Person.objects.get(name="Valeria Montt"))
    author, at = Actor("person", case.person_id), now() - timedelta(hours=1)
    made = Message.objects.bulk_create(
        Message(
            thread_id=case.thread_id, channel_id=case.channel_id, direction="in", author=author,
            provider_id=f"wamid.old{n}", text=f"Línea {n}", at=at - timedelta(minutes=15 * n), kept_at=at,
        )
        for n in range(count)
    )  # fmt: skip
    Filing.objects.bulk_create(Filing(message=message, case=case) for message in made)


def read_on(page: Page, words: str, *, back: bool) -> None:
    """Page by page as they come, until the words stand there, once."""
    sought, known = page.locator("#flow .bubble", has_text=words), ""
    while not sought.count():
        known = page.wait_for_function(MORE, arg=[back, known]).json_value()
    expect(sought).to_have_count(1)


def place(page: Page, words: str) -> float:
    box = page.locator(".bubble", has_text=words).first.bounding_box()
    assert box
    return box["y"]


def test_a_long_conversation_loads_backwards_and_never_jumps(page: Page, desk: Desk) -> None:
    """DK1: what comes while one reads old words is told, and moves nothing."""
    valeria = desk.twin.customer("+56900000048", name="Valeria Montt")
    valeria.writes("Buenos días")
    enter(page, desk)
    page.goto(f"{desk.url}/?view=all")
    expect(page.locator("a.row", has_text="Valeria Montt")).to_be_visible()
    long_talk(desk, 200)
    page.locator("a.row", has_text="Valeria Montt").click()
    flow = page.locator("#flow")
    expect(flow.locator(".bubble", has_text="Buenos días")).to_be_in_viewport()
    expect(page.locator("to-newest button")).to_be_hidden()
    read_on(page, "Línea 199", back=True)
    days = flow.locator(".day").evaluate_all("all => all.map(one => one.id)")
    assert len(days) == len(set(days)) > 1
    expect(flow.locator(".case-mark")).to_have_count(1)

    page.locator(".bubble", has_text="Línea 120").scroll_into_view_if_needed()
    page.wait_for_function(SETTLED)
    before = place(page, "Línea 120")
    valeria.writes("¿Siguen ahí?")
    expect(page.locator("to-newest .count")).to_have_text("1")
    assert abs(place(page, "Línea 120") - before) < 2
    assert in_both_lights(page) == {}
    page.set_viewport_size({"width": 390, "height": 844})
    button, composer = (page.locator(one).bounding_box() for one in ("to-newest button", ".composer"))
    assert button
    assert composer
    assert button["y"] + button["height"] <= composer["y"]  # not over what one writes
    page.locator("to-newest button").click()
    expect(flow.locator(".bubble", has_text="¿Siguen ahí?")).to_be_in_viewport()
    expect(page.locator("to-newest button")).to_be_hidden()


def test_dk1_what_cannot_be_opened_says_so_and_is_tried_again(page: Page, desk: Desk) -> None:
    desk.twin.customer("+56900000048", name="Valeria Montt").writes("Hola")
    enter(page, desk)
    page.goto(f"{desk.url}/?view=all")
    row = page.locator("a.row", has_text="Valeria Montt")
    expect(row).to_be_visible()
    page.route("**/cases/*", lambda route: route.abort())
    row.click()
    expect(page.locator("[data-unopened]")).to_be_visible()
    assert complaints(page) == []
    page.unroute("**/cases/*")
    page.locator("[data-unopened] button").click()
    expect(page.locator("#flow .bubble", has_text="Hola")).to_be_visible()
    expect(page.locator("[data-unopened]")).to_have_count(0)


def test_a_very_long_conversation_stays_light_and_a_folded_message_is_found(page: Page, desk: Desk) -> None:
    valeria = desk.twin.customer("+56900000048", name="Valeria Montt")
    valeria.writes("Buenos días")
    enter(page, desk)
    page.goto(f"{desk.url}/?view=all")
    expect(page.locator("a.row", has_text="Valeria Montt")).to_be_visible()
    long_talk(desk, 420)
    page.locator("a.row", has_text="Valeria Montt").click()
    flow = page.locator("#flow")
    expect(flow).to_be_visible()
    read_on(page, "Línea 419", back=True)
    expect(flow.locator(".passage.is-folded").first).to_be_attached()
    assert flow.locator(".bubble").count() < 330
    for words in ("Línea 100", "Línea 350"):
        sought = page.locator(f"#message-{Message.objects.get(text=words).pk}")
        expect(sought).to_have_count(0)
        page.evaluate(JUMP, f"message-{Message.objects.get(text=words).pk}")
        expect(sought).to_be_in_viewport()
        expect(sought).to_be_focused()
        page.locator("to-newest button").click()
        expect(flow.locator(".bubble", has_text="Buenos días")).to_be_in_viewport()
        expect(page.locator("to-newest button")).to_be_hidden()
        shown = flow.locator(".bubble .words").evaluate_all("all => all.map(one => one.textContent.trim())")
        assert len(shown) == len(set(shown))


def test_from_an_old_place_one_reads_on_page_by_page(page: Page, desk: Desk) -> None:
    valeria = desk.twin.customer("+56900000048", name="Valeria Montt")
    valeria.writes("Buenos días")
    enter(page, desk)
    page.goto(f"{desk.url}/?view=all")
    expect(page.locator("a.row", has_text="Valeria Montt")).to_be_visible()
    long_talk(desk, 200)
    old = Message.objects.get(text="Línea 150")
    number = Case.objects.get().pk
    page.goto(f"{desk.url}/cases/{number}?view=all&at={old.pk}")
    expect(page.locator(f"#message-{old.pk}")).to_be_in_viewport()
    read_on(page, "Buenos días", back=False)
    expect(page.locator("#latest .bubble", has_text="Buenos días")).to_have_count(1)
    shown = page.locator("#flow .bubble .words").evaluate_all("all => all.map(one => one.textContent.trim())")
    assert shown[-151:] == [*[f"Línea {n}" for n in range(149, -1, -1)], "Buenos días"]
    valeria.writes("¿Siguen ahí?")
    expect(page.locator("#latest .bubble", has_text="¿Siguen ahí?")).to_have_count(1)
