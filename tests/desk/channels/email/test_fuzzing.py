"""Do mails that were spoiled at random break the reader, keep it busy, or lose a line (EM8, EM19)?"""

import json
import os
import re
import time

import pytest

from recado.desk.channels.email import explaining, messages
from tests.desk.channels.email.mails import raw
from tests.desk.channels.email.mutating import changed
from tests.desk.channels.email.seeds import SEEDS

SEED = int(os.environ.get("RECADO_FUZZ_SEED", "20261122"))
"""Where the luck begins; another one takes other roads."""
EACH = 250
ACTIVE = re.compile(r"<(?:script|iframe|object|embed|form|svg)\b|<[^>]+\son\w+=\"|href=\"\s*javascript", re.IGNORECASE)
LONG = b"X: y\n\n"


@pytest.mark.parametrize("share", range(8))
def test_em8_spoiled_mails_become_answers(share: int) -> None:
    for seed in range(SEED + share * EACH, SEED + (share + 1) * EACH):
        mail = changed(seed, SEEDS)
        began = time.process_time()
        try:
            answer = explaining.explain(mail)
            message = messages.read(mail)
        except Exception as error:
            error.add_note(f"the first mail of RECADO_FUZZ_SEED={seed}")
            raise
        assert time.process_time() - began < 6, f"2 s on a quiet core for the mail of seed {seed}"
        told = json.dumps(answer)
        assert "\\u0000" not in told, seed
        assert not ACTIVE.search(answer["html"] or ""), seed
        signature = message.mail.signature if message.mail else ""
        assert len(signature) == messages.LONGEST_TEXT or said(answer["text"]) == said(
            answer["new_text"], answer["quoted_text"], signature
        ), seed


def said(*texts: str) -> list[str]:
    """The lines of all, without order and blanks."""
    return sorted(line.strip() for text in texts for line in text.split("\n") if line.strip())


@pytest.mark.parametrize(
    "mail",
    [
        LONG + b" " * 300_000 + b"x",
        LONG + (b" " * 500 + b"x\n") * 3000,
        LONG + (b"-" * 500 + b"x\n") * 3000,
        LONG + (b"#" * 500 + b"x\n") * 3000,
        LONG + (b"-" * 200 + b"forwarded by " + b"-" * 200 + b"x\n") * 3000,
        b"Content-Type: text/plain; format=flowed\n\n" + b"aaaa \n" * 200_000,
        b"Date: " + b"(" * 100_000 + b"\n\nx",
        b"From: " + b"a" * 100_000 + b"\n\nx",
        b"From: " + b"\\(" * 50_000 + b"\n\nx",
        b"From: " + b'\\"' * 50_000 + b"\n\nx",
        (b"From: " + bytes(range(128, 256)) * 8 + b"\n") * 900 + b"\nx",
        b"From: mailer-daemon@x\nSubject: failure notice\n\n" + b" " * 400_000,
    ],
)
def test_em19_nothing_grows_with_the_square(mail: bytes) -> None:
    began = time.process_time()
    explaining.explain(mail)
    assert time.process_time() - began < 5, "a second on a quiet core; minutes where it does"


def test_a_charset_that_no_mail_is_written_in_is_no_charset() -> None:
    for label in ("undefined", "idna", "punycode", "unicode_escape"):
        answer = explaining.explain(raw("lámpara\\x41", Content_Type=f"text/plain; charset={label}"))
        assert answer["text"] == "lámpara\\x41"


def test_an_id_of_a_picture_has_no_nul() -> None:
    file = explaining.explain(raw("x", Content_Type="image/png", Content_ID="<a\0b>"))["attachments"][0]
    assert file["content_id"] == "ab"
