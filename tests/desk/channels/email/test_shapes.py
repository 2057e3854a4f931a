"""Does any shape of a mail keep the reader busy, however many small things it is made of (EM8, EM19)?"""

import time

import pytest

from recado.desk.channels.email import bounces, dialects, explaining, messages, mime
from tests.desk.channels.email.mails import part

SERVER = b"From: MAILER-DAEMON@post.example\r\nReturn-Path: <>\r\nSubject: Undelivered mail\r\n"
PERSON = b"From: Valeria <valeria@post.example>\r\nSubject: Lamp\r\n"
REPORT = b"Content-Type: multipart/report; boundary=seam\r\n\r\n--seam\r\nContent-Type: message/delivery-status\r\n\r\n"
MIXED = b"Content-Type: multipart/mixed; boundary=seam\r\n\r\n"
SIZE = 200_000
WORST = 5  # seconds; a tenth of one on a quiet core


def full(unit: bytes, size: int = SIZE) -> bytes:
    return (unit * (size // len(unit) + 1))[:size]


SHAPES = {
    "blocks": REPORT + full(b"a: b\r\n\r\n"),
    "blank lines": REPORT + full(b"\r\n"),
    "bare blank lines": REPORT + full(b"\n"),
    "blocks without a report": b"Content-Type: message/delivery-status\r\n\r\n" + full(b"a:\n\n"),
    "recipients": REPORT + full(b"Final-Recipient: rfc822; ana@post.example\r\nAction: delivered\r\n\r\n"),
    "reports": MIXED + full(b"--seam\r\nContent-Type: message/delivery-status\r\n\r\na: b\r\n\r\n"),
    "parts": MIXED + full(b"--seam\r\n\r\n"),
    "pages": MIXED + full(b"--seam\r\nContent-Type: text/html\r\n\r\n<b>a\r\n"),
    "mails": MIXED + full(b"--seam\r\nContent-Type: message/rfc822\r\n\r\nSubject: a\r\n\r\n"),
    "mails in mails": full(b"Content-Type: message/rfc822\r\n\r\n"),
    "parts in parts": full(MIXED + b"--seam\r\n"),
    "seams in seams": b"".join(MIXED.replace(b"seam", b"s%d" % at) + b"--s%d\r\n" % at for at in range(3000)),
    "fields": full(b"a:\n"),
    "stamps": full(b"Received: from a.example by b.example; Sun, 22 Nov 2026 10:00:00 +0000\r\n"),
    "checks": full(b"Authentication-Results: b.example; dkim=pass header.d=a.example\r\n"),
    "folds": b"X: " + full(b"b\r\n ") + b"\r\n\r\n",
    "names": b"Cc: " + full(b"=?utf-8?q?a?= <a@b.example>,\r\n ") + b"\r\n\r\n",
    "encoded words": b"Subject: " + full(b"=?utf-8?q?a?= ") + b"\r\n\r\n",
    "parameters": b"Content-Type: text/plain" + full(b"; a=b") + b"\r\n\r\n",
    "numbered parameters": b"Content-Type: x/y" + b"".join(b"; name*%d=b" % at for at in range(15_000)) + b"\r\n\r\n",
    "lines": b"\r\n" + full(b"a\r\n"),
    "addresses": b"\r\n" + full(b"<ana@post.example>: 550 unknown\r\n"),
}


@pytest.mark.parametrize("head", [SERVER, PERSON], ids=["server", "person"])
@pytest.mark.parametrize("shape", SHAPES)
def test_em19_no_shape_keeps_the_reader_busy(shape: str, head: bytes) -> None:
    mail = head + SHAPES[shape]
    began = time.process_time()
    explaining.explain(mail)
    messages.read(mail)
    assert time.process_time() - began < WORST


def test_em8_what_lies_beyond_the_bounds_is_kept() -> None:
    """The report is cut for the search only: its first failure is found, and the mail is shown whole."""
    group = b"Final-Recipient: rfc822; ana@post.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
    mail = SERVER + REPORT + group + full(b"a: b\r\n\r\n") + b"\r\n--seam\r\n\r\nNobody lives there\r\n--seam--\r\n"
    answer = explaining.explain(mail)
    assert [one["recipient"] for one in answer["bounce"]["recipients"]] == ["ana@post.example"]
    assert answer["text"] == "Nobody lives there"


def test_a_dialect_is_found_in_parts_and_in_mails_within_mails() -> None:
    said = part("text/plain", "The following address failed:\r\n<ana@post.example>\r\n")
    for mail in (SERVER + said, SERVER + MIXED + b"--seam\r\n" + said + b"\r\n--seam--\r\n"):
        assert dialects.failures(mail) == [("ana@post.example", False)]
    deep = SERVER + b"Content-Type: message/rfc822\r\n\r\n" * 5 + said
    assert dialects.failures(deep) == [("ana@post.example", False)]


def test_a_recipient_beyond_the_first_thousands_is_still_a_failure() -> None:
    groups = b"".join(b"Final-Recipient: rfc822; %d@post.example\r\nAction: failed\r\n\r\n" % at for at in range(5000))
    mail = SERVER + REPORT + groups
    found = bounces.find(mime.parse(mail), mail, "mailer-daemon@post.example", "")
    assert found
    assert len(found.failures) == 5000


def test_em8_a_report_with_zero_bytes_tells_none() -> None:
    """PostgreSQL keeps none, and a bounce names the mail it is about."""
    group = b"Final-Recipient: rfc822; an\0a\r\nAction: failed\r\n\r\n"
    mail = SERVER + REPORT + group + b"--seam\r\nContent-Type: text/rfc822-headers\r\n\r\n%s\r\n--seam--\r\n"
    for told in (b"Message-ID: <o\0ne@lumen.example>", b"x\r\nMessage-ID: <o\0ne@lumen.example>"):
        bounce = explaining.explain(mail % told)["bounce"]
        assert bounce["original_message_id"] == "one@lumen.example"
        assert [one["recipient"] for one in bounce["recipients"]] == ["ana"]


def test_em19_a_large_mail_is_not_held_once_for_each_of_its_levels() -> None:
    """Forty levels of 25 MB were two gigabytes of memory; what lies deeper than eight is one file."""
    shell, words = MIXED + b"--seam\r\n", b"Content-Type: text/plain\r\n\r\nHola\r\n"
    large = mime.parse(PERSON + full(shell, 25_000_000))
    assert sum(len(one.body) + len(one.whole) for one in large.walk()) < 600_000_000
    assert len([*mime.parse(PERSON + shell * 30 + words).walk()]) == 31
