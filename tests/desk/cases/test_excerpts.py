"""The words that were looked for are marked as the index finds them."""

import pytest

from recado.desk.cases import excerpts, sought
from recado.desk.cases.excerpts import Piece

pytestmark = pytest.mark.django_db


def marked(text: str, query: str) -> str:
    return "".join(f"[{one.text}]" if one.meant else one.text for one in excerpts.excerpt(text, sought.read(query)))


@pytest.mark.parametrize(
    ("text", "query", "said"),
    [
        ("La integración falla", "integracion", "La [integración] falla"),
        ("Las integraciones fallan", "integración falla", "Las [integraciones] [fallan]"),
        ("Посмотрите счета", "счёт", "Посмотрите [счета]"),
        ("Mis lámparas", "lamp", "Mis [lámparas]"),
        ("Llamen al 56900000047", "0000 0047", "Llamen al [56900000047]"),
        ("Lámpara", "espejo", "Lámpara"),
        ("Cafe\u0301 solo", "cafe", "[Café] solo"),
        ("", "espejo", ""),
    ],
)
def test_words_are_marked_by_their_stems(text: str, query: str, said: str) -> None:
    assert marked(text, query) == said


def test_of_a_long_text_the_part_is_shown_where_the_word_stands() -> None:
    text = " ".join(["relleno"] * 60 + ["lámpara", "rota"] + ["relleno"] * 60)
    shown = marked(text, "lampara")
    assert shown.startswith("… relleno")
    assert shown.index("[lámpara]") < excerpts.SEEN
    assert shown.endswith("…")


def test_nothing_of_a_text_is_lost_between_the_pieces() -> None:
    pieces = excerpts.marked("La lámpara rota", sought.read("rota la "))
    assert pieces == [Piece("La", meant=True), Piece(" lámpara "), Piece("rota", meant=True)]
