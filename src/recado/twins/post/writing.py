"""How is a customer's mail written? Words, the signature, the quote beneath, files; then it goes to the provider."""

import mimetypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses, make_msgid
from html import escape

from recado.twins.mail import stamping
from recado.twins.mail.boxes import Box
from recado.twins.post import quoting, reading
from recado.twins.post.people import Letter, Person, Post

AGAIN = re.compile(r"(re|rv|fwd?|aw|ответ)\s*:", re.IGNORECASE)


class Unwritten(ValueError):
    """Nobody to write to, or nothing to say."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the mail."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wrote: `to` and `cc` as one types them, `answers` what it replies to and `quotes` beneath.

    `fields` are further ones of the head.
    """

    to: str
    subject: str
    words: str
    cc: str = ""
    files: Sequence[File] = ()
    answers: Letter | None = None
    quotes: bool = True
    fields: dict[str, str] = field(default_factory=dict)


def send(post: Post, person: Person, draft: Draft) -> Letter:
    """Write it, keep it in the folder of what was sent, and hand it over. Raises Unwritten."""
    at = post.boxes.clock()
    message = _head(person, draft)
    message["Date"] = format_datetime(at)
    _body(message, person, draft)
    for file in draft.files:
        main, _slash, sub = (mimetypes.guess_type(file.name)[0] or "application/octet-stream").partition("/")
        message.add_attachment(file.data, maintype=main, subtype=sub, filename=file.name)
    raw = message.as_bytes()
    box = post.sent.setdefault(person.address.lower(), Box())
    kept = Letter("sent", box.add(raw, at), raw, at)
    stamping.hand_over(post.boxes, raw, person.address, [one.addr_spec for one in _named(draft.to, draft.cc)])
    return kept


def answer(post: Post, person: Person, letter: Letter, words: str = "") -> Draft:
    """A reply to all: to who wrote it, or whom he names for answers, copied to the others."""
    mail = reading.opened(letter.raw)
    is_own = letter.folder == "sent"
    first = reading.people(mail, "to") if is_own else reading.people(mail, "reply-to") or reading.people(mail, "from")
    known = {person.address.lower(), post.house, *(address.lower() for _, address in first)}
    others = [*reading.people(mail, "to"), *reading.people(mail, "cc")]
    copied = [one for one in others if one[1].lower() not in known]
    subject = str(mail["subject"] or "")
    subject = subject if AGAIN.match(subject) else f"Re: {subject}"
    return Draft(typed(first), subject, words, typed(copied), answers=letter)


def typed(named: Iterable[tuple[str, str]]) -> str:
    """Names and addresses as one types them."""
    return ", ".join(str(Address(name, addr_spec=address)) for name, address in named)


def _head(person: Person, draft: Draft) -> EmailMessage:
    to, cc = _named(draft.to), _named(draft.cc)
    if not to:
        raise Unwritten("to")
    if not draft.subject.strip() and not draft.words.strip() and not draft.files:
        raise Unwritten("words")
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = make_msgid(domain=person.address.rpartition("@")[2])
    message["From"] = Address(person.name, addr_spec=person.address)
    message["To"] = to
    if cc:
        message["Cc"] = cc
    message["Subject"] = " ".join(draft.subject.split())
    if draft.answers:
        answered = reading.opened(draft.answers.raw)
        said = str(answered["message-id"] or "").strip()
        message["In-Reply-To"] = said
        message["References"] = " ".join(filter(None, (answered["references"], said)))
    for name, value in draft.fields.items():
        message[name] = value
    return message


def _named(*typed: str) -> list[Address]:
    """Who is named, each once. Raises Unwritten."""
    found: dict[str, Address] = {}
    for name, address in getaddresses([one for one in typed if one.strip()]):
        try:
            found.setdefault(address.lower(), Address(name, addr_spec=address))
        except (ValueError, IndexError) as wrong:
            raise Unwritten("to") from wrong
        if "@" not in address:
            raise Unwritten("to")
    return list(found.values())


def _body(message: EmailMessage, person: Person, draft: Draft) -> None:
    dashes = "" if person.program == "outlook" else "-- \n"
    signed = f"\n\n{dashes}{person.signature}" if person.signature else ""
    words, below, quoted = draft.words.strip(), "", ""
    if draft.answers and draft.quotes:
        answered = reading.answered(draft.answers.raw)
        below = "\n\n" + quoting.text(person.program, person.language, answered)
        quoted = quoting.page(person.program, person.language, answered)
    message.set_content(f"{words}{signed}{below}\n", cte="8bit" if person.program == "apple" else "quoted-printable")
    prefix = '<span class="gmail_signature_prefix">-- </span><br>' if dashes else ""
    mark = f'<br clear="all"><div><br></div>{prefix}'
    under = f'{mark}<div dir="ltr" class="gmail_signature">{_lines(person.signature)}</div>' if signed else ""
    page = f'<html><body><div dir="ltr">{_lines(words)}</div>{under}{quoted}</body></html>\n'
    message.add_alternative(page, subtype="html", cte="quoted-printable")


def _lines(words: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in words.splitlines())
