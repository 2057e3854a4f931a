"""How Recado understands a delivery: its facts as flat objects, the answer of `recado explain whatsapp`."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from recado.desk.channels.port import (
    AccountNotice,
    Edit,
    Fact,
    Handle,
    Json,
    Media,
    Message,
    Reaction,
    Receipt,
    Revoked,
    TemplateNotice,
)
from recado.desk.core import time
from recado.desk.people import phones

_AS_THEY_ARE = (
    "text",
    "location",
    "contacts",
    "reply_to",
    "button",
    "group",
    "forwarded",
    "referral",
    "errors",
    "echo",
    "more",
)


def explain(facts: Iterable[Fact]) -> Json:
    """``{"facts": [...]}`` as the command-line contract says."""
    return {"facts": [flat(fact) for fact in facts]}


def flat(fact: Fact) -> Json:
    """One fact as a flat object whose key `fact` names its kind."""
    told: Json = {"at": _at(fact.at), "to": getattr(fact, "to", None), "id": getattr(fact, "id", None)}
    match fact:
        case Message():
            return {"fact": "message"} | told | _message(fact)
        case Receipt():
            return {"fact": "status"} | told | _receipt(fact)
        case Reaction():
            return {"fact": "reaction"} | told | {"type": "reaction"} | _aimed(fact) | {"emoji": fact.emoji}
        case Edit():
            new = {"text": fact.text, "media": _media(fact.media)}
            return {"fact": "edit"} | told | {"type": "edit"} | _aimed(fact) | new
        case Revoked():
            return {"fact": "revoked"} | told | {"type": "revoke"} | _aimed(fact)
        case TemplateNotice():
            return {"fact": "template"} | asdict(fact) | {"at": _at(fact.at)}
        case AccountNotice():
            return fact.more | {"fact": "account"} | told | _account(fact)
        case _:
            return {"fact": "unknown"} | told | {"raw": fact.raw, "why": fact.why}


def _message(fact: Message) -> Json:
    return {
        "from": _handle(fact.sender),
        "type": fact.more.get("type", fact.type),
        "media": _media(fact.media),
        "ad": _ad(fact.referral),
        "recipient": _handle(fact.recipient) if fact.recipient else None,
    } | {part: getattr(fact, part) for part in _AS_THEY_ARE}


def _receipt(fact: Receipt) -> Json:
    person = fact.recipient or Handle()
    recipient = fact.group or person.phone or person.stable
    parts = {"status": fact.status, "errors": fact.errors, "category": fact.category, "ours": fact.ours}
    return parts | {"recipient": recipient, "bsuid": person.stable, "group": fact.group}


def _aimed(fact: Reaction | Edit | Revoked) -> Json:
    return {"from": _handle(fact.sender), "target": fact.target, "echo": fact.echo}


def _account(fact: AccountNotice) -> Json:
    about = {"from": _handle(fact.person)} if fact.person else {}
    return {"what": fact.what} | about | ({"became": _handle(fact.became)} if fact.became else {})


def _handle(person: Handle) -> Json:
    phone = phones.canonical(person.phone or "")
    return {
        "wa_id": person.phone,
        "bsuid": person.stable,
        "phone": phone if phone.startswith("+") else None,
        "name": person.name,
        "username": person.username,
    }


def _media(media: Media | None) -> Json | None:
    return asdict(media) if media else None


def _ad(referral: Json | None) -> Any:
    """The advertisement that led here, by its id; a post is none."""
    return referral.get("source_id") if referral and referral.get("source_type") != "post" else None


def _at(at: datetime | None) -> str | None:
    return time.iso(at) if at else None
