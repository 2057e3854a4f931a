"""A visitor's token, the word for a file, and the colours of a channel: what holds, and what does not."""

from datetime import UTC, datetime, timedelta

import pytest

from recado.desk.channels.site import looks, tokens
from recado.desk.channels.site.tokens import Visitor

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
KEY = "a key"


def test_a_token_names_its_visitor_until_its_end_on_its_channel_only() -> None:
    visitor = tokens.fresh(7)
    token = tokens.issue(visitor, KEY, AT)
    assert tokens.read(token, 7, KEY, AT) == visitor
    for channel, key, at in ((8, KEY, AT), (7, "another", AT), (7, KEY, AT + timedelta(days=366))):
        with pytest.raises(tokens.Invalid):
            tokens.read(token, channel, key, at)


def test_a_vouched_visitor_is_the_same_everywhere_and_for_a_day() -> None:
    one, other = (tokens.vouched(7, "v@lumen.example", "Valeria", KEY) for _ in range(2))
    assert one == other
    assert one.id != tokens.vouched(8, "v@lumen.example", "Valeria", KEY).id
    with pytest.raises(tokens.Invalid):
        tokens.read(tokens.issue(one, KEY, AT), 7, KEY, AT + timedelta(hours=25))


@pytest.mark.parametrize("token", ["", ".", "é.é", "a", "W10.", "AAAA.AAAA"])
def test_nonsense_is_no_token(token: str) -> None:
    with pytest.raises(tokens.Invalid):
        tokens.read(token, 7, KEY, AT)


def test_a_word_opens_one_file_for_a_while() -> None:
    word = tokens.file_word(5, int(AT.timestamp()) + 60, KEY)
    assert tokens.opens(word, 5, KEY, AT)
    assert not tokens.opens(word, 6, KEY, AT)
    assert not tokens.opens(word, 5, KEY, AT + timedelta(minutes=2))
    assert not any(tokens.opens(wrong, 5, KEY, AT) for wrong in ("", "x", "9999999999.guessed", "١.x"))


def test_a_file_is_proven_by_the_one_who_brought_it() -> None:
    assert tokens.upload_word("0" * 64, "v1", KEY) != tokens.upload_word("0" * 64, "v2", KEY)
    assert Visitor(7, "v1") != Visitor(8, "v1")


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://Shop.example/path?x", "https://shop.example"),
        ("shop.example", "https://shop.example"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("https://shop.example:443", "https://shop.example"),
        ("https://óptica.example", "https://xn--ptica-zta.example"),
        ("ftp://shop.example", None),
        ("https://user@shop.example", None),
        ("https://", None),
        ("https://a b", None),
        ("https://shop.example:99999", None),
    ],
)
def test_an_origin_is_written_as_browsers_do(text: str, origin: str | None) -> None:
    assert looks.origin(text) == origin


def test_what_makes_no_sense_in_settings_is_left_out() -> None:
    told = {"colour": "red; x", "theme": "x", "languages": ["fr"], "forms": [3, {"name": "a", "fields": ["evil"]}]}
    known = looks.Looks.of(told)
    assert (known.colour, known.theme, known.languages) == (looks.DEFAULT_COLOUR, "auto", looks.LANGUAGES)
    assert [form.fields for form in known.forms] == [("email", "message")]
