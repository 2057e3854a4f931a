"""What would the desk make of a mail? The answer of `recado explain email` (contract of the command line)."""

from typing import Any

from recado.desk.channels.email import reading
from recado.desk.channels.email.addresses import Address
from recado.desk.channels.email.bodies import File
from recado.desk.channels.email.bounces import Bounce
from recado.desk.core import time


def explain(raw: bytes) -> dict[str, Any]:
    """The mail as one JSON value."""
    mail = reading.read(raw)
    return {
        "from": _address(mail.from_),
        "sender": _address(mail.sender) if mail.sender else None,
        "reply_to": [_address(one) for one in mail.reply_to],
        "to": [_address(one) for one in mail.to],
        "cc": [_address(one) for one in mail.cc],
        "subject": mail.subject,
        "date": time.iso(mail.date) if mail.date else None,
        "message_id": mail.message_id,
        "in_reply_to": list(mail.in_reply_to),
        "references": list(mail.references),
        "text": mail.text,
        "new_text": mail.new_text,
        "quoted_text": mail.quoted_text,
        "html": mail.html,
        "attachments": [_file(one) for one in mail.attachments],
        "language": mail.language,
        "kind": str(mail.verdict.kind),
        "may_auto_reply": mail.verdict.may_auto_reply,
        "why": mail.verdict.why,
        "bounce": _bounce(mail.bounce) if mail.bounce else None,
        "defects": list(mail.defects),
    }


def _address(one: Address) -> dict[str, str]:
    return {"name": one.name, "address": one.address}


def _file(one: File) -> dict[str, Any]:
    told = {"name": one.name, "mime": one.mime, "size": len(one.content), "sha256": one.sha256}
    return told | {"inline": one.inline, "content_id": one.content_id or None}


def _bounce(bounce: Bounce) -> dict[str, Any]:
    first = bounce.failures[0]
    return {
        "recipient": first.recipient,
        "status": first.status or None,
        "action": first.action,
        "temporary": all(one.temporary for one in bounce.failures),
        "original_message_id": bounce.original_message_id,
        "recipients": [{"recipient": one.recipient, "status": one.status or None, "temporary": one.temporary} for one in bounce.failures],
    }
