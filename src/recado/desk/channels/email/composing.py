"""How is a mail of ours written? The order as a mail that every program reads (RFC 5322, 2045, 3834)."""

import re
from email.errors import HeaderWriteError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from pathlib import Path

from recado.desk.channels.email import laying
from recado.desk.channels.port import Mailbox, Outbound, OutboundFile, OutboundMail, Refused
from recado.desk.core import mail_addresses

CHAINS = ("message-id", "in-reply-to", "references")
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


class Policy(EmailPolicy):
    """As for SMTP, but a chain of Message-IDs is broken between them only, never encoded."""

    def fold(self, name: str, value: str) -> str:
        if name.lower() in CHAINS:
            return f"{name}: {'\r\n '.join(value.split())}\r\n"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in CHAINS:
            return self.fold(name, value).encode("ascii", "surrogateescape")
        folded: bytes = super().fold_binary(name, value)
        return folded


POLICY = Policy(linesep=SMTP.linesep, cte_type="7bit")
POLICY_UTF8 = POLICY.clone(utf8=True)


def compose(order: Outbound, *, utf8: bool = False) -> EmailMessage:
    """The whole mail; who is copied blindly stands nowhere in it. `utf8` where the server takes such addresses.

    Raises Refused: ``no_recipient``, ``header`` (line breaks where none may be), ``address``, ``file-missing``.
    """
    mail = order.mail
    if mail is None or not (mail.to or mail.cc or mail.bcc):
        raise Refused("no_recipient")
    message = EmailMessage(POLICY_UTF8 if utf8 else POLICY)
    try:
        _head(message, mail)
        if mail.automatic:
            _mark_automatic(message, mail.automatic)
    except (ValueError, HeaderWriteError) as wrong:
        raise Refused("header", str(wrong)) from wrong
    _body(message, order.text or "", mail)
    for file in (*((order.file,) if order.file else ()), *mail.files):
        if not file.content_id:
            _attach(message, file)
    return message


def recipients(mail: OutboundMail) -> list[str]:
    """Everybody whom it goes to, each once, as the wire spells addresses."""
    return list(dict.fromkeys(wired(one.address) for one in (*mail.to, *mail.cc, *mail.bcc)))


def _head(message: EmailMessage, mail: OutboundMail) -> None:
    message["Message-ID"] = _one_line(mail.message_id)
    message["Date"] = format_datetime(mail.at)
    message["From"] = _mailbox(mail.sender)
    for name, boxes in (("To", mail.to), ("Cc", mail.cc)):
        if boxes:
            message[name] = [_mailbox(one) for one in boxes]
    if not mail.to and not mail.cc:
        message["To"] = "undisclosed-recipients:;"
    message["Subject"] = mail.subject
    if mail.reply_to:
        message["Reply-To"] = _mailbox(Mailbox(mail.sender.name, mail.reply_to))
    if mail.in_reply_to:
        message["In-Reply-To"] = _one_line(mail.in_reply_to)
    if mail.references:
        message["References"] = _one_line(" ".join(mail.references))
    if mail.house:
        message["X-Desk-Loop"] = mail.house
        message["X-Desk-Message"] = mail.message_id  # where a relay writes a Message-ID of its own


def _mark_automatic(message: EmailMessage, how: str) -> None:
    """So that no other machine answers (RFC 3834)."""
    message["Auto-Submitted"] = how
    message["X-Auto-Response-Suppress"] = "All"
    message["Precedence"] = "auto_reply" if how == "auto-replied" else "bulk"


def _body(message: EmailMessage, text: str, mail: OutboundMail) -> None:
    plain, page = laying.text(text, mail), laying.page(text, mail)
    message.set_content(plain, charset="utf-8", cte=_coded(plain))
    message.add_alternative(page, subtype="html", charset="utf-8", cte=_coded(page))
    shown = message.get_body(("html",))
    for file in mail.files:
        if file.content_id and shown is not None:
            main, sub, data, name = _read(file)
            cid = f"<{_one_line(file.content_id)}>"
            shown.add_related(data, maintype=main, subtype=sub, filename=name, cid=cid, disposition="inline")


def _coded(words: str) -> str:
    """Readable where the words are mostly plain letters, shorter where they are not."""
    strange = sum(not letter.isascii() for letter in words)
    return "base64" if strange * 4 > len(words) else "quoted-printable"


def _attach(message: EmailMessage, file: OutboundFile) -> None:
    main, sub, data, name = _read(file)
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)


def _read(file: OutboundFile) -> tuple[str, str, bytes, str]:
    """Its type in two words, its bytes, and a name in one line."""
    main, _slash, sub = file.mime.partition(";")[0].strip().lower().partition("/")
    if not sub or main in ("message", "multipart"):
        main, sub = "application", "octet-stream"  # a mail as a file: its bytes stay as they are
    try:
        data = Path(file.path).read_bytes()
    except OSError as wrong:
        raise Refused("file-missing", file.name) from wrong
    return main, sub, data, CONTROLS.sub("", file.name) or "file"


def _mailbox(box: Mailbox) -> Address:
    address = wired(box.address)
    local, _at, host = address.rpartition("@")
    if CONTROLS.search(box.name):
        raise ValueError("a name must not hold line breaks")
    try:
        return Address(display_name=box.name.strip(), addr_spec=address)
    except (ValueError, IndexError):
        return Address(display_name=box.name.strip(), username=local, domain=host)


def wired(address: str) -> str:
    """The part before the sign as it was typed, the domain in ASCII."""
    local, at, host = address.strip().rpartition("@")
    if not (local and at and host) or CONTROLS.search(address) or " " in host:
        raise Refused("address", CONTROLS.sub(" ", address))
    return f"{local}@{mail_addresses.domain(host)}"


def _one_line(text: str) -> str:
    if CONTROLS.search(text):
        raise ValueError("a Message-ID must not hold line breaks")
    return text
