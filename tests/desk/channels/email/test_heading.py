"""Who wrote to whom, when, and in answer to what?"""

from datetime import UTC, datetime

import pytest

from recado.desk.channels.email.addresses import Address
from tests.desk.channels.email.mails import read

DMITRI = Address("Dmitri", "dmitri@lumen.example")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Dmitri <dmitri@lumen.example>", DMITRI),
        ('"Dmitri" <dmitri@LUMEN.example>', DMITRI),
        ("dmitri@lumen.example (Dmitri)", DMITRI),
        ("=?utf-8?q?Dmitri?= <dmitri@lumen.example>", DMITRI),
        ("Dmitri <mailto:dmitri@lumen.example>", DMITRI),
        ("Dmitri <dmitri@lumen.example", DMITRI),
        ("<@relay.example:dmitri@lumen.example>", Address("", "dmitri@lumen.example")),
        ("<dmitri@lumen.example>dmitri@lumen.example", Address("", "dmitri@lumen.example")),
        ('"Óptica, Lumen" <dmitri@lumen.example>', Address("Óptica, Lumen", "dmitri@lumen.example")),
        ("Óscar <dmitri@lumen.example>".encode("latin-1"), Address("Óscar", "dmitri@lumen.example")),
    ],
)
def test_an_address_is_read_however_carelessly_it_is_written(written: str | bytes, meant: Address) -> None:
    assert read(From=written).head.from_ == meant


def test_several_people_groups_and_names_alone() -> None:
    head = read(To="Desk: help@desk.example, Ada <ada@desk.example>;, Bruno", Cc="undisclosed-recipients:;").head
    assert head.to == (Address("", "help@desk.example"), Address("Ada", "ada@desk.example"), Address("Bruno", ""))
    assert head.cc == ()


def test_without_a_usable_from_the_sender_writes_else_who_wants_the_answer() -> None:
    assert read(From=None, Sender="dmitri@lumen.example").head.from_.address == "dmitri@lumen.example"
    assert read(From="Dmitri", Reply_To="valeria@lumen.example").head.from_.address == "valeria@lumen.example"
    assert read(From="Dmitri").head.from_ == Address("Dmitri", "")


def test_behind_a_group_stands_the_person() -> None:
    head = read(
        From="Group <all@lumen.example>", X_Original_Sender="dmitri@lumen.example", Sender="x@lumen.example"
    ).head
    assert head.sender == Address("", "dmitri@lumen.example")


def test_em3_a_mail_without_an_id_says_so_and_is_read() -> None:
    mail = read("Hello", Message_ID="")
    assert (mail.head.message_id, mail.new_text, mail.defects) == (None, "Hello", ("no message-id",))


def test_em14_several_ids_folded_fields_and_ids_without_brackets() -> None:
    head = read(
        In_Reply_To="<a@x>\r\n <b@x>",
        References="<a@x>\r\n\t<b@x> <a@x>\r\n <c d@x>",
        Message_ID="one@lumen.example",
    ).head
    assert head.in_reply_to == ("a@x", "b@x")
    assert head.references == ("a@x", "b@x", "cd@x")
    assert head.message_id == "one@lumen.example"


def test_em14_what_outlook_leaves_out_is_simply_absent() -> None:
    head = read(In_Reply_To=None, References=None, Thread_Index="Adabc==").head
    assert (head.in_reply_to, head.references) == ((), ())


@pytest.mark.parametrize(
    "written",
    [
        "Fri, 20 Nov 2026 10:15:00 +0300",
        "20 Nov 2026 07:15 GMT",
        "Fri, 20 Nov 2026 07:15:00 +0000 (Coordinated Universal Time)",
        "2026-11-20T10:15:00+03:00",
        "2026-11-20 07:15:00",
    ],
)
def test_a_date_is_an_instant(written: str) -> None:
    assert read(Date=written).head.date == datetime(2026, 11, 20, 7, 15, tzinfo=UTC)


@pytest.mark.parametrize("written", ["", "soon", "99 Nov 2026 10:00:00", "Fri, 20 Nov 1026 10:15:00 +9999999"])
def test_no_date_is_made_up(written: str) -> None:
    assert read(Date=written).head.date is None
