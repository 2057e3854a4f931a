"""What does the adapter need to know of a mail that shall leave?"""

from collections.abc import Mapping
from dataclasses import replace

from django.conf import settings as house

from recado.desk.channels.email import identifying, tidying
from recado.desk.channels.orders import OutboundFile, OutboundMail
from recado.desk.channels.port import Mailbox
from recado.desk.conversations import letterheads
from recado.desk.conversations.letters import boxes
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Message


def order(message: Message, files: Mapping[int, OutboundFile]) -> OutboundMail | None:
    """The mail of this message as it was written down, its files by the keys of attachments; None where it is none."""
    mail = Mail.objects.filter(message=message).first()
    if mail is None:
        return None
    inside = {key: f"{key}.{mail.mail_id}" for key in tidying.pictures(mail.html)}
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
        html=tidying.placed(mail.html, {key: f"cid:{name}" for key, name in inside.items()}),
        signature=mail.signature,
        separator=letterheads.of(message.channel).separator,
        quoted=quoted,
        quoted_by=by,
        automatic=mail.automatic,
        house=identifying.house(house.SECRET_KEY),
        files=tuple(replace(file, content_id=inside.get(key, "")) for key, file in files.items()),
        tries=message.tries,
    )
