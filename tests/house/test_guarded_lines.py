"""Lines to mail servers are tried against real servers: a certificate that does not fit is refused in words, and
whoever listens on the line, or hides that it could be guarded, never hears a password."""

import base64
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from recado.desk.channels.email import probing
from recado.desk.channels.port import Account
from tests import dovecot, wires
from tests.certificates import Authority, Certificate
from tests.desk.channels.email import postbox
from tests.desk.channels.email.postbox import Postbox
from tests.dovecot import PASSWORD, Dovecot
from tests.wires import Wire

SECRETS = {"imap_password": PASSWORD, "smtp_password": postbox.PASSWORD}
type Servers = dict[str, tuple[Dovecot, int, int]]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def certificates(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Certificate]:
    stranger = Authority(tmp_path_factory.mktemp("stranger"))
    return {
        "good": authority.vouch("127.0.0.1"),
        "another": authority.vouch("mail.otra.example"),
        "over": authority.vouch("127.0.0.1", days=-1),
        "own": authority.vouch("127.0.0.1", own=True),
        "strange": stranger.vouch("127.0.0.1"),
    }


@pytest.fixture(scope="module")
def servers(certificates: dict[str, Certificate]) -> Iterator[Servers]:
    """For each certificate a Dovecot, an SMTP server that speaks TLS at once, and one that offers STARTTLS."""
    with ExitStack() as running:

        def smtp(**guard: Any) -> int:
            return running.enter_context(postbox.running(Postbox(), logins=True, **guard)).port

        yield {
            kind: (
                running.enter_context(dovecot.running(shown)), smtp(ssl_context=shown.server),
                smtp(tls_context=shown.server),
            )
            for kind, shown in certificates.items()
        }  # fmt: skip


@pytest.fixture(autouse=True)
def believed(settings: Any, authority: Authority) -> None:
    settings.MAIL_CA = str(authority.file)


def account(security: str, imap: int, smtp: int) -> Account:
    side = {"host": "127.0.0.1", "security": security}
    both = {"imap": {**side, "port": imap, "user": "ada"}, "smtp": {**side, "port": smtp, "user": postbox.USER}}
    return Account("ayuda", {"address": postbox.USER, **both}, SECRETS)


def tried(servers: Servers, kind: str, security: str) -> list[str]:
    """What the page's test says of both sides."""
    box, at_once, later = servers[kind]
    ports = (box.tls_port, at_once) if security == "tls" else (box.port, later)
    return [f"{step.said} {step.advice}".strip() for step in probing.probe(account(security, *ports)).steps]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_fits_lets_mail_in_and_out(servers: Servers, security: str) -> None:
    assert tried(servers, "good", security) == [
        "Mail is fetched from 127.0.0.1: INBOX is open, its next mail has the number 1.",
        "Mail leaves through 127.0.0.1: it lets us in.",
    ]


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("another", "The certificate of the mail server names another host"),
        ("over", "The certificate of the mail server is not good today"),
        ("own", "Nobody whom we know vouches for the certificate of the mail server"),
        ("strange", "Nobody whom we know vouches for the certificate of the mail server"),
    ],
)
def test_one_that_does_not_fit_is_refused_in_words(servers: Servers, security: str, kind: str, words: str) -> None:
    imap, smtp = tried(servers, kind, security)
    assert imap.startswith(f"IMAP: {words} (")
    assert smtp.startswith(f"SMTP: {words}.")


def test_without_the_houses_own_authority_nobody_vouches(servers: Servers, settings: Any) -> None:
    settings.MAIL_CA = ""
    assert all("Nobody whom we know vouches" in one for one in tried(servers, "good", "tls"))
    settings.MAIL_CA = "/nowhere/authority.pem"
    assert all("The file that RECADO_MAIL_CA names cannot be read" in one for one in tried(servers, "good", "tls"))


def heard(wire: Wire) -> bytes:
    """What a listener can make of it, unpacked where it was packed."""
    unpacked = b""
    for word in bytes(wire.heard).split():
        try:
            unpacked += base64.b64decode(word, validate=True)
        except ValueError:
            continue
    return bytes(wire.heard) + unpacked


def test_who_listens_hears_no_password_and_a_hidden_starttls_is_no_way_round(servers: Servers) -> None:
    box, _at_once, later = servers["good"]
    with wires.tapped(box.port) as imap, wires.tapped(later) as smtp:
        assert probing.probe(account("starttls", imap.port, smtp.port)).ok
        assert b"STARTTLS" in imap.heard
        for wire in (imap, smtp):
            assert not any(secret.encode() in heard(wire) for secret in SECRETS.values())
    with wires.tapped(box.port, hides=b"STARTTLS") as imap, wires.tapped(later, hides=b"STARTTLS") as smtp:
        found = probing.probe(account("starttls", imap.port, smtp.port))
        assert [step.ok for step in found.steps] == [False, False]
        assert all("offers no STARTTLS, or somebody between hides it" in step.said for step in found.steps)
        for wire, logs_in in ((imap, b"LOGIN"), (smtp, b"AUTH")):
            assert logs_in not in wire.heard
            assert not any(secret.encode() in heard(wire) for secret in SECRETS.values())


def test_a_server_that_has_no_tls_is_not_met_without_it(tmp_path: Path) -> None:
    with dovecot.running() as plain, postbox.running(logins=True) as box:
        for security, words in (("starttls", "offers no STARTTLS"), ("tls", "cannot be ")):
            found = probing.probe(account(security, plain.port, box.port))
            assert all(not step.ok and words in step.said for step in found.steps), found


def test_on_another_machine_no_password_is_said_in_clear(servers: Servers) -> None:
    """The servers listen on every address of this machine's own; one that is not loopback counts as elsewhere."""
    here = _address_outside()
    box, _at_once, later = servers["good"]
    with wires.tapped(box.port, outside=here) as imap, wires.tapped(later, outside=here) as smtp:
        side = {"host": here, "security": "none"}
        both = {"imap": {**side, "port": imap.port, "user": "ada"}, "smtp": {**side, "port": smtp.port, "user": "ada"}}
        found = probing.probe(Account("ayuda", {"address": postbox.USER, **both}, SECRETS))
        assert [step.ok for step in found.steps] == [False, False]
        assert all("Without encryption no password is sent to another machine" in step.said for step in found.steps)
        assert not any(secret.encode() in heard(wire) for wire in (imap, smtp) for secret in SECRETS.values())


def _address_outside() -> str:
    """An address of this machine that is not loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            line.connect(("192.0.2.1", 9))  # nothing is sent: only the route is looked up
        except OSError:
            pytest.skip("this machine has no address but loopback")
        return str(line.getsockname()[0])
