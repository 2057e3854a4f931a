"""Does the interface speak Spanish and Russian as fully as English?"""

from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tests.architecture import catalogues


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_everything_said_is_translated(language: str) -> None:
    assert catalogues.lacks(language) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    assert catalogues.left_over(language) == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_a_translation_keeps_the_holes_of_its_source(language: str) -> None:
    assert catalogues.torn(language) == []


def test_a_guess_and_a_missing_plural_are_no_translation() -> None:
    assert catalogues.is_translated(Message("Log in", "Entrar"))
    assert not catalogues.is_translated(Message("Log in", "Entrar", flags={"fuzzy"}))
    assert not catalogues.is_translated(Message(("a case", "cases"), ("caso", "")))
    assert not catalogues.same_holes(Message("%(name)s writes", "%(nombre)s escribe"))


def test_templates_are_read_as_django_reads_them(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    plural = "{% blocktranslate count n=n %}a{% plural %}b{% endblocktranslate %}"
    page.write_text("{% load i18n %}\n  <a>{% translate 'Log in' %}</a>\n" + plural)
    assert [text.id for text in catalogues.said_in(page)] == ["Log in", ("a", "b")]
