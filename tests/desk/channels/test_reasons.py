"""A reason is kept as a code and said in the language of whoever reads it; what was kept as a sentence still shows."""

import re
from collections.abc import Iterator

import pytest
from django.utils import translation

from recado.desk.channels import reasons, wording_reasons
from recado.desk.channels.events import ChannelStateChanged
from recado.desk.conversations.robot_caution import Withheld
from recado.desk.core.time import now

HOLE = re.compile(r"%\((\w+)\)s")
LANGUAGES = ("es", "ru")
REFUSED = "El servidor de correo rechaza el usuario y la contraseña"


def every() -> Iterator[str]:
    for code, sentence in reasons.SAID.items():
        yield reasons.kept(code, **dict.fromkeys(HOLE.findall(sentence), "x"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_said_in_each_language(language: str) -> None:
    with translation.override(language):
        same = {wording_reasons.said(line) for line in every()} & {reasons.plain(line) for line in every()}
    assert same == {"x: x"}  # a field of a mail and its value


@pytest.mark.parametrize("kept", ["blocked: x@y.example", "", "{ not ours", '{"code" nor this'])
def test_a_sentence_of_earlier_days_is_said_as_it_was(kept: str) -> None:
    with translation.override("es"):
        assert wording_reasons.said(kept) == kept


def test_one_that_is_known_word_for_word_is_said_anew() -> None:
    with translation.override("es"):
        assert wording_reasons.said("our own mail came back") == wording_reasons.said(reasons.kept("came-back"))


def test_two_sides_of_a_mailbox_stand_side_by_side() -> None:
    one = reasons.kept("mailbox", side="IMAP", error="login", detail="AUTHENTICATIONFAILED")
    other = reasons.kept("provider", side="SMTP", kind="email", error="login", detail="535 no")
    with translation.override("es"):
        said = wording_reasons.said(f"{one}\n{other}")
    assert "IMAP: El servidor" in said
    assert "SMTP: El servidor" in said
    assert "(AUTHENTICATIONFAILED)" in said
    assert said.endswith("535 no")


def test_the_journal_says_it_to_each_reader_in_his_language() -> None:
    stopped = reasons.kept("stopped", kind="email", error="535", detail="535 no")
    told = ChannelStateChanged(at=now(), channel=1, called="Correo", state="stopped", reason=stopped)
    with translation.override("es"):
        assert told.said(str) == f"Por ahora no sale nada por Correo: {REFUSED} (535)."
    held = Withheld("automatic", reasons.kept("appointment"))
    with translation.override("ru"):
        assert [held.said, Withheld("not-answerable", "calendar").said] == [
            "его написала машина (в нём приглашение на встречу)",
            "на такие письма машина не отвечает (приглашение)",
        ]
