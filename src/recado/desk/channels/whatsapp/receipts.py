"""One of `statuses[]`: what became of a message of ours, or of a call."""

from recado.desk.channels.port import AccountNotice, Handle, Json, Receipt
from recado.desk.channels.whatsapp import faults, identities
from recado.desk.channels.whatsapp.picking import instant, kept, text, thing, word
from recado.desk.channels.whatsapp.walking import Change


def read(status: Json, change: Change) -> Receipt | AccountNotice:
    """The receipt as told: any word of state, for a person or for one member of a group."""
    id_, state, at = word(status.get("id")), word(status.get("status")), instant(status.get("timestamp"))
    if status.get("type") == "call":
        more = {"state": state, **kept(status, "id", "status", "timestamp", "type")}
        return AccountNotice("call", change.to, at, id_, person=_person(status, change), more=more)
    group = word(status.get("recipient_id")) if status.get("recipient_type") == "group" else None
    return Receipt(
        id=id_,
        to=change.to,
        status=state or "",
        at=at,
        recipient=_member(status) if group else _person(status, change),
        errors=faults.read(status.get("errors")),
        category=_category(status),
        ours=text(status.get("biz_opaque_callback_data")),
        group=group,
    )


def _person(status: Json, change: Change) -> Handle:
    recipient = identities.handle(status.get("recipient_id"), status.get("recipient_user_id"))
    return identities.named(recipient, change.contacts)


def _member(status: Json) -> Handle:
    id_ = status.get("recipient_participant_user_id")
    return identities.handle(status.get("recipient_participant_id"), id_)


def _category(status: Json) -> str | None:
    """What is billed: the category of the price, else the origin of the conversation."""
    origin = thing(thing(status.get("conversation")).get("origin"))
    return word(thing(status.get("pricing")).get("category")) or word(origin.get("type"))
