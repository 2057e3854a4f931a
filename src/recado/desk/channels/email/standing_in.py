"""What stands for a mail that cannot be fetched whole? Its own head, and why there is no more (failure EM22)."""

import re

from django.utils.translation import gettext as _

DROPPED = re.compile(rb"^(?:content-[a-z-]+|mime-version|lines|x-recado-[a-z-]+)\s*:", re.IGNORECASE)
MIB = 1024 * 1024


def too_large(head: bytes, size: int, most: int) -> bytes:
    """For a mail beyond the limit: who wrote it and about what can be read, the rest lies in the mailbox."""
    said = _("This mail is too large to be brought in: it has %(size)s MB, and %(most)s MB is the limit.")
    words = said % {"size": _mib(size), "most": _mib(most)}
    return _made(head, "too-large", words)


def unfetchable(head: bytes, why: str) -> bytes:
    """For a mail that the server does not hand out, however often it is asked."""
    said = _("The mail server does not hand out this mail: %(why)s.")
    return _made(head, "unfetchable", said % {"why": " ".join(why.split())[:300].rstrip(".")})


def _made(head: bytes, why: str, words: str) -> bytes:
    lines = [_plain(head), f"X-Recado-Stands-In: {why}".encode(), b"MIME-Version: 1.0"]
    lines += [b"Content-Type: text/plain; charset=utf-8", b"Content-Transfer-Encoding: 8bit", b""]
    lines += [words.encode(), _("It still lies in the mailbox: open it there.").encode(), b""]
    return b"\r\n".join(line for line in lines if line is not None)


def _plain(head: bytes) -> bytes:
    """The head without what is said about a body that is not there."""
    kept: list[bytes] = []
    dropping = False
    for line in head.replace(b"\r\n", b"\n").split(b"\n"):
        if not line.strip():
            break
        if line[:1] not in b" \t":
            dropping = bool(DROPPED.match(line))
        if not dropping:
            kept.append(line)
    return b"\r\n".join(kept)


def _mib(size: int) -> str:
    return f"{size / MIB:.1f}".rstrip("0").rstrip(".")
