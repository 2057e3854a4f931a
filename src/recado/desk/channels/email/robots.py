"""Who wrote it, a person or a machine? The kind of a mail, and whether it may be answered by one (RFC 3834)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from recado.desk.channels.email import bounces, parameters, words
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
    """The kind, whether a machine may answer, and why."""

    kind: Kind
    may_auto_reply: bool
    why: str


NOBODY = re.compile(r"^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|donotreply|mailer[-_.]?daemon|postmaster|mail[-_.]?daemon|noresponder|no[-_.]?responder|nao[-_.]?responda|bounces?)(?:[-_+.].*)?@", re.I)
AWAY = re.compile(
    r"^\s*(?:auto(?:matic)?(?:[- ]?reply|[- ]?response|[- ]?responder)\b|automatische antwort|automatisch antwoord|abwesenheit|out of (?:the )?office|"
    r"respuesta autom[áa]tica|fuera de (?:la )?oficina|resposta autom[áa]tica|fora do escrit[óo]rio|risposta automatica|r[ée]ponse automatique|"
    r"автоответ|автоматический ответ|вне офиса|odpowiedź automatyczna|autosvar|automatiskt svar|on (?:vacation|holiday|leave)\b)",
    re.I,
)
MACHINE_FIELDS = ("x-autoreply", "x-autorespond", "x-autoreply-from", "x-mail-autoreply", "x-autoresponder", "x-auto-response")
SUPPRESS = re.compile(r"\b(?:dr|autoreply|oof|all)\b", re.I)
LIST_FIELDS = ("list-id", "list-unsubscribe", "list-post", "mailing-list", "x-mailing-list", "list-help")


def judge(part: Part, bounce: bounces.Bounce | None, sender: str, subject: str) -> Verdict:
    """The kind of a mail by the surest sign first. A subject alone is believed only where nothing speaks against it."""
    if bounce:
        only_for_now = all(failure.temporary for failure in bounce.failures)
        return Verdict(Kind.DELAYED if only_for_now else Kind.BOUNCE, False, "it reports on a mail that came back")
    for question in (_report, _auto_submitted, _machine_field, _list, _precedence, _invitation, _nobody, _subject):
        if verdict := question(part, sender, subject):
            return verdict
    return Verdict(Kind.MESSAGE, True, "a person wrote it")


def _report(part: Part, _sender: str, _subject: str) -> Verdict | None:
    types = {one.type for one in part.walk()}
    if "message/feedback-report" in types or part.parameters.get("report-type", "").lower() == "feedback-report":
        return Verdict(Kind.COMPLAINT, False, "it reports that a mail of ours was called spam")
    if part.type == "multipart/report":
        if "message/disposition-notification" in types:
            return Verdict(Kind.AUTO_REPLY, False, "it is a receipt")
        if "message/delivery-status" in types or part.parameters.get("report-type", "").lower() == "delivery-status":
            return Verdict(Kind.AUTO_REPLY, False, "it reports a delivery")
        return Verdict(Kind.AUTO_REPLY, False, "it is a machine's report")
    return None


def _auto_submitted(part: Part, _sender: str, _subject: str) -> Verdict | None:
    said = parameters.value(part.get("auto-submitted"))
    if said and said.split()[0] != "no":
        return Verdict(Kind.AUTO_REPLY, False, f"Auto-Submitted: {said.split()[0]}")
    return None


def _machine_field(part: Part, _sender: str, _subject: str) -> Verdict | None:
    for name in MACHINE_FIELDS:
        said = words.decode(part.get(name)).lower()
        if said and said not in ("no", "false", "0"):
            return Verdict(Kind.AUTO_REPLY, False, f"it carries {name}")
    if part.get("x-ms-exchange-generated-message-source") or part.get("x-loop") or part.get("x-recado-loop"):
        return Verdict(Kind.AUTO_REPLY, False, "it says that a machine sent it")
    if SUPPRESS.search(words.decode(part.get("x-auto-response-suppress"))):
        return Verdict(Kind.AUTO_REPLY, False, "it asks for no automatic answer")
    return None


def _list(part: Part, _sender: str, _subject: str) -> Verdict | None:
    for name in LIST_FIELDS:
        if part.get(name).strip():
            return Verdict(Kind.LIST, False, f"it carries {name.title()}")
    return None


def _precedence(part: Part, _sender: str, _subject: str) -> Verdict | None:
    said = parameters.value(part.get("precedence")).replace("-", "_")
    if said in ("auto_reply", "auto_reply.", "autoreply"):
        return Verdict(Kind.AUTO_REPLY, False, f"Precedence: {said}")
    if said in ("bulk", "junk", "list"):
        return Verdict(Kind.LIST, False, f"Precedence: {said}")
    return None


def _invitation(part: Part, _sender: str, _subject: str) -> Verdict | None:
    for one in part.walk():
        if one.type == "text/calendar" and one.disposition != "attachment":
            return Verdict(Kind.CALENDAR, False, "it carries an appointment")
    return None


def _nobody(part: Part, sender: str, subject: str) -> Verdict | None:
    if NOBODY.match(sender):
        return Verdict(Kind.AUTO_REPLY if AWAY.match(subject) else Kind.MESSAGE, False, "nobody reads its sender's address")
    if part.get("return-path").strip() == b"<>":
        return Verdict(Kind.AUTO_REPLY, False, "it has no return path")
    return None


def _subject(_part: Part, _sender: str, subject: str) -> Verdict | None:
    return Verdict(Kind.AUTO_REPLY, False, "its subject says so") if AWAY.match(subject) else None
