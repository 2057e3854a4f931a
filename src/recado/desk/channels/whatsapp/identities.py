"""Who is meant: phone number, business-scoped user id, name and username of a person."""

import re
from typing import Any

from recado.desk.channels.port import Handle, Json
from recado.desk.channels.whatsapp.picking import thing, word

_USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[0-9A-Za-z]{1,128}")
_SAME_ENDING = 8


def sender(message: Json, contacts: list[Json]) -> Handle:
    """Who wrote, with the name of the contact that goes with it. Username adopters have no phone (WA12)."""
    return named(handle(message.get("from"), message.get("from_user_id")), contacts)


def handle(phone: Any, stable: Any = None) -> Handle:
    """A person by number and user id; a user id where a number is expected is still a user id."""
    digits, id_ = word(phone), word(stable)
    if digits and is_user_id(digits):
        return Handle(stable=id_ or digits)
    return Handle(phone=digits, stable=id_)


def is_user_id(text: str) -> bool:
    """Whether it has the form ``CC.alphanumerics`` of a business-scoped user id."""
    return bool(_USER_ID.fullmatch(text))


def named(person: Handle, contacts: list[Json]) -> Handle:
    """The person with what his contact adds; a lone contact also lends what the message left out."""
    contact = next((each for each in contacts if _is(each, person)), None)
    if contact is None and len(contacts) == 1 and not (person.phone or person.stable):
        contact = contacts[0]
    if contact is None:
        return person
    profile = thing(contact.get("profile"))
    known = handle(contact.get("wa_id"), contact.get("user_id"))
    return Handle(
        phone=person.phone or known.phone,
        stable=person.stable or known.stable,
        name=word(profile.get("name")),
        username=word(profile.get("username")) or word(contact.get("username")),
    )


def _is(contact: Json, person: Handle) -> bool:
    known = handle(contact.get("wa_id"), contact.get("user_id"))
    if person.stable and person.stable == known.stable:
        return True
    return bool(person.phone and known.phone) and _alike(str(person.phone), str(known.phone))


def _alike(one: str, other: str) -> bool:
    """The same digits, or the same ending where a country has two ways to write a mobile number (WA13)."""
    return one == other or (len(one) > _SAME_ENDING and one[-_SAME_ENDING:] == other[-_SAME_ENDING:])
