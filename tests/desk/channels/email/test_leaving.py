"""A mail leaves once through a real server; every refusal has its class, and silence after the mail is no refusal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from recado.desk.channels.email import advice, sending, verdicts
from recado.desk.channels.orders import Mailbox, Outbound, OutboundMail
from recado.desk.channels.port import Account, Ambiguous, Refused, Turned, Unreachable
from tests.desk.channels.email import postbox
from tests.desk.channels.email.postbox import PASSWORD, USER, Postbox

MAIL = OutboundMail(
    message_id="<desk.7.12.abcdefghijkl@hilandera.example>",
    subject="Re: La lámpara",
    sender=Mailbox("Soporte", USER),
    to=(Mailbox("Dmitri", "dmitri@lumen.example"),),
    at=datetime(2026, 11, 20, tzinfo=UTC),
)


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox.running() as running:
        yield running


def _send(box: Postbox, text: str = "Hola", secrets: dict[str, str] | None = None, **changed: Any) -> Any:
    smtp = changed.pop("smtp", {})
    account = Account("soporte", box.settings(**smtp), secrets or {})
    order = Outbound(phone=None, stable=None, ours="", text=text, mail=replace(MAIL, **changed))
    return sending.send(account, order)


def _wrong(box: Postbox, **changed: Any) -> tuple[str, str]:
    with pytest.raises((Refused, Unreachable)) as wrong:
        _send(box, **changed)
    return type(wrong.value).__name__, wrong.value.code


def test_a_mail_is_accepted_under_its_own_id_and_goes_to_everybody(box: Postbox) -> None:
    cc, bcc = (Mailbox("", "valeria@lumen.example"),), (Mailbox("", "carla@hilandera.example"),)
    accepted = _send(box, ".\n..hola\n", cc=cc, bcc=bcc)
    [taken] = box.taken
    assert (accepted.id, accepted.turned) == ("desk.7.12.abcdefghijkl@hilandera.example", ())
    assert taken.sender == USER
    assert taken.to == ["dmitri@lumen.example", "valeria@lumen.example", "carla@hilandera.example"]
    assert taken.message.get_body(("plain",)).get_content().splitlines()[:2] == [".", "..hola"]  # type: ignore[union-attr]
    assert b"carla" not in taken.raw


def test_a_machines_mail_has_no_return_path(box: Postbox) -> None:
    _send(box, automatic="auto-replied")
    assert box.taken[0].sender == ""


@pytest.mark.parametrize(
    ("answer", "kind", "class_"),
    [
        ("451 4.3.0 try later", "busy", Unreachable),
        ("450 4.2.0 greylisted", "greylisted", Unreachable),
        ("550 5.1.1 no such user", "no_such_address", Refused),
        ("550 unknown", "no_such_address", Refused),
        ("550 5.7.30 Basic authentication is not supported", "basic_auth_off", Unreachable),
        ("552 5.3.4 too big", "too_large", Refused),
        ("552 5.2.2 mailbox full", "full", Refused),
        ("554 5.7.1 spam", "rejected", Refused),
        ("530 5.7.0 authentication needed", "login_needed", Unreachable),
        ("599 what", "refused", Refused),
    ],
)
def test_every_answer_has_its_class_and_words(box: Postbox, answer: str, kind: str, class_: type[Any]) -> None:
    for place in ("says", "after"):
        box.says, box.after = ({"dmitri@lumen.example": answer}, "250 ok") if place == "says" else ({}, answer)
        with pytest.raises(class_) as wrong:
            _send(box)
        assert verdicts.of(wrong.value.code).kind == kind
        assert advice.explain(wrong.value.code, wrong.value.detail)[-1] == answer.partition(" ")[2]
    assert not box.taken


def test_who_is_turned_away_is_named_and_the_others_get_it(box: Postbox) -> None:
    box.says = {"valeria@lumen.example": "550 5.1.1 no such user"}
    accepted = _send(box, cc=(Mailbox("", "valeria@lumen.example"),))
    assert accepted.turned == (Turned("valeria@lumen.example", "550 5.1.1", "5.1.1 no such user"),)
    assert box.taken[0].to == ["dmitri@lumen.example"]


def test_all_wait_a_while_for_one_who_may_take_it_later(box: Postbox) -> None:
    box.says = {"valeria@lumen.example": "451 4.3.0 later"}
    cc = (Mailbox("", "valeria@lumen.example"),)
    assert _wrong(box, cc=cc) == ("Unreachable", "451 4.3.0")
    assert not box.taken
    assert [one.address for one in _send(box, cc=cc, tries=sending.PATIENT).turned] == ["valeria@lumen.example"]


def test_EM16_silence_after_the_mail_is_neither_yes_nor_no(box: Postbox) -> None:
    box.cuts = "after"
    with pytest.raises(Ambiguous):
        _send(box)
    assert len(box.taken) == 1


def test_a_server_that_is_away_gets_it_later() -> None:
    with postbox.running() as gone:
        pass
    assert _wrong(gone) == ("Unreachable", "connect")
    assert _wrong(gone, smtp={"host": "mail.invalid"}) == ("Unreachable", "host")
    assert _wrong(gone, smtp={"host": ""}) == ("Unreachable", "settings")


def test_a_server_without_encryption_gets_nothing_where_it_was_agreed(box: Postbox) -> None:
    assert _wrong(box, smtp={"security": "starttls"}) == ("Unreachable", "no_starttls")
    assert _wrong(box, smtp={"security": "tls"}) == ("Unreachable", "tls")


def test_one_logs_in_with_a_password_and_a_wrong_one_waits_for_a_better() -> None:
    with postbox.running(logins=True) as box:
        smtp = {"user": USER}
        assert _wrong(box) == ("Unreachable", "530 5.7.0")
        assert _wrong(box, smtp=smtp) == ("Unreachable", "530 5.7.0")
        assert _wrong(box, smtp=smtp, secrets={"smtp_password": "wrong"}) == ("Unreachable", "535 5.7.8")
        _send(box, smtp=smtp, secrets={"smtp_password": PASSWORD})
        assert len(box.taken) == 1


def test_what_is_too_large_is_said_before_it_is_sent() -> None:
    with postbox.running(data_size_limit=4000) as box:
        assert _wrong(box, text="x" * 5000) == ("Refused", "too_large")
        assert not box.taken


def test_strange_letters_in_an_address_leave_only_where_the_server_takes_them(box: Postbox) -> None:
    to = (Mailbox("", "дмитрий@lumen.example"),)
    assert _wrong(box, to=to) == ("Refused", "smtputf8")
    with postbox.running(enable_SMTPUTF8=True) as wide:
        _send(wide, to=to)
        assert wide.taken[0].to == ["дмитрий@lumen.example"]


def test_waits_grow_from_minutes_to_an_hour() -> None:
    assert [verdicts.wait("451 4.3.0", tries) for tries in range(1, 6)] == [300, 900, 2700, 3600, 3600]
