"""Did a mail of ours come back? Which address failed, for good or for now, and which mail was it (RFC 3464, 3463)?"""

import logging
import re
import tomllib
from dataclasses import dataclass
from email import message_from_string
from pathlib import Path

from flufl.bounce import all_failures

from recado.desk.channels.email import addresses, charsets, mime, words
from recado.desk.channels.email.mime import Part

FIELD = re.compile(r"^([\w-]+)\s*:\s*(.*)$")
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
SMTP = re.compile(r"(?:^|\s|:)([45]\d\d)[\s-]")
MESSAGE_ID = re.compile(rb"^message-id:\s*<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE)
_WORDS = tomllib.loads(Path(__file__).with_name("bounces.toml").read_text("utf-8"))
SENDERS = re.compile(rf"^(?:{'|'.join(_WORDS['senders'])})\b", re.IGNORECASE)
SUBJECTS = re.compile("|".join(_WORDS["subjects"]), re.IGNORECASE)
TOO_LONG = re.compile(r"([^\r\n]{500})[^\r\n]+")
logging.getLogger("flufl.bounce").setLevel(logging.WARNING)  # it tells each dialect that it tries
LARGEST = 200_000  # bytes that are searched for a bounce nobody standardised


@dataclass(frozen=True)
class Failure:
    """One address that failed: `status` as ``5.1.1`` or empty, `action` as the report says."""

    recipient: str
    status: str
    action: str
    temporary: bool


@dataclass(frozen=True)
class Bounce:
    """A report on a mail of ours. All failures, and the Message-ID of the mail where it is told."""

    failures: tuple[Failure, ...]
    original_message_id: str | None


def find(part: Part, raw: bytes, sender: str, subject: str) -> Bounce | None:
    """The bounce that this mail is; None for any other mail."""
    failures = _reported(part)
    if not failures and (part.type == "multipart/report" or _looks_so(part, sender, subject)):
        failures = _written(raw)
    return Bounce(tuple(failures), _original(part)) if failures else None


def _looks_so(part: Part, sender: str, subject: str) -> bool:
    from_nobody = part.get("return-path").strip() == b"<>"
    from_machine = SENDERS.match(sender) or part.get("x-failed-recipients")
    return from_nobody or bool(from_machine or SUBJECTS.search(subject))


def _reported(part: Part) -> list[Failure]:
    """What a delivery status says of each address; a report of success is no failure."""
    found: dict[str, Failure] = {}
    for one in part.walk():
        if one.type in ("message/delivery-status", "message/global-delivery-status"):
            for group in re.split(r"\r?\n[ \t]*\r?\n", charsets.decode(one.content)):
                if failure := _failure(group):
                    found.setdefault(failure.recipient.lower(), failure)
    return list(found.values())


def _failure(group: str) -> Failure | None:
    fields: dict[str, str] = {}
    for line in re.sub(r"\r?\n[ \t]+", " ", group).splitlines():
        if field := FIELD.match(line):
            fields.setdefault(field.group(1).lower(), field.group(2).strip())
    action = fields.get("action", "").split(";")[0].split("(")[0].strip().lower()
    named = fields.get("original-recipient") if not fields.get("final-recipient") else fields["final-recipient"]
    if not named or action in ("delivered", "relayed", "expanded"):
        return None
    who = addresses.read(named.rpartition(";")[2].strip().encode())
    recipient = next((one.address for one in who if one.address), named.rpartition(";")[2].strip(" <>"))
    status = STATUS.search(fields.get("status", "")) or STATUS.search(fields.get("diagnostic-code", ""))
    code = status.group() if status else ""
    temporary = action == "delayed" or (action != "failed" and code.startswith("4"))
    return Failure(recipient, code, action or ("delayed" if temporary else "failed"), temporary)


def _written(raw: bytes) -> list[Failure]:
    """What a server wrote in its own words: a library knows its many dialects."""
    plain = TOO_LONG.sub(r"\1", raw[:LARGEST].decode("ascii", "replace").replace("\ufffd", "?").replace("\0", "?"))
    try:
        temporary, permanent = all_failures(message_from_string(plain))
    except (ValueError, LookupError, TypeError, AttributeError):
        return []
    status = STATUS.search(charsets.decode(raw[:LARGEST]))
    code = status.group() if status else ""
    told = [(one, False) for one in sorted(permanent)]
    told += [(one, True) for one in sorted(set(temporary) - set(permanent))]
    return [Failure(charsets.decode(one), code, "delayed" if soon else "failed", soon) for one, soon in told]


def _original(part: Part) -> str | None:
    """The Message-ID of the mail that came back: from its copy, else from the words of the report."""
    for one in part.walk():
        if one is not part and one.type in ("message/rfc822", "text/rfc822-headers", "message/global"):
            inside = mime.parse(one.content).get("message-id") or one.get("message-id")
            if named := words.decode(inside).strip("<> "):
                return named
    found = MESSAGE_ID.search(part.body)
    return found.group(1).decode("ascii", "replace") if found else None
