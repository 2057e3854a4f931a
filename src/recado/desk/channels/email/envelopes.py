"""What did the servers write on a mail on its way, and is it the same mail that came by another way (EM2, EM3)?"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from recado.desk.channels.email import addresses, dates, vouched, words
from recado.desk.channels.email.mime import Part
from recado.desk.channels.port import Vouched
from recado.desk.core import mail_addresses

HANDED_OVER = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-forwarded-to")
WRITTEN = ("message-id", "date", "from", "to", "cc", "subject", "in-reply-to", "references", "content-type")
"""Fields that whoever wrote the mail gave it; what servers add on the way differs from copy to copy."""
SHOWN = ("list-id", "list-unsubscribe", "importance", "x-priority", "x-mailer", "user-agent", "organization")
LOOP = "x-desk-loop"
LONGEST = 500


@dataclass(frozen=True)
class Envelope:
    """For which addresses it was handed over; when our server took it; `print` names the mail by what was written.

    `bounces_to` is where reports go, None where no server said it and empty where it says nowhere. `loop` is the
    mark of a desk, `behind` the person whom a group took From; `headers` are fields worth showing.
    """

    delivered_to: tuple[str, ...]
    bounces_to: str | None
    received_at: datetime | None
    print: str
    loop: str
    behind: str
    headers: dict[str, str]
    vouched: Vouched | None = None


def read(part: Part) -> Envelope:
    """The envelope of the mail that this part is."""
    handed = addresses.read(*(field for name in HANDED_OVER for field in part.all(name)))
    back = part.all("return-path")
    return Envelope(
        delivered_to=tuple(
            dict.fromkeys(spelled for one in handed if (spelled := mail_addresses.spelled(one.address)))
        ),
        bounces_to=next((one.address for one in addresses.read(back[0])), "") if back else None,
        received_at=_received(part),
        print=_print(part),
        loop=words.decode(part.get(LOOP)).strip()[:LONGEST],
        behind=next((one.address for one in addresses.read(part.get("x-original-sender"))), ""),
        vouched=vouched.read(part),
        headers={name: said for name in SHOWN if (said := words.decode(part.get(name)).strip()[:LONGEST])},
    )


def _received(part: Part) -> datetime | None:
    """When the last server took it: it writes its stamp on top, behind a semicolon (RFC 5321 4.4)."""
    return dates.read(words.decode(part.get("received").rpartition(b";")[2]))


def _print(part: Part) -> str:
    """A hash of what its writer gave it: two different mails never share it, two copies of one do."""
    digest = hashlib.sha256()
    for name in WRITTEN:
        for value in part.all(name):
            digest.update(name.encode() + b":" + b" ".join(value.split()) + b"\n")
    digest.update(b"\n" + _unpadded(part.body).rstrip())
    return digest.hexdigest()


def _unpadded(body: bytes) -> bytes:
    """The same lines without the blanks at their ends, which servers add and take."""
    plain = body.replace(b"\r\n", b"\n")
    if b" \n" not in plain and b"\t\n" not in plain:
        return plain
    *lines, last = plain.split(b"\n")
    return b"\n".join([*(line.rstrip(b" \t") for line in lines), last])
