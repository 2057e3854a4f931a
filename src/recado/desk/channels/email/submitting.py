"""How is a mail server reached that takes our mail? Encrypted, logged in, and every trouble in the port's words."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from recado.desk.channels.email import accounts, encrypting, oauth, verdicts
from recado.desk.channels.email.accounts import Server
from recado.desk.channels.port import Account, Refused, Unreachable
from recado.desk.core import patience

TIMEOUT = 60  # seconds for one answer; RFC 5321 allows minutes, and nobody here waits but a job


@contextmanager
def session(account: Account) -> Iterator[smtplib.SMTP]:
    """A server that is ready for a mail. Raises Refused or Unreachable; the end of the talk matters to nobody."""
    told = accounts.outbox(account.settings)
    if told is None:
        raise Unreachable("settings", "")
    server = _opened(told)
    try:
        _log_in(server, told, account)
        yield server
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()


def _opened(told: Server) -> smtplib.SMTP:
    seconds = patience.left(TIMEOUT)
    try:
        context = encrypting.context()
        if told.security == "tls":
            return _greeted(smtplib.SMTP_SSL(told.host, told.port, timeout=seconds, context=context))
        server = _greeted(smtplib.SMTP(told.host, told.port, timeout=seconds))
        if told.security == "starttls":
            _encrypt(server, context)
        return server
    except smtplib.SMTPConnectError as wrong:
        raise _said("greeting", wrong.smtp_code, wrong.smtp_error) from wrong
    except ssl.SSLCertVerificationError as wrong:
        raise Unreachable(encrypting.judged(wrong), wrong.verify_message) from wrong
    except ssl.SSLError as wrong:
        raise Unreachable("tls", _reason(wrong)) from wrong
    except socket.gaierror as wrong:
        raise Unreachable("host", f"{told.host}: {wrong.strerror or wrong}") from wrong
    except (OSError, smtplib.SMTPException) as wrong:
        raise Unreachable("connect", f"{told.host}:{told.port}: {wrong}") from wrong


def _greeted(server: smtplib.SMTP) -> smtplib.SMTP:
    server.ehlo_or_helo_if_needed()
    return server


def _encrypt(server: smtplib.SMTP, context: ssl.SSLContext) -> None:
    """A server that offers no encryption gets neither password nor mail: somebody may stand between."""
    if not server.has_extn("starttls"):
        server.close()
        raise Unreachable("no_starttls", "")
    server.starttls(context=context)
    server.ehlo()


def _log_in(server: smtplib.SMTP, told: Server, account: Account) -> None:
    """A server inside the house may want no password; where one wants it and none is kept, it says so itself."""
    password = account.secrets.get("smtp_password") or account.secrets.get("imap_password") or ""
    if not told.user or (told.auth == "password" and not password):
        return
    if not encrypting.is_guarded(server.sock):
        raise Unreachable("clear_password", "")
    try:
        if told.auth == "password":
            server.login(told.user, password)
        else:
            _by_token(server, told.user, _token(account))
    except smtplib.SMTPNotSupportedError as wrong:
        raise Unreachable("no_login", str(wrong)) from wrong
    except smtplib.SMTPResponseException as wrong:
        raise _said("535", wrong.smtp_code, wrong.smtp_error) from wrong
    except (smtplib.SMTPException, OSError) as wrong:
        raise Unreachable("cut", str(wrong)) from wrong


def _token(account: Account) -> str:
    try:
        return oauth.opened(account)
    except Refused as wrong:  # the mail waits until somebody gives a new one
        raise Unreachable(wrong.code, wrong.detail) from wrong


def _by_token(server: smtplib.SMTP, user: str, token: str) -> None:
    """SASL XOAUTH2; the server's challenge on failure is answered by an empty line, then it says why."""
    server.ehlo_or_helo_if_needed()
    given = oauth.xoauth2(user, token)
    server.auth("XOAUTH2", lambda challenge=None: "" if challenge else given, initial_response_ok=True)


def _said(code: str, number: int, words: bytes | str) -> Refused | Unreachable:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    named = verdicts.code_of(number, said) if number > 0 else code
    return verdicts.trouble(named, said)


def _reason(wrong: ssl.SSLError) -> str:
    return getattr(wrong, "verify_message", "") or wrong.reason or str(wrong)
