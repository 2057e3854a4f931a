"""What does Meta post? Small webhook bodies, written by hand."""

import json
from typing import Any

from recado.desk.channels.port import Fact
from recado.desk.channels.whatsapp import reading

NUMBER_ID = "700100200300"
OUR_NUMBER = "56 2 2345 6789"
DMITRI, VALERIA = "56961112233", "79161234567"
VALERIAS_ID = "RU.55AbC901"
NOON = "1772020800"  # 2026-02-25 12:00 UTC


def contact(phone: str | None = DMITRI, name: str = "Dmitri", **more: Any) -> dict[str, Any]:
    return {"profile": {"name": name}, **({"wa_id": phone} if phone else {}), **more}


def message(type_: str = "text", **parts: Any) -> dict[str, Any]:
    """A message of Dmitri's; `parts` replace what it would say, None leaves a part out."""
    told = {"from": DMITRI, "id": "wamid.IN1", "timestamp": NOON, "type": type_, **parts}
    if type_ == "text":
        told.setdefault("text", {"body": "Hola, se rompió mi lámpara"})
    return {key: part for key, part in told.items() if part is not None}


def status(state: str = "delivered", **parts: Any) -> dict[str, Any]:
    return {"id": "wamid.OUT1", "status": state, "timestamp": NOON, "recipient_id": DMITRI, **parts}


def change(field: str = "messages", **value: Any) -> dict[str, Any]:
    """A change of our number; `value` holds messages, statuses, contacts …"""
    metadata = {"display_phone_number": OUR_NUMBER, "phone_number_id": NUMBER_ID}
    return {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata, **value}}


def bare(field: str, **value: Any) -> dict[str, Any]:
    """A change of the whole account, which names no number."""
    return {"field": field, "value": value}


def delivery(*changes: Any) -> bytes:
    entry = {"id": "WABA1", "time": int(NOON), "changes": list(changes)}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def posted(*messages: Any, **value: Any) -> bytes:
    """A delivery with these messages and, unless told otherwise, Dmitri's contact."""
    return delivery(change(messages=list(messages), **{"contacts": [contact()], **value}))


def told(body: bytes) -> list[Fact]:
    return reading.read(body)


def only(body: bytes) -> Any:
    """The one fact of a body."""
    (fact,) = reading.read(body)
    return fact
