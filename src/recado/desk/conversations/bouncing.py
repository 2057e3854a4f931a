"""What follows when a mail of ours came back, is late, or was called spam (RFC 3464, 5965; email.md 3)?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings as house

from recado.desk.channels import port
from recado.desk.channels.email import identifying
from recado.desk.conversations import ladder
from recado.desk.conversations.arriving import Stored
from recado.desk.conversations.events import MessageMoved
from recado.desk.conversations.mail_events import MailComplained, MailReturned
from recado.desk.conversations.mails import Mail
from recado.desk.conversations.models import DeliveryRung, Direction, Message
from recado.desk.core import bulk, mail_addresses
from recado.desk.journal import telling
from recado.desk.journal.events import Event
from recado.desk.people import listing_addresses
from recado.desk.people.listed import AddressList

COMPLAINT = "complaint"


@dataclass(frozen=True)
class _Report:
    """One mail that reports, the mail of ours it is about as far as that is known, and the addresses that failed."""

    stored: Stored
    mail: Mail | None
    failed: tuple[port.Failed, ...]


def reports(stored: Iterable[Stored]) -> list[Stored]:
    """Those among the messages that report on a mail of ours."""
    mails = ((one, one.arrival.fact.mail) for one in stored)
    return [one for one, mail in mails if mail and (mail.failed or mail.kind == COMPLAINT)]


def apply(
    told: Sequence[Stored], *, cases: Mapping[int, int], teams: Mapping[int, tuple[int, ...]], at: datetime
) -> None:
    """Mark what failed for good: the message and the address. What is only late is noted and nothing more.

    `cases` by message. A fixed number of statements, however many.
    """
    mails = [(one, one.arrival.fact.mail) for one in told if one.arrival.fact.mail]
    known = _found(mails)
    found = [one for one in known if one.failed]
    complaints = _complaints([one for one in known if not one.failed])
    listing_addresses.mark(AddressList.FAILING, _notes(found), at=at)
    listing_addresses.mark(AddressList.COMPLAINED, {address: "" for _one, address in complaints}, at=at)
    moved = _fail(found, at)
    about: dict[int, dict[str, Any]] = {
        one.message: {
            "at": at,
            "thread": one.thread.pk,
            "case": cases.get(one.message),
            "teams": teams.get(one.thread.channel_id, ()),
            "message": one.message,
        }
        for one in told
    }
    telling.record(
        *_returned(found, about),
        *(_moved(message, code, teams, at) for message, code in moved),
        *(MailComplained(address=address, **about[one.stored.message]) for one, address in complaints),
    )


def _found(told: Sequence[tuple[Stored, port.Mail]]) -> list[_Report]:
    """By the Message-ID in the report; where it names none, the last mail of the thread to that address."""
    if not told:
        return []
    named = {mail.original.strip("<>") for _one, mail in told if mail.original}
    keys = {ours[1] for one in named if (ours := identifying.ours(one, house.SECRET_KEY))}
    threads = {one.thread.pk for one, mail in told}
    mine = Mail.objects.filter(message__thread__in=threads, message__direction=Direction.OUT).select_related("message")
    known = list(mine.order_by("-message"))
    by_id = {mail.mail_id: mail for mail in known} | {
        mail.message_id: mail for mail in known if mail.message_id in keys
    }
    return [_Report(one, _one(one, mail, known, by_id), mail.failed) for one, mail in told]


def _complaints(reports: Sequence[_Report]) -> list[tuple[_Report, str]]:
    """Whom each complaint silences: the only one to whom the mail went that it names.

    Whoever got a copy knows the Message-ID and could write such a report under another's name. It is shown then, and a
    person judges it.
    """
    found: list[tuple[_Report, str]] = []
    for report in reports:
        went_to = _recipients(report.mail) if report.mail else set()
        said = report.stored.arrival.fact.mail
        complainer = mail_addresses.spelled(said.complainer) if said else ""
        if len(went_to) == 1 and complainer in ("", *went_to):
            found.append((report, next(iter(went_to))))
    return found


def _one(stored: Stored, mail: port.Mail, known: Iterable[Mail], by_id: Mapping[Any, Mail]) -> Mail | None:
    original = mail.original.strip("<>")
    ours = identifying.ours(original, house.SECRET_KEY)
    if found := by_id.get(original) or (by_id.get(ours[1]) if ours else None):
        return found
    failed = {mail_addresses.spelled(one.recipient) for one in mail.failed}
    mine = (one for one in known if one.message.thread_id == stored.thread.pk)
    return next((one for one in mine if failed & _recipients(one)), None) if not original else None


def _recipients(mail: Mail) -> set[str]:
    return {mail_addresses.spelled(str(one.get("address", ""))) for one in (*mail.to, *mail.cc, *mail.bcc)}


def _notes(reports: Sequence[_Report]) -> dict[str, str]:
    """Each address that failed for good and to which a mail of ours truly went, with its status."""
    found: dict[str, str] = {}
    for report in reports:
        went_to = _recipients(report.mail) if report.mail else set()
        for one in report.failed:
            address = mail_addresses.spelled(one.recipient)
            if address in went_to and not one.temporary:
                found[address] = one.status
    return found


def _fail(reports: Sequence[_Report], at: datetime) -> list[tuple[Message, str]]:
    """The messages that reached nobody they were written to; of others it is noted whom they did not reach."""
    rows: dict[int, dict[str, Any]] = {}
    moved: list[tuple[Message, str]] = []
    for report in reports:
        if report.mail is None:
            continue
        message, row = report.mail.message, _noted(report, rows.get(report.mail.message_id))
        rows[message.pk] = row
        gone = {one["address"] for one in row["more"]["returned"] if not one["temporary"]}
        to = {mail_addresses.spelled(str(one.get("address", ""))) for one in report.mail.to}
        if to and to <= gone and ladder.higher(row["rung"], DeliveryRung.FAILED):
            status = next((one.status for one in report.failed if not one.temporary), "")
            code = f"bounced {status}".strip()
            row |= {
                "rung": DeliveryRung.FAILED,
                "rung_at": at,
                "failure": {"code": code, "detail": ", ".join(sorted(to))},
            }
            moved.append((message, code))
    bulk.update(Message, list(rows.values()))
    return moved


def _noted(report: _Report, row: dict[str, Any] | None) -> dict[str, Any]:
    message = report.mail.message if report.mail else Message()
    kept = row or {
        "id": message.pk,
        "more": message.more,
        "rung": message.rung,
        "rung_at": message.rung_at,
        "failure": message.failure,
    }
    fresh = [
        {"address": mail_addresses.spelled(one.recipient), "status": one.status, "temporary": one.temporary}
        for one in report.failed
    ]
    earlier = kept["more"].get("returned", [])
    return kept | {"more": kept["more"] | {"returned": [*earlier, *(one for one in fresh if one not in earlier)]}}


def _returned(reports: Sequence[_Report], about: Mapping[int, dict[str, Any]]) -> list[Event]:
    return [
        MailReturned(
            address=mail_addresses.spelled(one.recipient) or one.recipient,
            status=one.status,
            temporary=one.temporary,
            of=report.mail.message_id if report.mail else None,
            **about[report.stored.message],
        )
        for report in reports
        for one in report.failed
    ]


def _moved(message: Message, code: str, teams: Mapping[int, tuple[int, ...]], at: datetime) -> MessageMoved:
    about: dict[str, Any] = {"at": at, "thread": message.thread_id, "teams": teams.get(message.channel_id, ())}
    return MessageMoved(message=message.pk, rung=DeliveryRung.FAILED, code=code, **about)
