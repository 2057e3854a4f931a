"""Which lane does a raw delivery travel in, so that one sender's words stay in order?"""

import re
from zlib import crc32

LANES = 16
FAR = 64 * 1024  # bytes looked at: a sender stands near the beginning
# Quoted messages name their own writer, in front of the one who writes now.
SENDERS = (
    re.compile(rb'(?<!"context":\{)(?<!"context": \{)"from"\s*:\s*"([^"\\]{1,128})"'),
    re.compile(rb'(?<!"context":\{)(?<!"context": \{)"from_user_id"\s*:\s*"([^"\\]{1,128})"'),
    re.compile(rb'"recipient_id"\s*:\s*"([^"\\]{1,128})"'),
    re.compile(rb'"recipient_user_id"\s*:\s*"([^"\\]{1,128})"'),
)
BEGINNINGS = tuple(
    re.compile(rb"^" + name + rb"[ \t]*:((?:[^\r\n]|\r?\n[ \t])*)", re.IGNORECASE | re.MULTILINE)
    for name in (b"references", b"in-reply-to", b"message-id")
)
IDENTIFIER = re.compile(rb"<([^<>\s]+)>")


def lane(hook: str, body: bytes) -> int:
    """crc32 of the hook's key and the first sender (else the first recipient) in the body, modulo 16.

    A glance at bytes that need not be JSON; the same on every machine, which Python's own hash is not. Mails of one
    conversation share a lane, through whichever mailbox they come.
    """
    if body[:1] != b"{" and (found := first_mail(body)):
        return crc32(found) % LANES
    return crc32(first_sender(body), crc32(hook.encode() + b"\0")) % LANES


def first_sender(body: bytes) -> bytes:
    """Who speaks first in the body, as the provider writes it; empty when nobody is named."""
    for pattern in SENDERS:
        if found := pattern.search(body, 0, FAR):
            return found[1]
    return b""


def first_mail(body: bytes) -> bytes:
    """The Message-ID of the mail that began the conversation, as far as the head tells; empty in what is no mail."""
    head = body[:FAR].partition(b"\r\n\r\n")[0].partition(b"\n\n")[0]
    for field in BEGINNINGS:
        if (named := field.search(head)) and (found := IDENTIFIER.search(named[1])):
            return found[1]
    return b""
