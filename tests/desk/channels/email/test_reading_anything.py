"""Do any bytes whatever break the reader, keep it busy, or leave it without an answer (EM8, EM19)?"""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recado.desk.channels.email import explaining
from tests.desk.channels.email.mails import page, raw, read

NUL = "\\u0000"
ODD = [
    "=?utf-8?b?", "?=", "=?x?q?=ff?=", "<", ">", "(((", '"', ";", "boundary=", "--seam", "\r\n", "\r\n\r\n", "\n", "\0",
    "Content-Type: message/rfc822\n", "Content-Type: multipart/mixed; boundary=seam\n", "charset=utf-16",
    "Content-Transfer-Encoding: base64\n", "begin 644 x\n", "end\n", "From: a@b\n", "On 1 <a@b> wrote:\n", "-- \n",
    "<blockquote>", "</div>", "<img src=cid:", "&#xd800;", "filename*0*=utf-8''%ff", "Date: 99 Foo 0\n", "ñ", "Ы",
]  # fmt: skip
HEADS = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(ODD) | st.text(max_size=8), max_size=6).map("".join)
        for name in ("From", "To", "Subject", "Date", "Message_ID", "References", "Content_Type", "Reply_To")
    },
)


def told(mail: bytes) -> str:
    """What the reader says of it, as PostgreSQL would get it: it takes any JSON without NUL."""
    return json.dumps(explaining.explain(mail))


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_em8_any_bytes_become_an_answer(mail: bytes) -> None:
    assert NUL not in told(mail)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(ODD) | st.binary(max_size=5), max_size=40))
def test_em8_so_do_shreds_of_mails(shreds: list[str | bytes]) -> None:
    assert NUL not in told(b"".join(shred.encode() if isinstance(shred, str) else shred for shred in shreds))


@settings(deadline=None, max_examples=150)
@given(HEADS, st.lists(st.sampled_from(ODD), max_size=20).map("".join))
def test_em8_so_do_broken_heads(fields: dict[str, str], body: str) -> None:
    assert NUL not in told(raw(body, **fields))


def test_em8_what_was_wrong_is_said_and_the_rest_is_read() -> None:
    mail = read("Is anybody there?", Date="yesterday, I think", Message_ID=None, From="\xff\xfe")
    assert (mail.new_text, mail.head.date, mail.head.message_id) == ("Is anybody there?", None, None)
    assert mail.defects == ("no message-id", "no sender's address")


def test_nul_bytes_are_left_out_of_words_and_kept_in_files() -> None:
    assert read(b"one\0two").text == "onetwo"
    file = read(b"a\0b", Content_Type="application/pdf; name=a.pdf").attachments[0]
    assert file.content == b"a\0b"


def test_lines_may_end_in_any_way() -> None:
    for end in (b"\r\n", b"\n", b"\r"):
        mail = explaining.explain(raw("One\r\nTwo").replace(b"\r\n", end))
        assert (mail["subject"], mail["text"]) == ("Lamp", "One\nTwo")


@pytest.mark.parametrize(
    "mail",
    [
        b"Content-Type: text/html\n\n" + b"<div><p>hola <b>x</b>" * 240_000,
        b"Content-Type: text/html\n\n" + b"<blockquote>" * 400_000,
        b"Content-Type: text/html\n\n" + b'<a "b' * 800_000,
        b"Content-Type: text/html\n\n" + b"<!-- " * 800_000,
        b"Content-Type: text/html\n\n" + b"&amp;" * 1_000_000,
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\nContent-Type: text/plain\n\nhola\n" * 100_000,
        b"From: a@b\n" * 500_000,
        b"To: " + b"<" * 2_000_000 + b"\n\n",
        b"To: " + b"a@b," * 500_000 + b"\n\n",
        b"X: y\n\n" + b"From: a\n" * 500_000,
        b"X: y\n\n" + b"On 1 <a@b> wrote it and so on and\n" * 150_000,
        b"X: y\n\n" + b"begin 644 x\n" * 300_000,
    ],
)
def test_em19_five_megabytes_are_read_in_bounded_time(mail: bytes) -> None:
    started = time.process_time()
    explaining.explain(mail)
    assert time.process_time() - started < 6, "2 s on a quiet core"


def test_em19_a_page_of_very_many_tags_keeps_its_words() -> None:
    mail = page("<style>p {}</style>" + "<p>one <b>row</b></p>" * 20_000 + "<p>and the <i>end</i></p>")
    assert mail.text.startswith("one row\n")
    assert mail.new_text.endswith("and the end")
    assert mail.html is not None
    assert mail.html.count("<p>") == 20_001
