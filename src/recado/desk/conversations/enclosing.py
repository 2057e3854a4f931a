"""Write what only mails have: their heads and pages, and their files as they lay in the bytes that came."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from recado.desk.channels import port
from recado.desk.conversations.arriving import Stored
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import Attachment
from recado.desk.core import bulk
from recado.desk.core.text import storable
from recado.desk.files import keeping, sniffing

MOST_FILES, LARGEST = (
    200,
    100_000_000,
)  # bytes; what lies beyond is said to be refused, and stays in the raw mail (EM22)


def enclose(mails: Sequence[tuple[Stored, port.Mail]], *, at: datetime) -> None:
    """Two statements for however many mails, and two more where they bring files."""
    if not mails:
        return
    bulk.insert(Mail, [_row(one, mail) for one, mail in mails], returning=("message",))
    files = [(one, place, file) for one, mail in mails for place, file in enumerate(mail.files)]
    blobs = keeping.keep_many(file.content for _, place, file in files if not _refusal(place, file))
    rows = [_file(one.message, place, file, blobs.get(file.sha256), at) for one, place, file in files]
    bulk.insert(Attachment, rows)


def _row(one: Stored, mail: port.Mail) -> dict[str, Any]:
    return {
        "message_id": one.message,
        "mail_id": storable(mail.message_id)[:998],
        "in_reply_to": storable(next(iter(mail.in_reply_to), "")),
        "references": [storable(each) for each in mail.references],
        "subject": storable(mail.subject),
        "writer": asdict(mail.writer),
        "to": [asdict(each) for each in mail.to],
        "cc": [asdict(each) for each in mail.cc],
        "bcc": [],
        "reply_to": [asdict(each) for each in mail.reply_to],
        "html": storable(mail.html),
        "quoted": storable(mail.quoted),
        "signature": storable(mail.signature),
        "kind": mail.kind,
        "automatic": storable(mail.automatic),
        "answerable": mail.answerable,
        "language": mail.language[:8],
        "delivery": one.arrival.delivery,
        "headers": mail.headers,
        "token": "",
    }


def _refusal(place: int, file: port.Enclosure) -> str:
    if place >= MOST_FILES:
        return "too-many"
    return "too-large" if len(file.content) > LARGEST else ""


def _file(message: int, place: int, file: port.Enclosure, blob: int | None, at: datetime) -> dict[str, Any]:
    refusal = _refusal(place, file)
    agreed = file.mime if sniffing.agrees(file.mime, file.content[:64]) else sniffing.UNKNOWN
    return {
        "message_id": message,
        "name": storable(file.name),
        "mime": storable(agreed),
        "voice": False,
        "blob_id": None if refusal else blob,
        "source": {"cid": storable(file.content_id), "inline": file.inline, "sha256": file.sha256},
        "refusal": refusal,
        "place": min(place, 32_000),
        "made_at": at,
    }
