"""What of a mail is shown to programs? Its head, what is folded, and its page with pictures named by attachments."""

import re
from typing import Any

from recado.desk.channels import wording_reasons
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Attachment, Message

INSIDE = re.compile(r' src="cid:([^"]*)"', re.IGNORECASE)


def shown(row: Message) -> dict[str, Any] | None:
    """`row` with its mail and attachments, as `showing_threads.whole` fetches them; None for what is no mail."""
    mail: Mail | None = getattr(row, "mail", None)
    if mail is None:
        return None
    return {
        "message_id": mail.mail_id,
        "in_reply_to": mail.in_reply_to or None,
        "subject": mail.subject,
        "from": _box(mail.writer),
        "to": [_box(one) for one in mail.to],
        "cc": [_box(one) for one in mail.cc],
        "bcc": [_box(one) for one in mail.bcc],
        "html": _with_pictures(mail.html, list(row.attachments.all())) or None,
        "quoted": mail.quoted,
        "signature": mail.signature,
        "automatic": wording_reasons.said(mail.automatic) or None,
    }


def _box(kept: dict[str, Any]) -> dict[str, str]:
    return {name: str(kept.get(name) or "") for name in ("name", "address")}


def _with_pictures(html: str, files: list[Attachment]) -> str:
    """What a mail calls by an id of its own is called by the key of its attachment."""
    keys = {str((one.source or {}).get("cid") or "").lower(): one.pk for one in files}
    named = {name: key for name, key in keys.items() if name}
    return INSIDE.sub(lambda found: f' src="cid:{key}"' if (key := named.get(found[1].lower())) else "", html)
