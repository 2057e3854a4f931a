"""The one script a site embeds: small, the same for all, in four languages."""

import gzip

import pytest

from recado.desk.channels.site import looks
from recado.desk.core.actors import HOUSE
from recado.desk.rules import changing
from recado.desk.staff import sections
from recado.desk.staff.models import Team
from recado.desk.staff.sections import OpeningHours
from recado.doors.site import packing
from tests.doors.fronts import Front
from tests.doors.site.browsing import Shop

LARGEST = 30 * 1024  # bytes, compressed, with its words and style


def test_the_widget_is_small() -> None:
    plain, packed, _ = packing._joined()
    assert gzip.decompress(packed) == plain
    assert len(packed) <= LARGEST


def test_every_word_is_said_in_every_language() -> None:
    for part in ("widget", "form"):
        told = packing.words(part)
        assert sorted(told) == ["en", "es", "pt", "ru"]
        assert {language: sorted(words) for language, words in told.items()} == dict.fromkeys(told, sorted(told["en"]))


@pytest.mark.django_db(transaction=True)
def test_it_is_fetched_by_any_page_and_once(front: Front, support: Team) -> None:
    shop = Shop(front, support)
    script = shop.ask("/widget.js", origin=None)
    assert (script.status_code, script.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    again = shop.ask("/widget.js", headers={"if-none-match": script.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db(transaction=True)
def test_it_looks_and_speaks_as_the_channel_says(front: Front, support: Team) -> None:
    texts = {"es": "¡Hola!", "en": "Hello!"}
    shop = Shop(front, support, greeting=texts, languages=("es", "en"), colour="#aa3300", theme="dark")
    spanish = shop.ask("/about?language=es-CL").json()
    assert (spanish["language"], spanish["greeting"], spanish["colour"], spanish["theme"]) == (
        "es", "¡Hola!", "#aa3300", "dark",
    )  # fmt: skip
    assert shop.ask("/about?language=ru").json()["language"] == "es"


@pytest.mark.django_db(transaction=True)
def test_w10_one_script_offers_every_way_and_follows_opening_hours(front: Front, support: Team) -> None:
    """W10: WhatsApp, Telegram, e-mail and a form beside the chat, from one script tag, with who is at work now."""
    ways = {"whatsapp": "+56 9 0000 0001", "telegram": "@lumen_bot", "email": "help@lumen.example", "form": "contact"}
    shop = Shop(front, support, ways=looks.ways({**ways, "sms": "1", "evil": "javascript:alert(1)"}))
    told = shop.ask("/about?language=en").json()
    assert told["open"] is True
    assert told["ways"] == [
        ["whatsapp", "https://wa.me/56900000001"],
        ["telegram", "https://t.me/lumen_bot"],
        ["email", "mailto:help@lumen.example"],
        ["form", f"{front.url}{shop.path}/forms/contact?language=en"],
    ]
    assert looks.ways({"telegram": "a/b", "email": "x", "whatsapp": "12"}) == {}


@pytest.mark.django_db(transaction=True)
def test_it_follows_the_opening_hours_of_its_team(front: Front, support: Team) -> None:
    shop = Shop(front, support)
    assert shop.ask("/about").json()["open"] is True
    never = OpeningHours(hours={"mon": (("00:00", "00:01"),)}, zone="UTC")
    changing.change(OpeningHours, sections.scope(support), never, by=HOUSE)
    told = shop.ask("/about").json()
    assert told["open"] is False
    assert told["opens_at"].endswith("T00:00:00Z")
    assert Shop(front, support, hours=False).ask("/about").json()["open"] is True
