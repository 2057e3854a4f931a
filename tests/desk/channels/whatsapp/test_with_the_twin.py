"""Do adapter and twin understand each other, both ways and over real HTTP?"""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from recado.desk.channels.port import (
    Account,
    Ambiguous,
    Edit,
    Media,
    Message,
    Outbound,
    OutboundFile,
    OutboundTemplate,
    Reaction,
    Receipt,
    Refused,
    Revoked,
    Unreachable,
)
from recado.desk.channels.whatsapp import signing
from recado.desk.channels.whatsapp.adapter import ADAPTER
from recado.twins.whatsapp import Customer, Twin
from tests.twins.whatsapp.hearing import Ear

NUMBER = "56900000047"


@pytest.fixture
def dmitri(twin: Twin) -> Customer:
    return twin.customer(f"+{NUMBER}", name="Dmitri")


@pytest.fixture
def picture(tmp_path: Path) -> OutboundFile:
    path = tmp_path / "lamp.png"
    Image.new("RGB", (8, 8)).save(path)
    return OutboundFile(str(path), "image/png", "lamp.png")


def out(**parts: Any) -> Outbound:
    return Outbound(**{"phone": NUMBER, "stable": None, "ours": "desk:7", **parts})


def told(twin: Twin, ear: Ear) -> list[Any]:
    """What the twin told the desk, every body of it genuine."""
    assert twin.settles()
    secrets = {"app_secret": twin.setup.app_secret}
    assert all(signing.genuine(body, {"X-Hub-Signature-256": signed}, secrets) for body, signed in ear.heard)
    return [fact for body, _ in ear.heard for fact in ADAPTER.read(body)]


def test_what_ada_sends_stands_on_dmitris_phone(
    twin: Twin, ear: Ear, desk: Account, dmitri: Customer, picture: OutboundFile
) -> None:
    twin.adds_template("aviso_caso", "es", "Hola {{1}}, su caso es {{2}}")
    text = ADAPTER.send(desk, out(text="Hola, Dmitri"))
    ADAPTER.send(desk, out(file=picture, text="la lámpara", reply_to=text.id))
    ADAPTER.send(desk, out(template=OutboundTemplate("aviso_caso", "es", ("Dmitri", "#12"))))
    first, second, third = dmitri.awaits(3)[-3:]
    assert (first.id, first.text, first.callback_data) == (text.id, "Hola, Dmitri", "desk:7")
    assert (second.type, second.reply_to, second.bytes) == ("image", text.id, Path(picture.path).read_bytes())
    assert (third.type, third.text) == ("template", "Hola Dmitri, su caso es #12")
    assert {fact.status for fact in told(twin, ear) if isinstance(fact, Receipt) and fact.id == text.id} >= {"sent"}


def test_what_dmitri_does_is_told(twin: Twin, ear: Ear, desk: Account, dmitri: Customer) -> None:
    ours = ADAPTER.send(desk, out(text="¿Cómo va?")).id
    text = dmitri.replies(ours, "Bien 💡")
    dmitri.reacts(ours, "🙏")
    dmitri.edits(text, "Muy bien")
    dmitri.revokes(text)
    dmitri.polls()
    facts = told(twin, ear)
    assert any(isinstance(fact, Message) and (fact.id, fact.reply_to) == (text, ours) for fact in facts)
    assert any(isinstance(fact, Reaction) and (fact.target, fact.emoji) == (ours, "🙏") for fact in facts)
    assert any(isinstance(fact, Edit) and (fact.target, fact.text) == (text, "Muy bien") for fact in facts)
    assert any(isinstance(fact, Revoked) and fact.target == text for fact in facts)
    assert any(isinstance(fact, Message) and fact.type == "unsupported" for fact in facts)


def test_dmitris_file_is_fetched(twin: Twin, ear: Ear, desk: Account, dmitri: Customer) -> None:
    id_ = dmitri.sends_document(b"%PDF-1.4 factura", "application/pdf", "factura.pdf")
    (media,) = [fact.media for fact in told(twin, ear) if isinstance(fact, Message) and fact.id == id_ and fact.media]
    fetched = ADAPTER.fetch(desk, media, 1000)
    assert Path(fetched.path).read_bytes() == b"%PDF-1.4 factura"
    Path(fetched.path).unlink()
    with pytest.raises(Refused):
        ADAPTER.fetch(desk, Media(id="12345"), 1000)


@pytest.mark.parametrize(
    ("upset", "trouble"),
    [("throughput", Unreachable), ("pair", Unreachable), ("unavailable", Unreachable), ("hung_up", Ambiguous)],
)
def test_each_upset_is_called_by_its_name(twin: Twin, desk: Account, upset: str, trouble: type[Exception]) -> None:
    twin.upsets(upset)
    with pytest.raises(trouble):
        ADAPTER.send(desk, out(text="Hola"))


def test_the_number_is_alive(twin: Twin, desk: Account, dmitri: Customer) -> None:
    twin.adds_template("aviso_caso", "es", "Hola {{1}}, su caso es {{2}}")
    assert ("aviso_caso", "es", 2) in [
        (each.name, each.language, each.placeholders) for each in ADAPTER.templates(desk)
    ]
    assert ADAPTER.probe(desk).ok
    ADAPTER.mark_read(desk, dmitri.writes("¿Hola?"))
