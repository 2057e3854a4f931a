"""What would the desk make of a mail? The answer of `recado explain email` (contract of the command line)."""

from typing import Any

from recado.desk.channels.email import reading
from recado.desk.channels.email.addresses import Address
from recado.desk.channels.email.bodies import File
from recado.desk.channels.email.bounces import Bounce, Failure
from recado.desk.channels.email.heading import Head
from recado.desk.core import time


def explain(raw: bytes) -> dict[str, Any]:
    """The mail as one JSON value."""
    mail = reading.read(raw)
    return _head(mail.head) | {
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


def _head(head: Head) -> dict[str, Any]:
    return {
        "from": _address(head.from_),
        "sender": _address(head.sender) if head.sender else None,
        "reply_to": [_address(one) for one in head.reply_to],
        "to": [_address(one) for one in head.to],
        "cc": [_address(one) for one in head.cc],
        "subject": head.subject,
        "date": time.iso(head.date) if head.date else None,
        "message_id": head.message_id,
        "in_reply_to": list(head.in_reply_to),
        "references": list(head.references),
    }


def _address(one: Address) -> dict[str, str]:
    return {"name": one.name, "address": one.address}


def _file(one: File) -> dict[str, Any]:
    told = {"name": one.name, "mime": one.mime, "size": len(one.content), "sha256": one.sha256}
    return told | {"inline": one.inline, "content_id": one.content_id or None}


def _failure(one: Failure) -> dict[str, Any]:
    return {"recipient": one.recipient, "status": one.status or None, "temporary": one.temporary}


def _bounce(bounce: Bounce) -> dict[str, Any]:
    first = bounce.failures[0]
    return {
        "recipient": first.recipient,
        "status": first.status or None,
        "action": first.action,
        "temporary": all(one.temporary for one in bounce.failures),
        "original_message_id": bounce.original_message_id,
        "recipients": [_failure(one) for one in bounce.failures],
    }
