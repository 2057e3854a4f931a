"""A mail server hands over what was written to the house, and always hears the truth (C15)."""

import os
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from recado.desk.channels import adding, arriving
from recado.desk.channels.email import mime
from recado.desk.channels.email.accounts import LARGEST
from recado.desk.channels.models import Channel, Delivery
from recado.desk.core.actors import HOUSE
from recado.desk.staff.models import Team
from tests.doors import fronts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]
MAIL = b"From: Dmitri <dmitri@casa.example>\r\nTo: Ayuda <ayuda@lumen.example>\r\nSubject: Luz\r\n\r\nHola\r\n"
MAIL += b".\r\nfin\r\n"
UNCHECKED = b"Authentication-Results: mail.lumen.example; none\r\n"
"""Above whatever a mail claims was checked (RFC 8601 5)."""


@contextmanager
def door(log: Path, url: str = "") -> Iterator[tuple[int, int]]:
    """The process as the supervisor begins it; gives its ports for SMTP and LMTP."""
    ports = free_port(), free_port()
    environment = {**os.environ, "DATABASE_URL": url or fronts.database_url(), "RECADO_MAIL_HOST": "mail.lumen.example"}
    command = [sys.executable, "-P", "-m", "recado.house.parts", "mail", "127.0.0.1", *map(str, ports)]
    with log.open("wb") as words:
        process = subprocess.Popen(command, env=environment, stdout=words, stderr=words)
    try:
        end = time.monotonic() + 20
        while True:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            with suppress(OSError), socket.create_connection(("127.0.0.1", ports[1]), 1):
                break
            time.sleep(0.05)
        yield ports
    finally:
        process.terminate()
        assert process.wait(10) == 0, log.read_text()


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@pytest.fixture
def ayuda(support: Team) -> Channel:
    settings = {"address": "ayuda@lumen.example"}
    return adding.add(kind="email", name="Ayuda", address="", settings=settings, secrets={}, teams=[support], by=HOUSE)


@pytest.fixture
def ventas_mail(ayuda: Channel, support: Team) -> Channel:
    settings = {"address": "ventas@lumen.example"}
    return adding.add(kind="email", name="Ventas", address="", settings=settings, secrets={}, teams=[support], by=HOUSE)


def hand_over(port: int, *recipients: str, body: bytes = MAIL) -> dict[str, object]:
    """What becomes of it: whom the server turned away. Raises what smtplib raises."""
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
        return dict(server.sendmail("dmitri@casa.example", list(recipients), body))


def kept() -> list[tuple[str, bytes]]:
    rows = Delivery.objects.order_by("pk").values_list("channel__key", "body")
    return [(key, bytes(body)) for key, body in rows]


def test_C15_the_unique_address_takes_what_is_forwarded_and_can_be_renewed(ayuda: Channel, tmp_path: Path) -> None:
    old = arriving.address_of(ayuda, "mail.lumen.example", by=HOUSE)
    with door(tmp_path / "log") as (port, _lmtp):
        assert hand_over(port, old) == {}
        fields = b"Return-Path: <dmitri@casa.example>\r\nDelivered-To: " + old.encode() + b"\r\n" + UNCHECKED
        assert kept() == [("ayuda", fields + MAIL)]
        new = f"{arriving.renew(by=HOUSE)}@mail.lumen.example"
        time.sleep(5.1)  # the door looks again after five seconds
        assert hand_over(port, new) == {}
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            hand_over(port, old)
    assert refused.value.recipients[old] == (550, b"5.1.1 nobody has this address here")
    assert len(kept()) == 2


def test_each_mailbox_gets_its_own_and_the_houses_address_goes_by_what_the_mail_says(
    ayuda: Channel, ventas_mail: Channel, tmp_path: Path
) -> None:
    house = arriving.settle(by=HOUSE)
    to_sales = MAIL.replace(b"ayuda@", b"ventas@")
    with door(tmp_path / "log") as (port, _lmtp):
        hand_over(port, f"{house}@any.example", body=to_sales)
        hand_over(port, f"{house}+ventas@any.example")
        hand_over(port, "Ayuda+c-7-abc@lumen.example", "ventas@lumen.example")
        assert hand_over(port, "nadie@otra.example", "ayuda@lumen.example") == {
            "nadie@otra.example": (550, b"5.1.1 nobody has this address here")
        }
    assert [key for key, _body in kept()] == ["ventas", "ventas", "ayuda", "ventas", "ayuda"]
    assert b"Delivered-To: Ayuda+c-7-abc@lumen.example\r\n" + UNCHECKED + b"From" in kept()[2][1]


