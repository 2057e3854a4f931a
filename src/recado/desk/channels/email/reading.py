"""What does a mail say? Raw bytes into one frozen value; whatever the bytes, an answer (RFC 5322, failures EM)."""

import re
from dataclasses import dataclass
from datetime import datetime

from recado.desk.channels.email import addresses, bodies, bounces, cleaning, dates, languages, mime, quoting, rendering, robots, words
from recado.desk.channels.email.addresses import Address
from recado.desk.channels.email.bodies import Bodies, File
from recado.desk.channels.email.mime import Part

IDENTIFIER = re.compile(r"<([^<>]+)>")
LONGEST = 2000


@dataclass(frozen=True)
class Mail:
    """A mail as it was meant. `text` is all that can be read; `new_text` what this person wrote now."""

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
    text: str
    new_text: str
    quoted_text: str
    html: str | None
    attachments: tuple[File, ...]
    language: str | None
    verdict: robots.Verdict
    bounce: bounces.Bounce | None
    defects: tuple[str, ...]


def read(raw: bytes) -> Mail:
    """The mail in these bytes. Never raises, whatever they are."""
    part = mime.parse(raw)
    found = bodies.collect(part)
    text, divided = _words(found)
    subject = words.decode(part.get("subject"))[:LONGEST]
    from_, sender, reply_to = _writer(part)
    bounce = bounces.find(part, raw, from_.address, subject)
    return Mail(
        from_=from_,
        sender=sender,
        reply_to=reply_to,
        to=addresses.read(*part.all("to")),
        cc=addresses.read(*part.all("cc")),
        subject=subject,
        date=dates.read(words.decode(part.get("date"))),
        message_id=next(iter(_identifiers(part.get("message-id"))), None),
        in_reply_to=_identifiers(part.get("in-reply-to")),
        references=_identifiers(b" ".join(part.all("references"))),
        text=text,
        new_text=divided.new,
        quoted_text=divided.quoted,
        html=cleaning.clean("\n".join(found.pages)) if found.pages else None,
        attachments=tuple(bodies.shown(found.files, found.pages)),
        language=languages.guess(divided.new or text),
        verdict=robots.judge(part, bounce, from_.address, subject),
        bounce=bounce,
        defects=(*_defects(part, from_), *dict.fromkeys(found.defects)),
    )


def _writer(part: Part) -> tuple[Address, Address | None, tuple[Address, ...]]:
    """From, else Sender, else Reply-To; where a group rewrote From, the person stands in X-Original-Sender."""
    from_ = addresses.read(*part.all("from"))
    sender = addresses.read(*part.all("x-original-sender"), *part.all("sender"))
    reply_to = addresses.read(*part.all("reply-to"))
    named = [one for one in (*from_, *sender, *reply_to) if one.address]
    empty = from_[0] if from_ else Address("", "")
    return (named[0] if named else empty), (sender[0] if sender else None), tuple(one for one in reply_to if one.address)


def _words(found: Bodies) -> tuple[str, quoting.Divided]:
    """The readable text and what of it is new: plain parts in their order, else the page as text."""
    plain = "\n".join(text.strip("\r\n") for text in found.plain if text.strip())
    if plain.strip():
        lines = plain.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return plain.strip(), quoting.divide(lines)
    page = [line for text in found.pages for line in rendering.lines(text)]
    text = "\n".join(line.text for line in page).strip()
    return text, quoting.divide([line.text for line in page], [line.is_quoted for line in page])


def _identifiers(field: bytes) -> tuple[str, ...]:
    """Message ids without their brackets, in order, each once."""
    said = words.decode(field)
    found = IDENTIFIER.findall(said) or [word for word in said.split() if "@" in word]
    return tuple(dict.fromkeys(one for each in found if (one := "".join(each.split()))))


def _defects(part: Part, from_: Address) -> list[str]:
    missing = [f"no {name}" for name in ("date", "message-id", "from") if not part.get(name).strip()]
    return missing + ([] if from_.address else ["no sender's address"])
