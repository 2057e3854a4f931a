"""What happened to a person: a new number or id, a wish about marketing, a call, a name in the address book."""

from recado.desk.channels.port import AccountNotice, Handle, Json
from recado.desk.channels.whatsapp import identities
from recado.desk.channels.whatsapp.picking import instant, kept, text, thing, word
from recado.desk.channels.whatsapp.walking import Change

_NUMBER = {"user_changed_number", "customer_changed_number"}
_IDENTITY = {"customer_identity_changed", "user_identity_changed"}


def read_system(message: Json, change: Change) -> AccountNotice | None:
    """A system message about a person: his number, user id or device keys changed. None for any other."""
    system = thing(message.get("system"))
    kind = word(system.get("type"))
    person = identities.sender(message, change.contacts)
    common: Json = {"to": change.to, "at": instant(message.get("timestamp")), "id": word(message.get("id"))}
    if kind in _NUMBER:
        became = identities.handle(system.get("wa_id") or system.get("new_wa_id"), system.get("user_id"))
        return AccountNotice("number_changed", **common, person=person, became=became, more=_said(system))
    if kind == "user_changed_user_id":
        was = identities.handle(None, system.get("previous_user_id"))
        was = Handle(person.phone, was.stable or person.stable, person.name, person.username)
        became = identities.handle(system.get("wa_id"), system.get("user_id"))
        return AccountNotice("id_changed", **common, person=was, became=became, more=_said(system))
    if kind in _IDENTITY:
        more = _said(system) | kept(thing(message.get("identity")))
        return AccountNotice("identity_changed", **common, person=person, more=more)
    return None


def _said(system: Json) -> Json:
    body = text(system.get("body"))
    return {"text": body} if body else {}


def read_preference(preference: Json, change: Change) -> AccountNotice:
    """Stop or resume: whether marketing may be sent (131050 otherwise)."""
    return _about("preference", preference, change)


def read_action(action: Json, change: Change) -> AccountNotice:
    """Something a person did without writing, as a tap on a link."""
    return _about(word(action.get("action_type")) or "action", action, change)


def read_username(update: Json, change: Change) -> AccountNotice:
    return _about("username", update, change)


def _about(what: str, told: Json, change: Change) -> AccountNotice:
    person = identities.named(identities.handle(told.get("wa_id"), told.get("user_id")), change.contacts)
    at = instant(told.get("timestamp")) or change.at
    return AccountNotice(what, change.to, at, person=person, more=kept(told, "wa_id", "user_id", "timestamp"))


def read_id_update(update: Json, change: Change) -> AccountNotice:
    """``{user_id: {previous, current}, parent_user_id: {previous, current}}``: one person under a new id."""
    ids = thing(update.get("user_id"))
    return AccountNotice(
        "id_changed",
        change.to,
        instant(update.get("timestamp")) or change.at,
        person=identities.handle(update.get("wa_id"), ids.get("previous")),
        became=identities.handle(update.get("wa_id"), ids.get("current")),
        more=kept(update, "user_id", "wa_id", "timestamp", "messaging_product", "metadata", "contacts"),
    )


def read_saved(entry: Json, change: Change) -> AccountNotice:
    """A contact that the house saved or removed on its phone."""
    contact = thing(entry.get("contact"))
    name = text(contact.get("full_name")) or text(contact.get("first_name"))
    known = identities.handle(contact.get("phone_number"), contact.get("user_id"))
    return AccountNotice(
        "contact_removed" if entry.get("action") == "remove" else "contact_saved",
        change.to,
        instant(thing(entry.get("metadata")).get("timestamp")) or change.at,
        person=Handle(known.phone, known.stable, name, word(contact.get("username"))),
    )


def read_call(call: Json, change: Change) -> AccountNotice:
    """A call, as a note; one by the person opens the 24-hour window (`more.direction`)."""
    out = call.get("direction") == "BUSINESS_INITIATED"
    number, id_ = ("to", "to_user_id") if out else ("from", "from_user_id")
    person = identities.named(identities.handle(call.get(number), call.get(id_)), change.contacts)
    more = kept(call, "id", "timestamp", "session")
    return AccountNotice("call", change.to, instant(call.get("timestamp")), word(call.get("id")), person, more=more)
