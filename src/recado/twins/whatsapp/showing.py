"""How does the twin show itself under /twin: a customer's phone, a delivery."""

import base64

from recado.twins.whatsapp.delivering import Delivery
from recado.twins.whatsapp.world import Json, Person, Sent, World


def seen_customer(world: World, person: Person) -> Json:
    """A phone: who holds it, what came (in order of acceptance), what was written, whether we are typing."""
    return {
        "number": f"+{person.digits}" if person.digits else None,
        "bsuid": person.bsuid,
        "name": person.name,
        "username": person.username,
        "hidden": person.hidden,
        "inbox": [_received(world, sent) for sent in person.inbox],
        "outbox": person.outbox,
        "typing": world.clock.now() < person.typing_until,
    }


def _received(world: World, sent: Sent) -> Json:
    """A message of ours as its receiver sees it."""
    content = sent.content
    return {
        "id": sent.id,
        "from": sent.number.id,
        "at": sent.at,
        "type": sent.type,
        "text": content.get("body") if sent.type == "text" else content.get("caption") or content.get("text"),
        "content": content,
        "media": _media(world, content),
        "reply_to": sent.context,
        "callback_data": sent.opaque,
        "statuses": sent.statuses,
    }


def _media(world: World, content: Json) -> Json | None:
    file = world.files.get(str(content.get("id")))
    if file is None:
        return None
    size = len(file.bytes)
    return {"id": file.id, "mime": file.mime, "sha256": file.sha256, "size": size, "url": f"/twin/files/{file.id}"}


def seen_delivery(delivery: Delivery) -> Json:
    """One body on its way, in base64, with the answers to each try."""
    return {
        "url": delivery.url,
        "updates": delivery.updates,
        "answers": delivery.answers,
        "state": delivery.state,
        "body": base64.b64encode(delivery.body).decode(),
    }
