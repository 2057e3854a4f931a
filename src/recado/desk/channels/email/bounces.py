"""Did a mail of ours come back? Which address failed, for good or for now, and which mail was it (RFC 3464, 3463)?"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from recado.desk.channels.email import addresses, charsets, dialects, mime, parameters, words
from recado.desk.channels.email.mime import Part
from recado.desk.core.text import storable

FIELD = re.compile(r"^([\w-]+)\s*:\s*(.*)$")
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
SMTP = re.compile(r"(?:^|\s|:)([45]\d\d)[\s-]")
MESSAGE_ID = re.compile(rb"^(?:x-original-)?message-id:\s*<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE)
ANSWERED = re.compile(rb"<([^<>\s]+)>\s*$")
_WORDS = tomllib.loads(Path(__file__).with_name("bounces.toml").read_text("utf-8"))
SENDERS = re.compile(rf"^(?:{'|'.join(_WORDS['senders'])})\b", re.IGNORECASE)
FAILED = re.compile("|".join(_WORDS["failed"]), re.IGNORECASE)
ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w.-]{1,200}\.\w{2,24}")
PROPER = re.compile(r"[^\s;/]@[\w-]+\.\w")
"""An address of the internet, as X.400 and the inner names of some servers are not."""
COPY = re.compile(r"^\s*(?:-{3,}.*|(?:return-path|received|message-id)\s*:.*)$", re.IGNORECASE)
STATUS_FIELD = re.compile(rb"^(?:final|original)-recipient\s*:", re.IGNORECASE | re.MULTILINE)
NOT_BY_HAND = ("x-failed-recipients", "x-mailer-daemon", "x-ms-exchange-message-is-ndr")
BY_HAND = ("user-agent", "x-mailer", "thread-index", "x-gm-message-state", "in-reply-to", "references")
PASSED_ON = re.compile(r"^\s*(?:re|aw|sv|fwd?|rv|reenv|res|enc|tr|wg|i|r|отв|пересл)\s*:", re.IGNORECASE)
BOUNCES_TO = re.compile(r"(?:^|[-+.])bounces?(?:[-+=.].*)?@", re.IGNORECASE)
SUBJECTS = re.compile("|".join(_WORDS["subjects"]), re.IGNORECASE)
LARGEST = 1_000_000  # bytes of a report that are read


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
    if not failures and (part.type == "multipart/report" or _is_from_machine(part, sender, subject)):
        failures = _written(raw) or (_said(part, sender) if SUBJECTS.search(subject) else [])
    elif not failures and _looks_so(part, subject):
        failures = [one for one in _written(raw) if one.recipient.lower() != sender.lower()]
    return Bounce(tuple(failures), storable(original(part) or "") or None) if failures else None


def _is_from_machine(part: Part, sender: str, subject: str) -> bool:
    back = part.get("return-path").strip(b"<> ").decode("ascii", "replace")
    from_nobody = bool(part.all("return-path")) and not back
    from_server = SENDERS.match(sender) or SENDERS.match(back) or any(part.all(name) for name in NOT_BY_HAND)
    is_automatic = parameters.value(part.get("auto-submitted")).startswith("auto-")
    return from_nobody or bool(from_server or (is_automatic and SUBJECTS.search(subject)))


def _looks_so(part: Part, subject: str) -> bool:
    """Whether its subject says so, or the address it came to, and nothing shows that a person wrote it.

    People forward bounces, answer them and speak of them.
    """
    if any(BOUNCES_TO.search(one.address) for one in addresses.read(part.get("to"))):
        return bool(SUBJECTS.search(subject))
    by_hand = PASSED_ON.match(subject) or any(part.all(name) for name in BY_HAND)
    return bool(SUBJECTS.search(subject)) and not by_hand


def _reported(part: Part) -> list[Failure]:
    """What a delivery status says of each address; a report of success is no failure."""
    found: dict[str, Failure] = {}
    for one in part.walk():
        is_status = one.type in ("message/delivery-status", "message/global-delivery-status")
        if is_status or (part.type == "multipart/report" and not one.children and STATUS_FIELD.search(one.content)):
            for group in re.split(r"\r?\n[ \t]*\r?\n", charsets.decode(one.content[:LARGEST])):
                if failure := _failure(group):
                    found.setdefault(failure.recipient.lower(), failure)
    return list(found.values())


def _failure(group: str) -> Failure | None:
    fields: dict[str, str] = {}
    for line in re.sub(r"\r?\n[ \t]+", " ", group).splitlines():
        if field := FIELD.match(line):
            fields.setdefault(field.group(1).lower(), field.group(2).strip())
    action = fields.get("action", "").split(";")[0].split("(")[0].strip().lower()
    final, first = fields.get("final-recipient", ""), fields.get("original-recipient", "")
    named = first if first and not PROPER.search(final) else final
    if not named or action in ("delivered", "relayed", "expanded"):
        return None
    who = addresses.read(named.rpartition(";")[2].strip().encode())
    recipient = next((one.address for one in who if one.address), storable(named.rpartition(";")[2]).strip(" <>"))
    status = STATUS.search(fields.get("status", "")) or STATUS.search(fields.get("diagnostic-code", ""))
    code = status.group() if status else ""
    temporary = action == "delayed" or (action != "failed" and code.startswith("4"))
    return Failure(recipient, code, action or ("delayed" if temporary else "failed"), temporary)


def _written(raw: bytes) -> list[Failure]:
    """What a server wrote in its own words: a library knows its many dialects."""
    told = dialects.failures(raw)
    status = STATUS.search(charsets.decode(raw[: dialects.LARGEST])) if told else None
    code = status.group() if status else ""
    return [Failure(one, code, "delayed" if soon else "failed", soon) for one, soon in told]


def _said(part: Part, sender: str) -> list[Failure]:
    """The first address that a server names in words no library knows, above the copy of what it returns."""
    text = next((one for one in part.walk() if one.type == "text/plain" and not one.children), None)
    lines = charsets.decode(text.content[:20_000], text.parameters.get("charset")).splitlines() if text else []
    above = "\n".join(lines[: next((at for at, line in enumerate(lines) if at and COPY.match(line)), len(lines))])
    named = [one for one in ADDRESS.findall(above) if one.lower() != sender.lower()]
    if not named or not FAILED.search(above):
        return []
    status = STATUS.search(above)
    return [Failure(named[0], status.group() if status else "", "failed", bool(status and status[1] == "4"))]


def original(part: Part) -> str | None:
    """The Message-ID of the mail that came back: from its copy, else from the words of the report."""
    for one in part.walk():
        if one is not part and one.type in ("message/rfc822", "text/rfc822-headers", "message/global"):
            inside = mime.parse(one.content).get("message-id") or one.get("message-id")
            if named := words.decode(inside).strip("<> "):
                return named
    found = MESSAGE_ID.search(part.body)
    if found:
        return found.group(1).decode("ascii", "replace")
    answered = ANSWERED.search(part.get("in-reply-to") or b" ".join(part.all("references")))
    return answered.group(1).decode("ascii", "replace") if answered else None
