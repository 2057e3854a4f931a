"""Take a message, or refuse it: what POST /{number}/messages does when nothing upsets it."""

from recado.twins.whatsapp import judging, ladder, people, templates
from recado.twins.whatsapp.complaints import Complaint
from recado.twins.whatsapp.delivering import Postman
from recado.twins.whatsapp.reading import Order
from recado.twins.whatsapp.world import Json, Number, Person, Sent, World, wamid

TYPING_FOR = 25.0


def accept(world: World, postman: Postman, number: Number, order: Order) -> Json:
    """The answer of the Graph API; the message begins its way. Complaint says why not."""
    if order.to and people.BSUID.fullmatch(order.to):
        return _answer(order, None, wamid(order.to))
    person = _recipient(world, number, order)
    judging.paced(world, number, person)
    doom, template = judging.judged(world, number, person, order)
    judging.counted(world, number, person)
    sent = _sent(number, person, order, world.clock.now())
    sent.doom = doom
    if template:
        sent.category = template["category"].lower()
        sent.content["text"] = templates.filled(template, order.content.get("components") or [])
    world.sent[sent.id] = sent
    if doom is None:
        person.inbox.append(sent)
        person.typing_until = 0.0
    world.start(ladder.climb(world, postman, sent))
    return _answer(order, person, sent.id)


def _sent(number: Number, person: Person, order: Order, at: float) -> Sent:
    identifier = wamid(person.digits or person.bsuid)
    return Sent(identifier, number, person, at, order.type, dict(order.content), order.context, order.opaque)


def _recipient(world: World, number: Number, order: Order) -> Person:
    if order.to:
        digits = people.dialled(order.to, number.digits)
        if not 7 <= len(digits) <= 15:
            raise Complaint(131009, "to is not a phone number.")
        return people.meet(world, digits)
    person = people.find(world, order.recipient or "")
    if person is None:
        raise Complaint(131009, "recipient is not a user of this business portfolio.")
    return person


def _answer(order: Order, person: Person | None, identifier: str) -> Json:
    contact = {"input": order.to or order.recipient}
    if order.to:
        contact["wa_id"] = person.digits if person else order.to
    elif person:
        contact["user_id"] = person.bsuid
    message = {"id": identifier}
    if order.type == "template":
        message["message_status"] = "accepted"
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [message]}


def mark_read(world: World, number: Number, body: Json) -> Json:
    """The desk has read a customer's message, and may be seen typing for 25 seconds."""
    heard = world.heard.get(str(body.get("message_id")))
    if heard is None or heard[1]["to"] != number.id:
        raise Complaint(100, "Param message_id is not the id of a message received by this number.")
    person, said = heard
    said["read"] = True
    if body.get("typing_indicator"):
        person.typing_until = world.clock.now() + TYPING_FOR
    return {"success": True}
