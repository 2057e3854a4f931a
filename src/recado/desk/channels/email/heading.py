"""Who writes to whom, when, about what and in answer to which mails? The head of a mail (RFC 5322 3.6)."""

import re
from dataclasses import dataclass
from datetime import datetime

from recado.desk.channels.email import addresses, dates, words
from recado.desk.channels.email.addresses import Address
from recado.desk.channels.email.mime import Part

IDENTIFIER = re.compile(r"<([^<>]+)>")
NOBODY = Address("", "")
LONGEST_SUBJECT = 2000


@dataclass(frozen=True)
class Head:
    """The head as it was meant. Ids of mails without their brackets, in order, each once; `date` in UTC.

    `from_` is whoever can be answered: From, else Sender, else Reply-To. Where a group rewrote From, `sender` is the
    person behind it.
    """

    from_: Address
    sender: Address | None
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    date: datetime | None
    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]


def read(part: Part) -> Head:
    """The head of the mail that this part is."""
    named = addresses.read(*part.all("from"))
    sender = addresses.read(*part.all("x-original-sender"), *part.all("sender"))
    reply_to = tuple(one for one in addresses.read(*part.all("reply-to")) if one.address)
    return Head(
        from_=next(
            (one for one in (*named, *sender, *reply_to) if one.address), named[0] if named else Address("", "")
        ),
        sender=sender[0] if sender else None,
        reply_to=reply_to,
        to=addresses.read(*part.all("to")),
        cc=addresses.read(*part.all("cc")),
        subject=words.decode(part.get("subject"))[:LONGEST_SUBJECT],
        date=dates.read(words.decode(part.get("date"))),
        message_id=next(iter(_identifiers(part.get("message-id"))), None),
        in_reply_to=_identifiers(part.get("in-reply-to")),
        references=_identifiers(b" ".join(part.all("references"))),
    )


def _identifiers(field: bytes) -> tuple[str, ...]:
    said = words.decode(field)
    found = IDENTIFIER.findall(said) or [word for word in said.split() if "@" in word]
    return tuple(dict.fromkeys(one for each in found if (one := "".join(each.split()))))
