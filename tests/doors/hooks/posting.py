"""Numbers of WhatsApp and what Meta posts to their hooks."""

import hashlib
import hmac
import itertools
import json
from typing import Any

import httpx

from recado.desk.channels.models import Channel, Delivery
from recado.desk.core import sealing
from recado.desk.core.time import now
from tests.doors.fronts import KEY, Front

_numbers = itertools.count(1)


class Number:
    """A number of Lumen Óptica's desk, its app secret, and its hook at a front process."""

    def __init__(self, front: Front, secret: str = "lumen-secret") -> None:
        self.front, self.secret = front, secret
        name = f"lumen-{next(_numbers)}"
        sealed = sealing.seal({"app_secret": secret, "verify_token": "lumen-token"}, KEY)
        self.channel = Channel.objects.create(key=name, kind="whatsapp", name=name, secrets=sealed, made_at=now())
        self.path = f"/hooks/whatsapp/{name}"

    def post(self, body: bytes, secret: str | None = None, **headers: str) -> httpx.Response:
        signed = {"X-Hub-Signature-256": signature(body, secret or self.secret), **headers}
        return self.front.http.post(self.path, content=body, headers=signed)

    def kept(self) -> list[Delivery]:
        return list(Delivery.objects.filter(channel=self.channel).order_by("pk"))


def signature(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def words(text: str, sender: str = "56911112222", **more: Any) -> bytes:
    """A text message as Meta posts it."""
    message = {"from": sender, "id": f"wamid.{text}", "timestamp": "1763750000", "type": "text", "text": {"body": text}}
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "56222223333", "phone_number_id": "1065"},
        "contacts": [{"profile": {"name": "Dmitri"}, "wa_id": sender}],
        "messages": [{**more, **message}],
    }
    changes = [{"field": "messages", "value": value}]
    envelope = {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}
    return json.dumps(envelope, separators=(",", ":")).encode()