def test_it_passes_nothing_on_to_others(ayuda: Channel, tmp_path: Path) -> None:
    with door(tmp_path / "log") as (port, _lmtp), pytest.raises(smtplib.SMTPRecipientsRefused):
        hand_over(port, "ana@example.org", "luis@example.net")
    assert kept() == []


def test_what_is_too_large_is_refused_before_and_after_it_came(ayuda: Channel, tmp_path: Path) -> None:
    with door(tmp_path / "log") as (port, _lmtp), smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
        server.ehlo()
        assert server.esmtp_features["size"] == str(LARGEST)
        assert server.mail("dmitri@casa.example", [f"size={LARGEST + 1}"])[0] == 552
        server.rset()
        server.mail("dmitri@casa.example")
        server.rcpt("ayuda@lumen.example")
        assert server.data(MAIL + b"x" * 70 + b"\r\n" + (b"y" * 998 + b"\r\n") * (LARGEST // 1000 + 1))[0] == 552
    assert kept() == []


def test_while_the_database_is_away_it_says_later_and_loses_nothing(ayuda: Channel, tmp_path: Path) -> None:
    with door(tmp_path / "log") as (port, _lmtp), smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
        server.ehlo()
        server.mail("dmitri@casa.example")
        assert server.rcpt("ayuda@lumen.example")[0] == 250
        with fronts.database_away():
            assert server.data(MAIL) == (451, b"4.3.0 not ready, try again")
        server.mail("dmitri@casa.example")
        server.rcpt("ayuda@lumen.example")
        assert server.data(MAIL)[0] == 250
    assert len(kept()) == 1


def test_lmtp_answers_for_each_recipient(ayuda: Channel, ventas_mail: Channel, tmp_path: Path) -> None:
    with door(tmp_path / "log") as (_port, lmtp), smtplib.LMTP("127.0.0.1", lmtp) as server:
        server.ehlo()
        server.mail("dmitri@casa.example")
        for one in ("ayuda@lumen.example", "ventas@lumen.example"):
            server.rcpt(one)
        assert (server.data(MAIL), server.getreply()) == ((250, b"2.0.0 kept"), (250, b"2.0.0 kept"))
    assert [key for key, _body in kept()] == ["ayuda", "ventas"]


def test_a_line_of_half_a_megabyte_and_a_bounce_without_a_sender_come_in(ayuda: Channel, tmp_path: Path) -> None:
    long = MAIL + b"<p>" + b"x" * 500_000 + b"</p>\r\n"
    with door(tmp_path / "log") as (port, _lmtp), smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
        server.ehlo()
        server.mail("")
        server.rcpt("ayuda@lumen.example")
        assert server.data(long)[0] == 250
    head = b"Return-Path: <>\r\nDelivered-To: ayuda@lumen.example\r\n" + UNCHECKED + b"From"
    assert kept()[0][1].startswith(head)
    assert kept()[0][1].endswith(b"x</p>\r\n")


def test_a_return_path_brings_no_fields_of_its_own(ayuda: Channel, tmp_path: Path) -> None:
    """A bare line break in quotes would put a forged finding on top of our own word that nothing was checked."""
    forged = b"Authentication-Results: mx.google.com; dkim=pass header.d=lumen.example"
    with door(tmp_path / "log") as (port, _lmtp), smtplib.SMTP("127.0.0.1", port, timeout=60) as server:
        server.ehlo()
        server.send(b'MAIL FROM:<"x\r' + forged + b'\rX: "@evil.example>\r\n')
        if server.getreply()[0] == 250:
            server.rcpt("ayuda@lumen.example")
            assert server.data(MAIL)[0] == 250
    for _key, body in kept():
        assert b"\r" + forged not in body
        assert mime.parse(body).get("authentication-results") == b"mail.lumen.example; none"
