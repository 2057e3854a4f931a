"""What does a provider post: signed WhatsApp bodies in bulk, each with a message id of its own, from many senders."""

import hmac
import secrets
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

MESSAGE = (
    '{"object":"whatsapp_business_account","entry":[{"id":"%(account)s","changes":[{"value":{'
    '"messaging_product":"whatsapp","metadata":{"display_phone_number":"56900000001","phone_number_id":"%(number)s"},'
    '"contacts":[{"profile":{"name":"Cliente N\\u00famero %(sender)d"},"wa_id":"%(digits)s",'
    '"user_id":"CL.9%(digits)s"}],'
    '"messages":[{"from":"%(digits)s","from_user_id":"CL.9%(digits)s","id":"%(id)s","timestamp":"%(at)d",'
    '"type":"text","text":{"body":"Buenos d\\u00edas, pregunta n\\u00famero %(n)d: \\u00bfcu\\u00e1ndo llega mi '
    'pedido? Gracias de antemano por su respuesta."}}]},"field":"messages"}]}]}'
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who seems to post: ids of the number and the account, the app secret, and how many customers take turns.

    `first` is where their numbers begin. `mark` makes the message ids of one sender differ from those of every other.
    """

    number_id: str
    account_id: str
    app_secret: str
    customers: int = 1000
    first: int = 0
    mark: str = field(default_factory=lambda: secrets.token_hex(4))

    def bodies(self, count: int, since: int = 0) -> Iterator[bytes]:
        """So many text messages, the customers in turn; `since` numbers on from an earlier call."""
        at = int(time.time())
        for n in range(since, since + count):
            sender = self.first + n % self.customers
            fields = {"account": self.account_id, "number": self.number_id, "sender": sender, "n": n, "at": at}
            yield (MESSAGE % {**fields, "digits": f"569{sender:08d}", "id": self.identifier(n)}).encode()

    def identifier(self, n: int) -> str:
        """The message id of the n-th body."""
        return "wamid." + b64encode(f"{self.mark}{n:012d}".encode()).decode()

    def requests(self, url: str, count: int, since: int = 0) -> list[bytes]:
        """The same as whole HTTP/1.1 requests, headers and signature included."""
        place = urlsplit(url)
        head = f"POST {place.path or '/'} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n"
        return [
            f"{head}X-Hub-Signature-256: sha256={self.signature(body)}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
            for body in self.bodies(count, since)
        ]

    def signature(self, body: bytes) -> str:
        """Hex of the HMAC over the raw bytes."""
        return hmac.new(self.app_secret.encode(), body, sha256).hexdigest()
