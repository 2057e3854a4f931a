"""What a receiving server found out is read from the topmost field alone, and only for the domain asked about."""

import pytest

from recado.desk.channels.email import messages, vouched
from recado.desk.channels.mail_facts import Vouched


def found(*fields: str) -> Vouched | None:
    lines = [f"Authentication-Results: {field}" for field in fields]
    mail = messages.read("\r\n".join([*lines, "From: ada@lumen.example", "", "Hola", ""]).encode()).mail
    return mail.vouched if mail else None


GOOGLE = """mx.google.com;
       dkim=pass header.i=@lumen.example header.s=google header.b=abc;
       spf=pass (google.com: domain of ada@lumen.example designates 192.0.2.1 as permitted sender) \
smtp.mailfrom=ada@lumen.example;
       dmarc=pass (p=NONE sp=NONE (a comment in one) dis=NONE) header.from=lumen.example"""


@pytest.mark.parametrize(
    ("field", "passed", "failed"),
    [
        (GOOGLE, ("lumen.example",), False),
        ("mail.lumen.example; dkim=pass header.d=Lumen.Example; spf=fail smtp.mailfrom=x", ("lumen.example",), False),
        ("mail.lumen.example 1; spf=softfail smtp.mailfrom=ada@lumen.example; dkim=none", (), True),
        (
            "mx; dkim=pass header.d=otra.example; dmarc=fail (p=reject) header.from=lumen.example",
            ("otra.example",),
            True,
        ),
        ("mx; none", (), False),
        ("mx; auth=pass smtp.auth=ada@lumen.example; iprev=pass", (), False),
        ("mx; dkim=pass", (), False),
        ('mx; spf=pass smtp.mailfrom="ada@lumen.example"', ("lumen.example",), False),
        (";;;=; (((; dkim=", (), False),
        ("mx (dkim=pass header.d=lumen.example); spf=none", (), False),
    ],
)
def test_what_passed_and_for_whom(field: str, passed: tuple[str, ...], failed: bool) -> None:
    told = found(field)
    assert told
    assert (told.passed, told.failed) == (passed, failed)


HIDDEN = "dkim=pass header.d=lumen.example"


@pytest.mark.parametrize(
    "field",
    [
        f'mx; spf=pass smtp.mailfrom="x; {HIDDEN}"@evil.example; dmarc=none header.from=lumen.example',
        f'mx; spf=pass (domain of "a); {HIDDEN} (x"@evil.example) smtp.mailfrom=evil.example; dmarc=none',
        'mx; dkim=pass header.i="x header.d=lumen.example"@evil.example',
        "mx; spf=pass smtp.mailfrom==?utf-8?q?x=3B=20dkim=3Dpass=20header.d=3Dlumen.example=20?=@evil.example",
        'mx; dkim=pass header.i="/header.d=lumen.example"@evil.example',
        "mx; spf=pass smtp.helo=smtp.mailfrom=lumen.example",
    ],
)
def test_what_the_sender_calls_himself_is_no_finding(field: str) -> None:
    """A return path may be any words, and a server repeats them."""
    told = found(field)
    assert told is not None
    assert not vouched.proves(told, "lumen.example")


def test_without_a_line_of_the_last_server_only_the_topmost_field_counts() -> None:
    told = found("mail.lumen.example; dkim=fail", GOOGLE)
    assert told == Vouched("mail.lumen.example", (), True)
    assert found() is None


OURS = "mx.lumen.example"
BY = f"Received: from out.otra.example (out.otra.example [192.0.2.1]) by {OURS} with ESMTPS id 1; Sun, 22 Nov 2026"
HANDED = f"Received: from {OURS} by {OURS} with LMTP id 2; Sun, 22 Nov 2026"


def said(result: str, by: str = OURS) -> str:
    return f"Authentication-Results: {by}; {result}"


def trace(*lines: str) -> Vouched | None:
    mail = messages.read("\r\n".join([*lines, "From: ada@lumen.example", "", "Hola", ""]).encode()).mail
    return mail.vouched if mail else None


def test_a_server_that_writes_a_field_for_each_check_is_read_whole() -> None:
    """RFC 8601 2.1 and 5: one name, above the line in which the server says that it took the mail."""
    each = [said("dmarc=pass header.from=lumen.example"), said("spf=fail smtp.mailfrom=x@otra.example")]
    more = said("dkim=pass header.d=firma.example")
    whole = Vouched(OURS, ("lumen.example", "firma.example"), False)
    assert trace(*each, more, BY) == whole
    assert trace(HANDED, *each, said("dkim=pass header.d=mal.example", "mx.mal.example"), more, BY) == whole


@pytest.mark.parametrize(
    "lines",
    [
        [said("spf=none"), BY, said(HIDDEN)],
        [BY, said("spf=none"), said(HIDDEN), BY],
        [said("none"), said(HIDDEN), BY],
        ["Received: from with LMTP (x [192.0.2.1]) by mx with ESMTP id 1", said("spf=none"), said(HIDDEN), BY],
        [said("spf=none"), said(HIDDEN)],
        [said('spf=pass smtp.mailfrom="a b"@otra.example'), said(HIDDEN), BY],
    ],
    ids=["below", "below the last server's line", "our own door", "a caller called so", "no line", "quoted"],
)
def test_what_came_with_the_mail_is_not_taken_for_the_servers(lines: list[str]) -> None:
    told = trace(*lines)
    assert told is not None
    assert not vouched.proves(told, "lumen.example")


def test_a_server_that_looked_at_nothing_says_so() -> None:
    told = trace(said("none"), BY)
    assert told == Vouched(OURS, (), False, unchecked=True)


@pytest.mark.parametrize(
    ("passed", "domain", "proved"),
    [
        ("lumen.example", "lumen.example", True),
        ("lumen.example", "correo.lumen.example", True),
        ("correo.lumen.example", "lumen.example", True),
        ("example", "lumen.example", False),
        ("malumen.example", "lumen.example", False),
        ("lumen.example.otra.example", "lumen.example", False),
    ],
)
def test_a_check_speaks_for_its_own_domain(passed: str, domain: str, proved: bool) -> None:
    assert vouched.proves(Vouched("mx", (passed,), False), domain) is proved
