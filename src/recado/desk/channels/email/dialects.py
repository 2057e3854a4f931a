"""Which addresses failed, in the words of a server that keeps to no standard?

flufl-bounce knows many dialects and asks for a mail as the standard library would read it. That reader takes seconds
for 200 kB of blank lines and falls over mails in mails, so the mail is laid out from our own parts, and within bounds:
what lies beyond them is not searched for a bounce, and nothing else.
"""

import logging
import re
from email.message import Message

from flufl.bounce import all_failures

from recado.desk.channels.email import charsets, mime
from recado.desk.channels.email.mime import Part

LARGEST = 200_000  # bytes of the mail
MOST_PARTS, MOST_FIELDS, MOST_LINES = 300, 300, 8000  # in the whole mail, blocks of a report among them
DEEPEST = 20
TOO_LONG = re.compile(rb"([^\r\n]{500})[^\r\n]+")
BLANK = re.compile(rb"\r?\n[ \t]*\r?\n")
NOT_ASCII = re.compile(rb"[\x80-\xff\0]")
logging.getLogger("flufl.bounce").setLevel(logging.WARNING)  # it tells each dialect that it tries


def failures(raw: bytes) -> list[tuple[str, bool]]:
    """The addresses that failed, in order, each with whether it is only for now."""
    plain = NOT_ASCII.sub(b"?", TOO_LONG.sub(rb"\1", raw[:LARGEST]))
    try:
        temporary, permanent = all_failures(_Laying().out(mime.parse(plain)))
    except (ValueError, LookupError, TypeError, AttributeError):
        return []
    told = [(one, False) for one in sorted(permanent)]
    told += [(one, True) for one in sorted(set(temporary) - set(permanent))]
    return [(charsets.decode(one), soon) for one, soon in told]


class _Laying:
    """What is left of the bounds while a mail is laid out."""

    def __init__(self) -> None:
        self.parts, self.fields, self.lines = MOST_PARTS, MOST_FIELDS, MOST_LINES

    def out(self, part: Part, depth: int = 0) -> Message:
        """The part as the standard library would give it."""
        laid = self._headed(part)
        inside = self._inside(part) if depth < DEEPEST else []
        if inside:
            laid.set_payload([self.out(one, depth + 1) for one in inside if self.parts > 0])
        else:
            laid.set_payload(self._text(part.body))
        return laid

    def _headed(self, part: Part) -> Message:
        laid = Message()
        for name, value in part.fields[: max(0, self.fields)]:
            laid[name] = value.decode("ascii", "replace")
        self.parts -= 1
        self.fields -= len(part.fields)
        return laid

    def _inside(self, part: Part) -> list[Part]:
        if part.type == "message/delivery-status":
            blocks = BLANK.split(part.body, maxsplit=max(1, self.parts))
            return [mime.parse(one, 1) for one in blocks[: max(1, self.parts)]]
        if part.type.startswith("message/") and part.body:
            return [mime.parse(part.content)]
        return list(part.children)

    def _text(self, body: bytes) -> str:
        lines = body.split(b"\n", maxsplit=max(0, self.lines))[: max(0, self.lines)]
        self.lines -= len(lines)
        return b"\n".join(lines).decode("ascii", "replace")
