"""Move messages of ours up their ladder as the provider reports, many reports at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from recado.desk.channels import port, reasons
from recado.desk.conversations import ladder, parking
from recado.desk.conversations.events import MessageMoved
from recado.desk.conversations.models import DeliveryRung, Message
from recado.desk.conversations.parking import News
from recado.desk.core import bulk
from recado.desk.journal import telling

KNOWN = {"sent", "delivered", "read", "played", "failed"}
MARK = "recado:"
"""What our own reference to a message begins with; it comes back in receipts."""


def why_strange(fact: port.Receipt) -> str:
    """Why a report cannot be understood; empty if it can."""
    if fact.status not in KNOWN:
        return reasons.kept("report-word", word=str(fact.status))
    return "" if fact.id else reasons.kept("report-nothing")


def move(reports: Sequence[News], *, teams: dict[int, tuple[int, ...]], at: datetime) -> None:
    """Apply reports (facts of kind Receipt) to their messages; what comes too early is parked (WA5, WA6)."""
    if not reports:
        return
    messages = _messages(reports)
    early = [report for report in reports if _of(report, messages) is None]
    parking.park(early)
    moved: dict[int, tuple[Message, News]] = {}
    for report in reports:
        message = _of(report, messages)
        if message and _step(message, report):
            moved[message.pk] = (message, report)
    _write([message for message, _ in moved.values()])
    telling.record(*(_event(message, teams.get(message.channel_id, ()), at) for message, _ in moved.values()))


def _messages(reports: Sequence[News]) -> dict[Any, Message]:
    ours = [
        int(mark.removeprefix(MARK)) for report in reports if (mark := _mark(report)) and mark[len(MARK) :].isdigit()
    ]
    named = Q(channel__in={report.channel for report in reports}, provider_id__in={report.target for report in reports})
    found = Message.objects.filter(named | Q(pk__in=ours)).order_by("pk").select_for_update(no_key=True)
    table: dict[Any, Message] = {}
    for message in found:
        table[(message.channel_id, message.provider_id)] = message
        table[message.pk] = message
    return table


def _mark(report: News) -> str | None:
    ours = report.fact.ours if isinstance(report.fact, port.Receipt) else None
    return ours if ours and ours.startswith(MARK) else None


def _of(report: News, messages: dict[Any, Message]) -> Message | None:
    """The message meant: by the provider's id, else by our own reference, where nobody knew whether it left."""
    message = messages.get((report.channel, report.target))
    mark = _mark(report)
    if message is None and mark and mark[len(MARK) :].isdigit():
        message = messages.get(int(mark[len(MARK) :]))
        if message and (message.channel_id != report.channel or message.provider_id not in (None, report.target)):
            return None
    return message


def _step(message: Message, report: News) -> bool:
    fact = report.fact
    if not isinstance(fact, port.Receipt) or message.rung is None or not ladder.higher(message.rung, fact.status):
        return False
    message.rung, message.rung_at = fact.status, fact.at or report.received_at
    message.provider_id = message.provider_id or report.target
    message.failure = _failure(fact) if fact.status == DeliveryRung.FAILED else None
    if fact.category:
        message.more = {**message.more, "category": fact.category}
    return True


def _failure(fact: port.Receipt) -> dict[str, str]:
    error = fact.errors[0] if fact.errors else {}
    return {"code": str(error.get("code", "")), "detail": str(error.get("details") or error.get("title") or "")}


def _write(messages: Sequence[Message]) -> None:
    names = ("rung", "rung_at", "provider_id", "failure", "more")
    bulk.update(
        Message, [{"id": message.pk, **{name: getattr(message, name) for name in names}} for message in messages]
    )


def _event(message: Message, teams: tuple[int, ...], at: datetime) -> MessageMoved:
    return MessageMoved(
        at=at,
        thread=message.thread_id,
        teams=teams,
        message=message.pk,
        rung=str(message.rung),
        code=(message.failure or {}).get("code", ""),
    )
