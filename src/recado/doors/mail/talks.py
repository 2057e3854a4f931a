"""What does a mail server hear? 250 only when its mail is safe, and otherwise the truth (RFC 5321 4.2, RFC 2033)."""

import logging
import re
import ssl
from typing import Any

import psycopg
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from recado.desk.channels import keeping, lanes
from recado.desk.channels.email import addresses, mime
from recado.desk.channels.email.accounts import LARGEST
from recado.desk.channels.keeping import Post
from recado.desk.core.lines import LOST, Line
from recado.doors.mail.holding import Held
from recado.doors.mail.recipients import ANY, Away, Directory, Recipients

LONGEST_LINE = 4 * 1024 * 1024  # bytes; RFC 5321 says 1,000, and mail programs do not care
HEAD = 64 * 1024
NAMING = ("x-forwarded-to", "x-original-to", "delivered-to", "envelope-to", "to", "cc")
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
MOST_RECIPIENTS = 100

KEPT = "250 2.0.0 kept"
LATER = "451 4.3.0 not ready, try again"
NO_MAILBOX = "451 4.2.1 no mailbox is set up here yet, try again"
NOBODY = "550 5.1.1 nobody has this address here"
TOO_MANY = "452 4.5.3 too many recipients"

log = logging.getLogger(__name__)


class Taking:
    """Answers RCPT and DATA of every talk, SMTP and LMTP. `url` names the database."""

    def __init__(self, url: str, *, hostname: str = "localhost", each: bool = False) -> None:
        self._directory, self._line, self._each = Directory(url), Line(url, patience=30.0), each
        self._unchecked = "" if each else f"Authentication-Results: {hostname}; none"

    async def handle_RCPT(  # noqa: N802, aiosmtpd calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        try:
            found = (known := await self._directory.recipients()).find(address)
            if found is None:
                self._directory.forget()  # it may have been made just now
                found = (known := await self._directory.recipients()).find(address)
        except Away as away:
            log.warning("mail was put off: %s", away)
            return LATER
        if found is None:
            return NOBODY
        if found == ANY and not known.dwellings:
            return NO_MAILBOX
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 somebody has this address"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(server, Held)
        server.hear()
        answer = await self._take(envelope)
        server.heard()
        return "\r\n".join([answer] * len(envelope.rcpt_tos)) if self._each else answer

    async def handle_exception(self, error: Exception) -> str:
        log.error("a mail server could not be answered", exc_info=error)
        return LATER

    async def close(self) -> None:
        await self._directory.close()
        await self._line.close()

    async def _take(self, envelope: Envelope) -> str:
        body = envelope.content
        assert isinstance(body, bytes)
        try:
            posts = _posts(await self._directory.recipients(), envelope, body, self._unchecked)
            await self._line.run(lambda connection: keeping.keep(connection, posts))
        except psycopg.errors.ForeignKeyViolation:
            self._directory.forget()
            return LATER
        except (Away, *LOST, psycopg.Error) as lost:
            log.warning("mail was put off: %s", str(lost).strip() or type(lost).__name__)
            return LATER
        return KEPT


class Talk(Held):
    """SMTP as the house speaks it."""

    line_length_limit = LONGEST_LINE


class LocalTalk(Held, LMTP):
    """LMTP: each recipient gets an answer of his own."""

    line_length_limit = LONGEST_LINE


def options(hostname: str, guard: ssl.SSLContext | None) -> dict[str, Any]:
    """How every talk is held: bytes stay bytes, STARTTLS where there is a certificate."""
    return {
        "data_size_limit": LARGEST, "enable_SMTPUTF8": True, "decode_data": False, "hostname": hostname,
        "ident": "Recado", "tls_context": guard, "timeout": 300.0,
    }  # fmt: skip


def _posts(known: Recipients, envelope: Envelope, body: bytes, unchecked: str) -> list[Post]:
    """One delivery for each channel, with the envelope in front as delivering servers write it."""
    by_channel: dict[int, list[str]] = {}
    for address in envelope.rcpt_tos:
        channel = known.find(address)
        if channel == ANY or channel is None:
            channel = known.named(_named(body))
        by_channel.setdefault(channel, []).append(address)
    keys = {one.channel: one.key for one in known.dwellings}
    return [
        Post(channel, lanes.lane(keys[channel], body), _enveloped(envelope.mail_from, handed, unchecked, body))
        for channel, handed in by_channel.items()
    ]


def _named(body: bytes) -> list[str]:
    """The addresses to which the mail itself says it was sent, the surest first."""
    part = mime.parse(body[:HEAD])
    return [one.address for name in NAMING for one in addresses.read(*part.all(name)) if one.address]


def _enveloped(sender: str | None, handed: list[str], unchecked: str, body: bytes) -> bytes:
    """`unchecked` says that we checked nothing, above whatever the mail brought with it (RFC 8601 5); the server that
    hands over by LMTP is one of the house's own, and its word stands. A path in quotes may hold a bare line break."""
    back, *to = (CONTROLS.sub("", one).strip("<>") for one in (sender or "", *handed))
    lines = [
        f"Return-Path: <{back}>",
        *(f"Delivered-To: {address}" for address in to),
        *([unchecked] if unchecked else []),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "surrogateescape") + body
