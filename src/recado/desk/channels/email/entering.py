"""Open a mailbox over IMAP: the line, its guard, the log-in; whatever goes wrong has a code that can be explained."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import imapclient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from recado.desk.channels.email import accounts, encrypting, oauth
from recado.desk.channels.email.accounts import Server
from recado.desk.channels.port import Account, Refused, Unreachable
from recado.desk.core import patience

CONNECTS_WITHIN, READS_WITHIN = 15.0, 60.0  # seconds
PASSING = ("[UNAVAILABLE]", "[INUSE]", "[SERVERBUG]", "[LIMIT]", "temporar", "try again", "later")

type Box = Any
"""An `imapclient.IMAPClient`, which knows no types."""
type Renewed = Callable[[str], None] | None


@contextmanager
def opened(account: Account, renewed: Renewed = None) -> Iterator[Box]:
    """The mailbox of this channel, logged in. Raises Refused or Unreachable with a code that `faults` explains."""
    inbox = accounts.inbox(account.settings)
    if inbox is None:
        raise Refused("nothing")
    box = _line(inbox.server)
    try:
        with _translated():
            _log_in(box, inbox.server, account, renewed)
            yield box
    finally:
        _leave(box)


@contextmanager
def _translated() -> Iterator[None]:
    """Whatever the library raises, as Refused or Unreachable."""
    try:
        yield
    except LoginError as wrong:
        raise _judged("login", str(wrong)) from wrong
    except IMAPClientAbortError as wrong:
        raise Unreachable("line_lost", str(wrong)) from wrong
    except IMAPClientError as wrong:
        raise Unreachable("temporary", str(wrong)) from wrong
    except (OSError, EOFError) as wrong:
        raise Unreachable("line_lost", str(wrong)) from wrong


def _line(server: Server) -> Box:
    timeout = imapclient.SocketTimeout(patience.left(CONNECTS_WITHIN), patience.left(READS_WITHIN))
    with _reached(server):
        guard = encrypting.context() if server.security == "tls" else None
        box = imapclient.IMAPClient(
            server.host, port=server.port, ssl=guard is not None, ssl_context=guard, timeout=timeout
        )
    if server.security == "starttls":
        _starttls(box, server)
    return box


@contextmanager
def _reached(server: Server) -> Iterator[None]:
    """What can go wrong before a server has said anything."""
    try:
        yield
    except socket.gaierror as wrong:
        raise Unreachable("host_unknown", server.host) from wrong
    except ssl.SSLCertVerificationError as wrong:
        raise Refused(encrypting.judged(wrong), wrong.verify_message) from wrong
    except ssl.SSLError as wrong:
        raise Unreachable("tls_failed", wrong.reason or str(wrong)) from wrong
    except IMAPClientError as wrong:
        raise Unreachable("not_understood", str(wrong)) from wrong
    except (OSError, EOFError) as wrong:
        raise Unreachable("no_answer", f"{server.host}:{server.port}: {wrong}") from wrong


def _starttls(box: Box, server: Server) -> None:
    try:
        with _reached(server):
            if not box.has_capability("STARTTLS"):
                raise Refused("no_starttls")
            box.starttls(encrypting.context())
    except BaseException:
        _leave(box)
        raise


def _log_in(box: Box, server: Server, account: Account, renewed: Renewed) -> None:
    if not encrypting.is_guarded(box.socket()):
        raise Refused("clear_password", server.host)
    if server.auth == "password":
        password = account.secrets.get("imap_password", "")
        if not password:
            raise Refused("no_password")
        box.login(server.user, password)
        return
    token = oauth.access(account.settings, account.secrets, renewed) if renewed else oauth.opened(account)
    try:
        box.oauth2_login(server.user, token)
    except LoginError:
        oauth.forget(account.settings, account.secrets)
        raise


def _judged(code: str, said: str) -> Refused | Unreachable:
    """A log-in may be refused for ever, or only now: servers say which in words."""
    said = said.removeprefix("b'").removesuffix("'")
    passing = any(word.lower() in said.lower() for word in PASSING)
    return Unreachable("temporary", said) if passing else Refused(code, said)


def _leave(box: Box) -> None:
    try:
        box.logout()
    except Exception:
        try:
            box.shutdown()
        except Exception:
            return
