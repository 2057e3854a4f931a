"""A mail of ours is read by every program, answers in one chain, and lets nobody write into its head."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from recado.desk.channels.email import answering, composing, reading
from recado.desk.channels.orders import Mailbox, Outbound, OutboundFile, OutboundMail
from recado.desk.channels.port import Refused

DMITRI = Mailbox("Dmitri Sokolov", "dmitri@lumen.example")
MAIL = OutboundMail(
    message_id="<desk.7.12.abcdefghijkl@hilandera.example>",
    subject="Re: La lámpara no enciende",
    sender=Mailbox("Soporte de Hilandera", "soporte@hilandera.example"),
    to=(DMITRI,),
    at=datetime(2026, 11, 20, 10, 15, tzinfo=UTC),
    reply_to="soporte+c-7-abcdefghijkl@hilandera.example",
    in_reply_to="<first@lumen.example>",
    references=("<first@lumen.example>",),
    signature="Ada Fuentes\nHilandera",
    separator="## Responda por encima de esta línea ##",
    quoted="La lámpara no enciende.\n\nDmitri",
    quoted_by="El 20/11/2026, Dmitri Sokolov escribió:",
    house="a house",
)


def _raw(text: str = "Hola Dmitri:\n\nYa lo miro.", **changed: Any) -> bytes:
    order = Outbound(phone=None, stable=None, ours="", text=text, mail=replace(MAIL, **changed))
    return composing.compose(order).as_bytes()


def _parsed(**changed: Any) -> Any:
    return message_from_bytes(_raw(**changed), policy=policy.default)


def test_C17_the_head_says_who_writes_and_which_mail_is_answered() -> None:
    message = _parsed()
    assert str(message["From"]) == "Soporte de Hilandera <soporte@hilandera.example>"
    assert str(message["Reply-To"]) == "Soporte de Hilandera <soporte+c-7-abcdefghijkl@hilandera.example>"
    assert (message["In-Reply-To"], message["References"]) == ("<first@lumen.example>", "<first@lumen.example>")
    assert (message["Subject"], message["X-Desk-Loop"]) == ("Re: La lámpara no enciende", "a house")
    assert message["Message-ID"] == message["X-Desk-Message"] == MAIL.message_id
    assert message["Auto-Submitted"] is None


def test_C17_our_own_reader_finds_words_signature_and_quote_below_the_line_again() -> None:
    message = _parsed()
    plain = message.get_body(("plain",)).get_content()
    assert plain.splitlines()[0] == MAIL.separator
    assert plain.splitlines()[1:5] == ["", "Hola Dmitri:", "", "Ya lo miro."]
    assert "> La lámpara no enciende." in plain
    page = message.get_body(("html",)).get_content()
    assert "<p>Ya lo miro.</p>" in page
    assert '<blockquote type="cite"><p>La lámpara no enciende.</p>' in page


def test_C17_an_answer_to_it_is_read_above_the_line() -> None:
    quoted = "\r\n".join(f"> {line}" for line in _parsed().get_body(("plain",)).get_content().splitlines())
    answer = f"From: d@x.example\r\nSubject: Re: x\r\n\r\nGracias, ya funciona.\r\n\r\n{quoted}\r\n".encode()
    assert reading.read(answer).new_text == "Gracias, ya funciona."


def test_what_a_page_holds_is_words_and_runs_nothing() -> None:
    page = _parsed(text='<script>alert(1)</script> https://x.example/a?b=1&c=<b>"').get_body(("html",)).get_content()
    assert "<script>" not in page
    assert '<a href="https://x.example/a?b=1&amp;c=">https://x.example/a?b=1&amp;c=</a>' in page


def test_EM17_two_hundred_mails_leave_a_bounded_chain_broken_between_ids_only() -> None:
    ids = [f"{number}.{'x' * 90}@lumen.example" for number in range(200)]
    chain = answering.references(ids[:-1], f"<{ids[-1]}>")
    assert chain == (f"<{ids[0]}>", *(f"<{one}>" for one in ids[180:]))
    raw = _raw(references=chain)
    assert message_from_bytes(raw)["References"].split() == list(chain)
    assert max(map(len, raw.splitlines())) < 998
    assert b"=?" not in raw.split(b"References:")[1].split(b"\nX-")[0]


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("La lámpara", "Re: La lámpara"),
        ("RE: Re:  AW: La lámpara", "Re: La lámpara"),
        ("Re[2]: lamp", "Re: lamp"),
        ("Ответ: лампа", "Re: лампа"),
        ("Fwd: lamp", "Re: Fwd: lamp"),
        ("", "Re:"),
        ("Reunión mañana", "Re: Reunión mañana"),
    ],
)
def test_a_subject_gets_one_re(said: str, answered: str) -> None:
    assert answering.subject(said) == answered


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "Hola\r\nBcc: all@lumen.example"},
        {"sender": Mailbox("Ada\nBcc: x@y.example", "ada@hilandera.example")},
        {"to": (Mailbox("", "dmitri@lumen.example\r\nBcc: x@y.example"),)},
        {"in_reply_to": "<a@b>\r\nBcc: x@y.example"},
        {"references": ("<a@b>\nBcc: x@y.example",)},
        {"reply_to": "a@b.example\nBcc: x@y.example"},
    ],
)
def test_nobody_writes_into_the_head(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        _raw(**wrong)
    assert refused.value.code in ("header", "address")


def test_nobody_sees_who_is_copied_blindly() -> None:
    raw = _raw(bcc=(Mailbox("Carla", "carla@hilandera.example"),), cc=(Mailbox("", "valeria@lumen.example"),))
    assert b"carla" not in raw
    assert b"valeria@lumen.example" in raw
    only = _parsed(to=(), bcc=(DMITRI,))
    assert (only["To"], only["Bcc"]) == ("undisclosed-recipients:;", None)


def test_names_and_domains_of_every_script_travel() -> None:
    to = (Mailbox('Соколов, "Дмитрий"', "dmitri@лампа.example"),)
    message = _parsed(to=to)
    [box] = message["To"].addresses
    assert (box.display_name, box.addr_spec) == ('Соколов, "Дмитрий"', "dmitri@xn--80aa5afp.example")


def test_a_machines_mail_says_so() -> None:
    message = _parsed(automatic="auto-replied")
    told = [message[name] for name in ("Auto-Submitted", "X-Auto-Response-Suppress", "Precedence")]
    assert told == ["auto-replied", "All", "auto_reply"]
    assert not reading.read(_raw(automatic="auto-replied")).verdict.may_auto_reply


def test_files_travel_as_they_are_whatever_their_names(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"From x\r\n.\r\n\x00\xff")
    name = "Rechnung für Ñandú\r\nX: y.pdf"
    files = tuple(OutboundFile(str(tmp_path / "a"), mime, name) for mime in ("application/pdf", "message/rfc822", ""))
    message = _parsed(files=files)
    found = list(message.iter_attachments())
    assert [one.get_content_type() for one in found] == ["application/pdf", *["application/octet-stream"] * 2]
    assert {one.get_filename() for one in found} == {"Rechnung für ÑandúX: y.pdf"}
    assert {one.get_content() for one in found} == {b"From x\r\n.\r\n\x00\xff"}
    with pytest.raises(Refused, match="file-missing"):
        _raw(files=(OutboundFile(str(tmp_path / "gone"), "a/b", "x"),))


def test_html_of_the_writer_stands_in_the_page_only() -> None:
    message = _parsed(html="<p>Ya <b>lo</b> miro.</p>")
    assert "<p>Ya <b>lo</b> miro.</p>" in message.get_body(("html",)).get_content()
    assert "<b>" not in message.get_body(("plain",)).get_content()


def test_a_mail_to_nobody_is_refused() -> None:
    with pytest.raises(Refused, match="no_recipient"):
        _raw(to=())
