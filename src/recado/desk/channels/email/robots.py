"""Who wrote it, a person or a machine? The kind of a mail, and whether it may be answered by one (RFC 3834)."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from recado.desk.channels import reasons
from recado.desk.channels.email import bounces, complaints, parameters, words
from recado.desk.channels.email.mime import Part


class Kind(StrEnum):
    """What sort of mail it is."""

    MESSAGE = "message"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    DELAYED = "delayed"
    LIST = "list"
    CALENDAR = "calendar"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Verdict:
    """The kind, whether a machine may answer, and why, as `reasons` keeps it."""

    kind: Kind
    may_auto_reply: bool
    reason: str

    @property
    def why(self) -> str:
        """In English."""
        return reasons.plain(self.reason)


_WORDS = tomllib.loads(Path(__file__).with_name("robots.toml").read_text("utf-8"))
NOBODY = re.compile(rf"^(?:{'|'.join(_WORDS['nobody'])})(?:[-_+.].*)?@", re.IGNORECASE)
AWAY = re.compile(rf"^\s*(?:{'|'.join(_WORDS['away'])})", re.IGNORECASE)
SUPPRESS = re.compile(r"\b(?:dr|autoreply|oof|all)\b", re.IGNORECASE)


def judge(part: Part, bounce: bounces.Bounce | None, sender: str, subject: str) -> Verdict:
    """The kind of a mail by the surest sign first. A subject alone is believed only where nothing speaks against it."""
    if bounce:
        only_for_now = all(failure.temporary for failure in bounce.failures)
        return Verdict(Kind.DELAYED if only_for_now else Kind.BOUNCE, False, reasons.kept("reports-return"))
    for question in (_report, _auto_submitted, _machine_field, _list, _precedence, _invitation, _nobody, _subject):
        if verdict := question(part, sender, subject):
            return verdict
    return Verdict(Kind.MESSAGE, True, reasons.kept("person"))


def _report(part: Part, _sender: str, _subject: str) -> Verdict | None:
    types = {one.type for one in part.walk()}
    if complaints.find(part):
        return Verdict(Kind.COMPLAINT, False, reasons.kept("reports-spam"))
    if part.type == "multipart/report" or complaints.REPORT in types:
        is_receipt = "message/disposition-notification" in types
        return Verdict(Kind.AUTO_REPLY, False, reasons.kept("receipt" if is_receipt else "machine-report"))
    return None


def _auto_submitted(part: Part, _sender: str, _subject: str) -> Verdict | None:
    said = parameters.value(part.get("auto-submitted"))
    if said and said.split()[0] != "no":
        return Verdict(Kind.AUTO_REPLY, False, reasons.kept("field", field="Auto-Submitted", value=said.split()[0]))
    return None


def _machine_field(part: Part, _sender: str, _subject: str) -> Verdict | None:
    for name in _WORDS["machine_fields"]:
        said = words.decode(part.get(name)).lower()
        if said and said not in ("no", "false", "0"):
            return Verdict(Kind.AUTO_REPLY, False, reasons.kept("carries", field=name))
    if any(part.get(name) for name in _WORDS["loop_fields"]):
        return Verdict(Kind.AUTO_REPLY, False, reasons.kept("machine"))
    if b"autoresponder" in part.get("x-post-messageclass").lower():
        return Verdict(Kind.AUTO_REPLY, False, reasons.kept("carries", field="x-post-messageclass"))
    if SUPPRESS.search(words.decode(part.get("x-auto-response-suppress"))):
        return Verdict(Kind.AUTO_REPLY, False, reasons.kept("wants-no-answer"))
    return None


def _list(part: Part, _sender: str, _subject: str) -> Verdict | None:
    for name in _WORDS["list_fields"]:
        if part.get(name).strip():
            return Verdict(Kind.LIST, False, reasons.kept("carries", field=name.title()))
    return None


def _precedence(part: Part, _sender: str, _subject: str) -> Verdict | None:
    said = parameters.value(part.get("precedence") or part.get("x-precedence")).replace("-", "_")
    if said in ("auto_reply", "auto_reply.", "autoreply"):
        return Verdict(Kind.AUTO_REPLY, False, reasons.kept("field", field="Precedence", value=said))
    if said in ("bulk", "junk", "list"):
        return Verdict(Kind.LIST, False, reasons.kept("field", field="Precedence", value=said))
    return None


def _invitation(part: Part, _sender: str, _subject: str) -> Verdict | None:
    for one in part.walk():
        if one.type == "text/calendar" and one.disposition != "attachment":
            return Verdict(Kind.CALENDAR, False, reasons.kept("appointment"))
    return None


def _nobody(part: Part, sender: str, subject: str) -> Verdict | None:
    if NOBODY.match(sender):
        kind = Kind.AUTO_REPLY if AWAY.match(subject) else Kind.MESSAGE
        return Verdict(kind, False, reasons.kept("nobody-reads"))
    if part.get("return-path").strip() == b"<>":
        return Verdict(Kind.AUTO_REPLY, False, reasons.kept("no-return-path"))
    return None


def _subject(_part: Part, _sender: str, subject: str) -> Verdict | None:
    return Verdict(Kind.AUTO_REPLY, False, reasons.kept("its-subject")) if AWAY.match(subject) else None
