"""What does a mail tell, in the words of the port? One message, named by what its writer wrote (EM3)."""

from datetime import UTC, datetime

from recado.desk.channels import port
from recado.desk.channels.email import reading, writers
from recado.desk.channels.email.addresses import Address
from recado.desk.channels.email.bodies import File
from recado.desk.channels.email.reading import Mail
from recado.desk.channels.email.robots import Kind
from recado.desk.core import mail_addresses

MARK = "mail:"
"""What the id of a message begins with that is a mail."""
MACHINES = "mailer-daemon@invalid"
"""Who wrote what a server sent without naming itself; `.invalid` is nobody's (RFC 2606)."""
OLDEST = datetime(1995, 1, 1, tzinfo=UTC)
LONGEST_TEXT, LONGEST_QUOTE, LONGEST_PAGE = 100_000, 300_000, 1_500_000  # characters; the raw mail has the rest
MOST_NAMED, MOST_REFERENCES = 200, 200
BY_MACHINES = (Kind.AUTO_REPLY, Kind.BOUNCE, Kind.DELAYED, Kind.LIST, Kind.COMPLAINT)


def read(raw: bytes) -> port.Message:
    """The message that this mail is; whatever the bytes, an answer. Its sender has no names where the mail has none."""
    mail = reading.read(raw)
    return port.Message(
        id=MARK + mail.envelope.print,
        sender=_sender(mail),
        to=None,
        at=_at(mail),
        type="text",
        text=mail.new_text[:LONGEST_TEXT],
        mail=_particulars(mail),
    )


def _sender(mail: Mail) -> port.Handle:
    one = writers.answered(mail.head, mail.envelope.behind)
    address = mail_addresses.spelled(one.address) or mail_addresses.spelled(mail.envelope.bounces_to or "")
    if not address and _automatic(mail):
        return port.Handle(stable=MACHINES)
    return port.Handle(stable=address or None, name=one.name or None)


def _at(mail: Mail) -> datetime | None:
    """When our own server took it, where it says so; else the writer's clock, unless it stands still."""
    told = mail.envelope.received_at or mail.head.date
    return told if told and told > OLDEST else None


def _automatic(mail: Mail) -> str:
    """Why a machine wrote it; empty for a person. Who names a person to answer to wrote for that person: a form."""
    verdict = mail.verdict
    if verdict.kind in BY_MACHINES:
        return verdict.reason
    is_form = any(one.key != mail.head.from_.key for one in mail.head.reply_to)
    return "" if verdict.may_auto_reply or verdict.kind is Kind.CALENDAR or is_form else verdict.reason


def _particulars(mail: Mail) -> port.Mail:
    head, bounce = mail.head, mail.bounce
    failures = bounce.failures if bounce else ()
    origin = writers.original(mail)
    return port.Mail(
        message_id=head.message_id or "",
        subject=head.subject,
        writer=_mailbox(head.from_),
        in_reply_to=head.in_reply_to[:MOST_REFERENCES],
        references=head.references[-MOST_REFERENCES:],
        to=_mailboxes(head.to),
        cc=_mailboxes(head.cc),
        reply_to=_mailboxes(head.reply_to),
        delivered_to=mail.envelope.delivered_to,
        html=mail.html if mail.html and len(mail.html) <= LONGEST_PAGE else "",
        quoted=mail.quoted_text[:LONGEST_QUOTE],
        signature=mail.signature[:LONGEST_TEXT],
        language=mail.language or "",
        kind=str(mail.verdict.kind),
        automatic=_automatic(mail),
        answerable=mail.verdict.may_auto_reply,
        loop=mail.envelope.loop,
        files=tuple(_enclosure(one) for one in mail.attachments),
        headers=mail.envelope.headers | ({"defects": "; ".join(mail.defects)} if mail.defects else {}),
        forwarded=_mailbox(origin) if origin else None,
        failed=tuple(port.Failed(one.recipient, one.status, one.temporary) for one in failures),
        vouched=mail.envelope.vouched,
        original=_original(mail),
        complainer=mail.complaint.complainer if mail.complaint else "",
    )


def _original(mail: Mail) -> str:
    """The mail of ours that it reports on."""
    said = (mail.bounce.original_message_id if mail.bounce else "") or ""
    return said or (mail.complaint.original_message_id if mail.complaint else "")


def _mailbox(one: Address) -> port.Mailbox:
    return port.Mailbox(one.name, mail_addresses.spelled(one.address) or one.address)


def _mailboxes(named: tuple[Address, ...]) -> tuple[port.Mailbox, ...]:
    return tuple(_mailbox(one) for one in named[:MOST_NAMED])


def _enclosure(file: File) -> port.Enclosure:
    return port.Enclosure(file.name, file.mime, file.content, file.sha256, file.content_id, file.inline)
