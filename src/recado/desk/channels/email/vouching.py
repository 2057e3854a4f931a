"""Does the mail server let us send from this address? Asked with an envelope that is never filled (C14)."""

import smtplib

from recado.desk.channels.email import composing, submitting, verdicts
from recado.desk.channels.port import Account, Refused, Unreachable


def vouch(account: Account, address: str) -> None:
    """Silent where the server takes an envelope from the address to itself. Raises Refused or Unreachable."""
    wired = composing.wired(address)
    with submitting.session(account) as server:
        try:
            _expect(*server.mail(wired))
            _expect(*server.rcpt(wired))
            server.rset()
        except (smtplib.SMTPException, OSError) as wrong:
            raise Unreachable("cut", str(wrong)) from wrong


def _expect(number: int, said: bytes) -> None:
    if number not in (250, 251, 252):
        words = said.decode("utf-8", "replace")
        raise Refused(verdicts.code_of(number, words), words)
