"""What do customers, and staff on the phone, do: write, hand over files, take back, change number, stop marketing."""

from base64 import b64encode
from typing import Any

from recado.twins.whatsapp import envelopes, media, people
from recado.twins.whatsapp.delivering import Postman
from recado.twins.whatsapp.envelopes import Update
from recado.twins.whatsapp.world import Json, Number, Person, World, wamid

NO_WINDOW = ("edit", "revoke", "system", "reaction")


class Pen:
    """Writes for the customers of one world."""

    def __init__(self, world: World, postman: Postman) -> None:
        self.world, self.postman = world, postman

    def say(self, person: Person, number: Number, content: Json, lane: str = "") -> Json:
        """A customer says `content`: `type`, the object of that name, and `context` or `timestamp` if wanted.

        The answer is the customer's own view of it. Nothing is told when this number has blocked the person.
        """
        message = {"id": wamid(person.digits or person.bsuid), "timestamp": self.world.clock.stamp(), **content}
        message = {**self._names(person), **message}
        said = {**content, "id": message["id"], "to": number.id, "at": float(message["timestamp"]), "read": False}
        if person.bsuid in number.blocked:
            return said
        person.outbox.append(said)
        self.world.heard[said["id"]] = (person, said)
        if content.get("type") not in NO_WINDOW:
            person.wrote_at[number.id] = max(said["at"], person.wrote_at.get(number.id, 0.0))
        number.throughput.count(self.world.clock.now())
        update = envelopes.inbound(number, person, message, with_contact=content.get("type") != "system")
        self.postman.tell(update, lane or f"{number.id}:{person.bsuid}")
        return said

    def hand_over(self, person: Person, number: Number, kind: str, data: bytes, mime: str, **more: Any) -> Json:
        """A customer sends a file as image, audio, video, document or sticker; `more` adds keys to its object."""
        file = media.keep(self.world, number.id, data, mime, inbound=True)
        digest = b64encode(bytes.fromhex(file.sha256)).decode()
        lane = str(more.pop("lane", ""))
        context = more.pop("context", None)
        body = {"id": file.id, "mime_type": mime, "sha256": digest, "url": media.address(self.world, file), **more}
        content: Json = {"type": kind, kind: body}
        if context:
            content["context"] = {"from": number.digits, "id": context}
        return self.say(person, number, content, lane)

    def change_number(self, person: Person, number: Number, digits: str) -> None:
        """A new phone: told as a system message and, for the user id that changes with it, as user_id_update."""
        before, names = person.bsuid, self._names(person)
        old = person.digits
        for key in (old, before):
            self.world.persons.pop(key, None)
        person.digits, person.bsuid = digits, people.new_bsuid(digits)
        people.know(self.world, person)
        body = f"User {person.name} changed from {old} to {digits}"
        system = {"type": "user_changed_number", "body": body, "wa_id": digits, "user_id": person.bsuid}
        message = {**names, "id": wamid(digits), "timestamp": self.world.clock.stamp(), "type": "system"}
        told = envelopes.inbound(number, person, {**message, "system": system}, with_contact=False)
        self.postman.tell(told, f"{number.id}:{person.bsuid}")
        change = {"user_id": {"previous": before, "current": person.bsuid}, "timestamp": self.world.clock.stamp()}
        self._tell_about(person, number, "user_id_update", {"detail": "User ID changed", **change})

    def prefer(self, person: Person, number: Number, wish: str) -> None:
        """Marketing: `stop` or `resume`."""
        person.opted_out = wish == "stop"
        preference = {
            "category": "marketing_messages",
            "value": wish,
            "detail": f"User requested to {wish} marketing messages",
            "timestamp": int(self.world.clock.now()),
            "user_id": person.bsuid,
        }
        self._tell_about(person, number, "user_preferences", preference)

    def echo(self, person: Person, number: Number, content: Json) -> Json:
        """Staff types on the phone that shares the number: told to the desk as smb_message_echoes."""
        message: Json = {"from": number.digits, "to_user_id": person.bsuid, "id": wamid(number.digits)}
        if not person.hidden:
            message["to"] = person.digits
        message |= {"timestamp": self.world.clock.stamp(), **content}
        value = {**envelopes.base(number), "message_echoes": [message]}
        update = Update(number.account.id, "smb_message_echoes", value, number)
        self.postman.tell(update, f"{number.id}:{person.bsuid}")
        return message

    def _tell_about(self, person: Person, number: Number, field: str, entry: Json) -> None:
        named = {} if person.hidden else {"wa_id": person.digits}
        value = {**envelopes.base(number), "contacts": [envelopes.contact(person)], field: [{**named, **entry}]}
        self.postman.tell(Update(number.account.id, field, value, number), f"{number.id}:{person.bsuid}")

    def _names(self, person: Person) -> Json:
        shown = {} if person.hidden or not person.digits else {"from": person.digits}
        return {**shown, "from_user_id": person.bsuid}
