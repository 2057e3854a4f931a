"""How a mail leaves: one talk with the channel's server. Its end is surely, not yet, never, or nobody knows."""

import smtplib
from email.generator import BytesGenerator
from email.message import EmailMessage
from io import BytesIO

from recado.desk.channels.email import composing, dkim_keys, submitting, verdicts
from recado.desk.channels.port import Accepted, Account, Ambiguous, Outbound, OutboundMail, Refused, Turned, Unreachable

PATIENT = 4  # so often a mail to several waits for one whose server says "later"; then it leaves without him


def send(account: Account, order: Outbound) -> Accepted:
    """Hand a mail over. Accepted means that the server has it, not that it arrived; who was turned away is named.

    Raises Refused, Unreachable (it surely did not leave) or Ambiguous (all was said and no answer came).
    """
    mail = order.mail
    if mail is None:
        raise Refused("no_recipient")
    everybody = composing.recipients(mail)
    utf8 = not all(one.isascii() for one in (*everybody, mail.sender.address.rpartition("@")[0]))
    raw = dkim_keys.signed(account, mail.sender.address, _bytes(composing.compose(order, utf8=utf8)))
    with submitting.session(account) as server:
        _check(server, raw, utf8)
        turned = _envelope(server, mail, everybody, raw, utf8)
        _hand_over(server, raw)
        return Accepted(mail.message_id.strip("<>"), turned=turned)


def _bytes(message: EmailMessage) -> bytes:
    stream = BytesIO()
    BytesGenerator(stream, policy=message.policy).flatten(message)
    return stream.getvalue()


def _check(server: smtplib.SMTP, raw: bytes, utf8: bool) -> None:
    most = server.esmtp_features.get("size", "") if server.has_extn("size") else ""
    if most.isdigit() and 0 < int(most) < len(raw):
        raise Refused("too_large", f"{len(raw)} > {most}")
    if utf8 and not server.has_extn("smtputf8"):
        raise Refused("smtputf8")


def _envelope(
    server: smtplib.SMTP, mail: OutboundMail, everybody: list[str], raw: bytes, utf8: bool
) -> tuple[Turned, ...]:
    """From whom and to whom. What a machine says has no return path, so that no bounce and no robot answers it."""
    sender = "" if mail.automatic else composing.wired(mail.sender.address)
    options = [f"size={len(raw)}"] if server.has_extn("size") else []
    options += ["SMTPUTF8"] if utf8 else []
    try:
        _expect(*server.mail(sender, options))
        turned = [_turned(one, *answer) for one in everybody if (answer := server.rcpt(one))[0] not in (250, 251, 252)]
    except (smtplib.SMTPException, OSError) as wrong:
        raise Unreachable("cut", str(wrong)) from wrong
    _judge(turned, everybody, mail.tries)
    return tuple(turned)


def _judge(turned: list[Turned], everybody: list[str], tries: int) -> None:
    """Nobody left to take it, or one who may take it later: then the whole waits or fails."""
    later = [one for one in turned if verdicts.of(one.code).consequence != "refuse"]
    if later and (tries < PATIENT or len(turned) == len(everybody)):
        raise Unreachable(later[0].code, later[0].detail)
    if len(turned) == len(everybody):
        raise Refused(turned[0].code, turned[0].detail)


def _hand_over(server: smtplib.SMTP, raw: bytes) -> None:
    """The mail itself. As long as its last line was not given, it surely did not leave; after that only 250 tells."""
    try:
        _expect(*server.docmd("DATA"), wanted=354)
        server.send(_stuffed(raw))
    except (smtplib.SMTPException, OSError) as wrong:
        raise Unreachable("cut", str(wrong)) from wrong
    try:
        number, said = server.getreply()
    except (smtplib.SMTPException, OSError) as wrong:
        raise Ambiguous(f"the server said nothing after the mail: {wrong}") from wrong
    _expect(number, said)


def _stuffed(raw: bytes) -> bytes:
    """A line that begins with a point gets one more, and a point alone ends it (RFC 5321 4.5.2)."""
    ended = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
    doubled = b"." + ended if ended.startswith(b".") else ended
    return doubled.replace(b"\r\n.", b"\r\n..") + b".\r\n"


def _expect(number: int, said: bytes, wanted: int = 250) -> None:
    if number != wanted:
        words = said.decode("utf-8", "replace")
        raise verdicts.trouble(verdicts.code_of(number, words), words)


def _turned(address: str, number: int, said: bytes) -> Turned:
    words = said.decode("utf-8", "replace")
    return Turned(address, verdicts.code_of(number, words), words)
