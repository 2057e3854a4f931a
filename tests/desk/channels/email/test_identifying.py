"""Message-IDs and reply addresses of ours are known again; those of others never are (EM16, email.md 1)."""

import pytest

from recado.desk.channels.email import identifying
from recado.desk.core import mail_addresses

KEY = "the key of the house"
OURS = identifying.message_id(7, 12, "Soporte@Lúmen.example", KEY)


def test_a_message_id_of_ours_says_which_message_it_was() -> None:
    assert OURS.startswith("<desk.7.12.")
    assert OURS.endswith("@xn--lmen-qra.example>")
    assert OURS.isascii()
    assert identifying.ours(OURS, KEY) == (7, 12)


@pytest.mark.parametrize("changed", [OURS.upper(), OURS.strip("<>"), f" {OURS}\r\n", OURS.replace("<", "< ")])
def test_what_relays_do_to_a_message_id_does_not_matter(changed: str) -> None:
    assert identifying.ours(changed, KEY) == (7, 12)


@pytest.mark.parametrize(
    "foreign",
    [
        "",
        "<desk.7.12@lumen.example>",
        OURS.replace(".12.", ".13."),
        OURS.replace("desk.7", "desk.07"),
        f"{OURS} <x@y>",
        "<CAF=abc@mail.gmail.com>",
        "<desk.99999999999999999999.1.aaaaaaaaaaaa@x>",
    ],
)
def test_what_others_write_or_guess_is_not_ours(foreign: str) -> None:
    assert identifying.ours(foreign, KEY) is None


def test_another_house_does_not_know_it() -> None:
    assert identifying.ours(OURS, "another key") is None


def test_a_reply_address_names_its_thread_whatever_the_case() -> None:
    address = identifying.token("soporte+ventas@Lumen.example", 7, KEY)
    assert address.startswith("soporte+c-7-")
    assert address.endswith("@lumen.example")
    assert identifying.token_of(address.upper(), KEY) == 7
    assert identifying.token_of(address.replace("soporte+", ""), KEY) == 7, "a catch-all"
    assert identifying.token_of(address.replace("c-7", "c-8"), KEY) is None
    assert identifying.token_of("soporte@lumen.example", KEY) is None
    assert identifying.token_of(address, "another key") is None


def test_a_seal_of_a_message_is_none_of_a_thread() -> None:
    seal = OURS.split(".")[3].split("@")[0]
    assert identifying.token_of(f"x+c-7-{seal}@lumen.example", KEY) is None


def test_addresses_are_compared_as_the_wire_spells_them() -> None:
    assert mail_addresses.spelled(" <Ana@LÚMEN.example.> ") == "ana@xn--lmen-qra.example"
    assert mail_addresses.spelled("no address") == ""
    assert mail_addresses.shown("ana@xn--lmen-qra.example") == "ana@lúmen.example"
