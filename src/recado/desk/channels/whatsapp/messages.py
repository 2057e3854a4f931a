"""One of `messages[]`, an echo or a line of history, as the fact it tells."""

from typing import Any

from recado.desk.channels.port import Edit, Fact, Handle, Json, Message, Reaction, Revoked, Unknown
from recado.desk.channels.whatsapp import contents, faults, identities, persons
from recado.desk.channels.whatsapp.picking import flag, instant, kept, text, thing, word
from recado.desk.channels.whatsapp.walking import Change

UNSUPPORTED = "unsupported"


def read(message: Json, change: Change) -> Fact:
    """What a person told us."""
    if change.field == "history":
        return _read(message, change, echo=message.get("from") == change.number, more={"history": True})
    return _read(message, change)


def read_echo(message: Json, change: Change) -> Fact:
    """What the house said elsewhere, on the phone of the same number."""
    return _read(message, change, echo=True)


def read_old(message: Json, person: str | None, change: Change) -> Fact:
    """A line of the history of a talk with this person, told on connecting a number."""
    ours = word(message.get("from")) == change.number
    more = {"history": True, "state": thing(message.get("history_context")).get("status")}
    return _read({"to": person} | message if ours else message, change, echo=ours, more=more)


def _read(message: Json, change: Change, echo: bool = False, more: Json | None = None) -> Fact:
    type_ = word(message.get("type")) or contents.guess(message) or UNSUPPORTED
    try:
        if type_ in _SHORT:
            return _SHORT[type_](message, _common(message, change, echo), change)
        if type_ == "system" and (notice := persons.read_system(message, change)):
            return notice
        return _message(type_, message, change, echo, more or {})
    except contents.Broken as broken:
        at = instant(message.get("timestamp"))
        return Unknown(raw=message, to=change.to, at=at, id=word(message.get("id")), why=str(broken))


def _message(type_: str, message: Json, change: Change, echo: bool, more: Json) -> Message:
    shown = type_ if contents.known(type_) else UNSUPPORTED
    parts = contents.read(shown, message)
    parts["more"] = more | _aside(message) | parts.get("more", {}) | ({} if shown == type_ else {"type": type_})
    context = thing(message.get("context"))
    return Message(
        **_common(message, change, echo),
        **parts,
        type=shown,
        reply_to=word(context.get("id")),
        group=word(message.get("group_id")),
        forwarded=flag(context.get("forwarded")) or flag(context.get("frequently_forwarded")),
        referral=thing(message.get("referral")) or None,
        errors=faults.read(message.get("errors")),
        recipient=_recipient(message, change) if echo else None,
    )


def _common(message: Json, change: Change, echo: bool) -> dict[str, Any]:
    contacts = [] if echo else change.contacts
    return {
        "id": word(message.get("id")),
        "sender": identities.sender(message, contacts),
        "to": change.to,
        "at": instant(message.get("timestamp")),
        "echo": echo,
    }


def _recipient(message: Json, change: Change) -> Handle:
    return identities.named(identities.handle(message.get("to"), message.get("to_user_id")), change.contacts)


def _aside(message: Json) -> Json:
    """What has no place of its own: a quoted product, a parent user id, a hash of the identity."""
    context = kept(thing(message.get("context")), "id", "from", "from_user_id", "forwarded", "from_parent_user_id")
    parent = word(message.get("from_parent_user_id"))
    return ({"context": context} if context else {}) | ({"parent_user_id": parent} if parent else {})


def _reaction(message: Json, common: dict[str, Any], change: Change) -> Fact:
    content, target = _target(message, "reaction", "message_id")
    recipient = _recipient(message, change) if common["echo"] else None
    emoji = text(content.get("emoji")) or None
    return Reaction(**common, target=target, emoji=emoji, recipient=recipient, group=word(message.get("group_id")))


def _edit(message: Json, common: dict[str, Any], change: Change) -> Fact:
    content, target = _target(message, "edit", "original_message_id")
    new = thing(content.get("message"))
    type_ = word(new.get("type")) or contents.guess(new) or UNSUPPORTED
    parts = contents.read(type_ if contents.known(type_) else UNSUPPORTED, new)
    return Edit(**common, target=target, text=parts.get("text"), media=parts.get("media"))


def _revoked(message: Json, common: dict[str, Any], change: Change) -> Fact:
    return Revoked(**common, target=_target(message, "revoke", "original_message_id")[1])


def _target(message: Json, type_: str, name: str) -> tuple[Json, str]:
    content = thing(message.get(type_))
    target = word(content.get(name))
    if target is None:
        raise contents.Broken(f"{type_} of no message")
    return content, target


_SHORT = {"reaction": _reaction, "edit": _edit, "revoke": _revoked}
