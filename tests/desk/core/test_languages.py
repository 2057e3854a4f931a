"""Is the language of a few words known, and doubt admitted?"""

import pytest

from recado.desk.core import languages


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Hola, ¿dónde está mi pedido?"),
        ("en", "Hello, where is my order?"),
        ("pt", "Bom dia, onde está o meu pedido?"),
        ("ru", "Здравствуйте, где мой заказ?"),
        ("uk", "Добрий день, де моє замовлення?"),
        ("de", "Guten Tag, wo ist meine Bestellung?"),
        ("fr", "Bonjour, où est ma commande ?"),
        ("it", "Buongiorno, dov'è il mio ordine?"),
        ("nl", "Goedendag, waar is mijn bestelling?"),
        ("pl", "Dzień dobry, gdzie jest moja paczka?"),
        ("ja", "注文はどこですか"),
        ("ko", "제 주문은 어디에 있나요?"),
        ("zh", "我的订单在哪里"),
        ("ar", "أين طلبي؟"),
    ],
)
def test_a_short_question_is_enough(language: str, text: str) -> None:
    assert languages.guess(text) == language


@pytest.mark.parametrize(
    "text", ["", "ok", "12345", "👍", "https://lumen.example/de/la/que", "dmitri@lumen.example", "Lumen"]
)
def test_what_could_be_any_language_is_none(text: str) -> None:
    assert languages.guess(text) is None
