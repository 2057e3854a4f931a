"""Was a mail of ours called spam, by whom, and which one (RFC 5965)?"""

import re
from dataclasses import dataclass

from recado.desk.channels.email import addresses, bounces, charsets
from recado.desk.channels.email.mime import Part
from recado.desk.core.text import storable

REPORT = "message/feedback-report"
FIELD = re.compile(r"^([\w-]+)\s*:\s*(.*)$", re.MULTILINE)
NO_COMPLAINT = ("not-spam", "auth-failure", "dmarc")
LARGEST = 20_000  # bytes of the report proper


@dataclass(frozen=True)
class Complaint:
    """`complainer` as the report names him, empty where it hides him; the Message-ID of our mail where it is told."""

    complainer: str
    original_message_id: str


def find(part: Part) -> Complaint | None:
    """The complaint that this mail is; None for any other mail, and for a report that says something else."""
    report = next((one for one in part.walk() if one.type == REPORT), None)
    if report is None and part.parameters.get("report-type", "").lower() != "feedback-report":
        return None
    said: dict[str, str] = {}
    for name, value in FIELD.findall(charsets.decode(report.content[:LARGEST]) if report else ""):
        said.setdefault(name.lower(), value.strip())
    if said.get("feedback-type", "").lower() in NO_COMPLAINT:
        return None
    named = addresses.read(said.get("original-rcpt-to", "").encode())
    return Complaint(next((one.address for one in named), ""), storable(bounces.original(part) or ""))
