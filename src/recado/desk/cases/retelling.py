"""Say on the case what its messages say now: some are edited, taken back, or never arrive."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from recado.desk.cases import receiving_cases
from recado.desk.cases.events import CaseUnanswered
from recado.desk.cases.models import Case, Filing, State
from recado.desk.conversations.events import MessageChanged, MessageMoved
from recado.desk.conversations.models import DeliveryRung, Direction, Message
from recado.desk.core import bulk, doorbells
from recado.desk.core.text import snippet
from recado.desk.core.time import now
from recado.desk.journal import telling

SAID_ANEW = ("edited", "revoked", "understood")
REVOKED = "revoked"


def retell(changed: Sequence[MessageChanged]) -> None:
    """Where a case shows words that were edited or taken back, it shows what stands now."""
    messages = [event.message for event in changed if event.what in SAID_ANEW]
    cases = _cases(messages)
    for case in set(cases.values()):
        _renew(case, changed[-1].at)
    bulk.update(Case, [{**receiving_cases.row(case), "subject": case.subject} for case in set(cases.values())])


def order(moved: Sequence[MessageMoved]) -> None:
    """Ask for failed messages to be taken back, later: who moves a message holds it, and cases come before messages."""
    failed = [{"message": event.message} for event in moved if event.rung == DeliveryRung.FAILED]
    doorbells.ring(doorbells.TAKE_BACK, failed)


@transaction.atomic
def take_back(message: int) -> None:
    """A failed message is no answer: its case is open again, and the promise it kept runs on."""
    case = _cases([message]).get(message)
    failed = Message.objects.filter(pk=message, rung=DeliveryRung.FAILED).exists()
    if case is None or not failed or case.state != State.WAITING_CUSTOMER:
        return
    at = now()
    bulk.update(Case, [{"id": case.pk, "state": State.OPEN, "updated_at": at}])
    telling.record(CaseUnanswered(at=at, message=message, **receiving_cases.told(case)))


def _cases(messages: Sequence[int]) -> dict[int, Case]:
    """The case in which each message lies, held in the order of their keys."""
    if not messages:
        return {}
    filed = dict(Filing.objects.filter(message__in=messages).values_list("message", "case"))
    held = Case.objects.filter(pk__in=filed.values()).order_by("pk").select_for_update(no_key=True)
    known = {case.pk: case for case in held}
    return {message: known[case] for message, case in filed.items()}


def _renew(case: Case, at: datetime) -> None:
    lying = Message.objects.filter(filing__case=case).exclude(direction=Direction.NOTE).exclude(type="reaction")
    first, last = lying.order_by("at", "pk").first(), lying.order_by("-at", "-pk").first()
    if first and last:
        case.subject, case.last_words = _words(first), _words(last)
        case.last_type = REVOKED if last.revoked_at else last.type
        case.updated_at = at


def _words(message: Message) -> str:
    return "" if message.revoked_at else snippet(message.text)
