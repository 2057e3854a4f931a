"""What does the adapter need to know of a mail that shall leave?"""

from django.conf import settings as house

from recado.desk.channels.email import identifying
from recado.desk.channels.orders import OutboundFile, OutboundMail
from recado.desk.channels.port import Mailbox
from recado.desk.conversations import letterheads
from recado.desk.conversations.letters import boxes
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Message


def order(message: Message, files: tuple[OutboundFile, ...]) -> OutboundMail | None:
    """The mail of this message as it was written down; None where it is none."""
    mail = Mail.objects.filter(message=message).first()
    if mail is None:
        return None
    by, _gap, quoted = mail.quoted.partition("\n\n")
    return OutboundMail(
        message_id=f"<{mail.mail_id}>",
        subject=mail.subject,
        sender=Mailbox(str(mail.writer.get("name") or ""), str(mail.writer.get("address") or "")),
        to=boxes(mail.to),
        cc=boxes(mail.cc),
        bcc=boxes(mail.bcc),
        at=message.kept_at,
        reply_to=mail.token,
        in_reply_to=f"<{mail.in_reply_to}>" if mail.in_reply_to else "",
        references=tuple(f"<{one}>" for one in mail.references),
        html=mail.html,
        signature=mail.signature,
        separator=letterheads.of(message.channel).separator,
        quoted=quoted,
        quoted_by=by,
        automatic=mail.automatic,
        house=identifying.house(house.SECRET_KEY),
        files=files,
        tries=message.tries,
    )
