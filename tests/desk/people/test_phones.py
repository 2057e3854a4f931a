"""Which number is meant, and whether two numbers are one person?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.desk.people import phones

ANYWHERE = st.none() | st.sampled_from(["CL", "BR", "MX", "AR", "RU", "de", "XX", ""])


@pytest.mark.parametrize(
    ("text", "country", "e164"),
    [
        ("+56 9 6111 2233", "CL", "+56961112233"),
        ("9 6111 2233", "CL", "+56961112233"),
        ("tel:+56-9-6111-2233", None, "+56961112233"),
        ("8 (916) 123-45-67", "RU", "+79161234567"),
        ("810 56 9 6111 2233", "RU", "+56961112233"),
        ("+49 (0) 30 901820", "DE", "+4930901820"),
        ("0049 30 901820", None, "+4930901820"),
        ("011 15-2345-6789", "AR", "+5491123456789"),
        ("56961112233", "BR", "+56961112233"),
        ("٩ ٦١١١ ٢٢٣٣", "CL", "+56961112233"),
        ("9 6111 2233", "cl", "+56961112233"),
    ],
)
def test_a_number_is_read_as_its_writer_meant_it(text: str, country: str | None, e164: str) -> None:
    phone = phones.read(text, country)
    assert (phone.valid, phone.e164) == (True, e164)


def test_what_else_a_number_tells() -> None:
    phone = phones.read("+49 30 901820 ext. 12", "CL")
    assert (phone.country, phone.kind, phone.extension, phone.wa_id) == ("DE", "fixed", "12", "4930901820")
    assert phones.read("0800 123 4567", "BR").kind == "toll_free"


@pytest.mark.parametrize(
    ("forms", "canonical"),
    [
        (["5541988887777", "554188887777"], "+5541988887777"),
        (["5212221234567", "522221234567"], "+522221234567"),
        (["5491123456789", "541123456789"], "+5491123456789"),
        (["56961112233"], "+56961112233"),
    ],
)
def test_wa13_every_form_of_a_number_is_one_person(forms: list[str], canonical: str) -> None:
    assert {phones.canonical(form) for form in forms} == {canonical}
    assert all(set(phones.variants(form)) == set(forms) for form in forms)


def test_wa13_a_landline_in_brazil_is_not_somebodys_mobile() -> None:
    assert phones.variants("551133334444") == ("551133334444",)
    assert phones.canonical("5511933334444") == "+5511933334444"


@pytest.mark.parametrize(
    ("digits", "wa_id"),
    [
        ("5511988887777", "5511988887777"),
        ("551188887777", "5511988887777"),
        ("5541988887777", "554188887777"),
        ("5541968887777", "5541968887777"),
        ("522221234567", "5212221234567"),
        ("541123456789", "5491123456789"),
    ],
)
def test_wa13_the_digits_that_whatsapp_most_likely_uses(digits: str, wa_id: str) -> None:
    assert phones.wa_id(digits) == wa_id


def test_wa13_variants_are_told_of_a_number_that_is_not_valid_as_written() -> None:
    assert phones.explain("+55 41 8888-7777", {"country": "BR"}) == {
        "valid": False,
        "e164": "+5541988887777",
        "country": "BR",
        "kind": "mobile",
        "variants": ["5541988887777", "554188887777"],
        "wa_id": "554188887777",
        "extension": None,
    }


@pytest.mark.parametrize("text", ["", "<PHONE>", "2423423243", "911", "\x00", "²³", "a\ud800", "1" * 5000, "+", "++56"])
def test_what_is_no_number_is_not_valid_and_nothing_breaks(text: str) -> None:
    phone = phones.read(text, "CL")
    assert (phone.valid, phone.e164, phone.wa_id) == (False, None, None)


def test_a_text_without_digits_stays_itself() -> None:
    assert phones.canonical(" <USER> ") == "<USER>"
    assert phones.canonical("2423423243") == "+2423423243"


@given(st.text(max_size=40), ANYWHERE)
def test_any_text_is_read(text: str, country: str | None) -> None:
    phone = phones.read(text, country)
    assert not phone.valid or phone.e164


@given(st.from_regex(r"(52|54|55|56|7)[0-9]{8,11}", fullmatch=True))
def test_wa13_the_canonical_form_of_a_canonical_form_is_itself(digits: str) -> None:
    canonical = phones.canonical(digits)
    assert phones.canonical(canonical) == canonical
    assert {phones.canonical(form) for form in phones.variants(digits)} == {canonical}
