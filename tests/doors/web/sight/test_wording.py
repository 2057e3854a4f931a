"""Sizes, spans and numbers as eyes want them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from recado.doors.web.sight import faces, wording


@pytest.mark.parametrize(
    ("count", "said"),
    [(13, "13 B"), (2048, "2 KB"), (1_258_291, "1.2 MB"), (16 * 1024**2, "16 MB"), (3 * 1024**3, "3 GB")],
)
def test_sizes(count: int, said: str) -> None:
    assert wording.size(count) == said


def test_sizes_have_the_readers_comma() -> None:
    with translation.override("es"):
        assert wording.size(1_258_291) == "1,2 MB"
    with translation.override("ru"):
        assert wording.size(1_258_291) == "1,2 МБ"


def test_a_day_begins_with_a_capital_as_a_separator_should() -> None:
    with translation.override("es"):
        assert wording.day(datetime(2025, 10, 17, 12, tzinfo=UTC)) == "Viernes 17 de octubre de 2025"


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "under 1 min"), (13, "13 min"), (60, "1 h"), (320, "5 h 20 min"), (3060, "2 d 3 h")]
)
def test_spans(minutes: int, said: str) -> None:
    assert wording.span(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize(
    ("digits", "said"), [("56922223333", "+56 9 2222 3333"), ("56900000047", "+56 9 0000 0047"), ("lumen", "lumen")]
)
def test_phone_numbers_are_grouped(digits: str, said: str) -> None:
    assert wording.phone(digits) == said


@pytest.mark.parametrize(
    ("name", "initials"), [("Valeria Montt", "VM"), ("Ирина Волкова", "ИВ"), ("ada", "A"), ("", "?")]
)
def test_initials(name: str, initials: str) -> None:
    assert faces.initials(name) == initials
