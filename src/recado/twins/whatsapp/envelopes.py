"""How does the provider write what it tells: the value of each update, the envelope, the signature."""

import hmac
import json
from dataclasses import dataclass
from hashlib import sha256

from recado.twins.whatsapp.complaints import told
from recado.twins.whatsapp.world import Json, Number, Person, Sent


@dataclass(frozen=True, slots=True)
class Update:
    """One change to tell; `number` is None where it is about the account."""

    account: str
    field: str
    value: Json
    number: Number | None = None


def contact(person: Person, *, named: bool = True) -> Json:
    """A person in `contacts`: no phone when hidden, no name in `delivered` and the like."""
    entry: Json = {"user_id": person.bsuid}
    if named or person.username:
        entry["profile"] = {"name": person.name} if named else {}
        if person.username:
            entry["profile"]["username"] = person.username
    if person.digits and not person.hidden:
        entry["wa_id"] = person.digits
    return entry


def base(number: Number) -> Json:
    """What every value of `messages` begins with."""
    metadata = {"display_phone_number": number.digits, "phone_number_id": number.id}
    return {"messaging_product": "whatsapp", "metadata": metadata}


def inbound(number: Number, person: Person, message: Json, *, with_contact: bool = True) -> Update:
    """A customer's message."""
    contacts = {"contacts": [contact(person)]} if with_contact else {}
    return Update(number.account.id, "messages", {**base(number), **contacts, "messages": [message]}, number)


def status(sent: Sent, word: str, stamp: str) -> Update:
    """What became of a message of ours; `failed` carries the doom and no contacts."""
    person = sent.person
    entry: Json = {"id": sent.id, "status": word, "timestamp": stamp, "recipient_user_id": person.bsuid}
    if person.digits and not person.hidden:
        entry["recipient_id"] = person.digits
    if sent.opaque is not None:
        entry["biz_opaque_callback_data"] = sent.opaque
    value = base(sent.number)
    if word == "failed" and sent.doom:
        entry["errors"] = [told(*sent.doom)]
    else:
        value["contacts"] = [contact(person, named=False)]
        entry["pricing"] = _pricing(sent.category)
    return Update(sent.number.account.id, "messages", {**value, "statuses": [entry]}, sent.number)


def _pricing(category: str) -> Json:
    kind = "free_customer_service" if category == "service" else "regular"
    return {"billable": kind == "regular", "pricing_model": "PMP", "type": kind, "category": category}


def pack(updates: list[Update]) -> bytes:
    """One body of these updates as the provider writes it: slashes escaped, nothing but ASCII."""
    entries: dict[str, Json] = {}
    for update in updates:
        entry = entries.setdefault(update.account, {"id": update.account, "changes": []})
        if not _merged(entry["changes"], update):
            entry["changes"].append({"value": dict(update.value), "field": update.field})
    body = {"object": "whatsapp_business_account", "entry": list(entries.values())}
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode()


def _merged(changes: list[Json], update: Update) -> bool:
    """Whether the update went into the change before it: same number, messages and statuses side by side."""
    if not changes or update.field != "messages" or changes[-1]["field"] != "messages":
        return False
    value = changes[-1]["value"]
    if value.get("metadata") != update.value.get("metadata"):
        return False
    for key in ("contacts", "messages", "statuses", "errors"):
        if key in update.value:
            known = value.get(key, [])
            value[key] = known + [entry for entry in update.value[key] if key != "contacts" or entry not in known]
    return True


def signature(secret: str, body: bytes) -> str:
    """The value of X-Hub-Signature-256 over the raw bytes."""
    return "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
