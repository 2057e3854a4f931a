"""Which names stand in a text: the longest wins, accents and capitals do not count."""

import pytest

from recado.desk.cases import mentions
from recado.desk.cases.mentions import Name

HOUSE = [
    Name("agent:1", "Ada Fuentes"),
    Name("agent:2", "Ada Fuentes Rey"),
    Name("agent:3", "Bruno Rey"),
    Name("agent:4", "Iñigo Ángel"),
    Name("team:1", "Soporte"),
    Name("team:2", "Soporte Técnico"),
    Name("agent:5", "Анна Ёлкина"),
]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("@Bruno Rey, ¿lo miras?", [("agent:3",)]),
        ("(@bruno rey)", [("agent:3",)]),
        ("@Bruno mira esto", [("agent:3",)]),
        ("@Ada Fuentes Rey y @Ada Fuentes", [("agent:2",), ("agent:1",)]),
        ("@soporte tecnico o @SOPORTE.", [("team:2",), ("team:1",)]),
        ("@Inigo Angel", [("agent:4",)]),
        ("@анна елкина, посмотрите", [("agent:5",)]),
        ("@Ada", []),
        ("@Brunos", []),
        ("@Bruno Reyes", [("agent:3",)]),
        ("bruno@Bruno Rey", []),
        ("@ Bruno Rey, @, @@", []),
        ("Bruno Rey", []),
    ],
)
def test_names_are_found(text: str, keys: list[tuple[str, ...]]) -> None:
    found = mentions.spans(text, HOUSE)
    assert [span.keys for span in found] == keys
    assert all(text[span.start] == "@" for span in found)


def test_two_of_one_name_are_both_possible() -> None:
    twins = [Name("agent:1", "Ada Rey"), Name("agent:2", "Ada Rey")]
    assert mentions.spans("@Ada Rey", twins) == [mentions.Span(0, 8, ("agent:1", "agent:2"))]


def test_letters_that_are_more_than_one_sign_keep_their_places() -> None:
    text = "E\u0301sta es @I\u0301n\u0303igo A\u0301ngel aquí"
    assert mentions.spans(text, [Name("agent:4", "Íñigo Ángel")]) == []
    assert mentions.spans("ǆ @Íñigo Ángel", [Name("agent:4", "Íñigo Ángel")])[0].start == 2
