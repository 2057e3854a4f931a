"""What does a mail say? Raw bytes into one frozen value; whatever the bytes, an answer (failures EM3, EM8)."""

from dataclasses import dataclass

from recado.desk.channels.email import (
    bodies,
    bounces,
    cleaning,
    complaints,
    envelopes,
    heading,
    mime,
    quoting,
    rendering,
    robots,
)
from recado.desk.channels.email.bodies import Bodies, File
from recado.desk.channels.email.envelopes import Envelope
from recado.desk.channels.email.heading import Head
from recado.desk.channels.email.mime import Part
from recado.desk.core import languages


@dataclass(frozen=True)
class Mail:
    """A mail as it was meant.

    `text` is all that can be read and `new_text` what this person wrote now, without what he quoted and signed with;
    `html` is safe to show, None where there was none; `language` is ISO 639-1, None when unsure; `defects` says in
    words what was wrong with the bytes; `envelope` is what servers wrote on it.
    """

    head: Head
    text: str
    new_text: str
    quoted_text: str
    signature: str
    html: str | None
    attachments: tuple[File, ...]
    language: str | None
    verdict: robots.Verdict
    bounce: bounces.Bounce | None
    defects: tuple[str, ...]
    envelope: Envelope
    complaint: complaints.Complaint | None = None


def read(raw: bytes) -> Mail:
    """The mail in these bytes. Never raises, whatever they are."""
    part = mime.parse(raw)
    head, found = heading.read(part), bodies.collect(part)
    text, divided = _words(found)
    bounce = bounces.find(part, raw, head.from_.address, head.subject)
    return Mail(
        head=head,
        text=text,
        new_text=divided.new,
        quoted_text=divided.quoted,
        signature=divided.signature,
        html=cleaning.clean("\n".join(found.pages)) if found.pages else None,
        attachments=tuple(bodies.shown(found.files, found.pages)),
        language=languages.guess(divided.new or text),
        verdict=robots.judge(part, bounce, head.from_.address, head.subject),
        bounce=bounce,
        defects=(*_missing(part, head), *dict.fromkeys(found.defects)),
        envelope=envelopes.read(part),
        complaint=complaints.find(part),
    )


def _words(found: Bodies) -> tuple[str, quoting.Divided]:
    """The readable text and what of it is new: plain parts in their order, else the page as text."""
    plain = "\n".join(text.strip("\r\n") for text in found.plain if text.strip())
    if plain.strip():
        plain = plain.replace("\r\n", "\n").replace("\r", "\n")
        return plain.strip(), quoting.divide(plain.split("\n"))
    page = [line for text in found.pages for line in rendering.lines(text)]
    text = "\n".join(line.text for line in page).strip()
    return text, quoting.divide([line.text for line in page], [line.is_quoted for line in page])


def _missing(part: Part, head: Head) -> list[str]:
    missing = [f"no {name}" for name in ("date", "message-id", "from") if not part.get(name).strip()]
    return missing + ([] if head.from_.address else ["no sender's address"])
