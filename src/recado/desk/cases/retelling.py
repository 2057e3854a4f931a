"""Say on the case what its messages say now: some are edited, taken back, or never arrive."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from recado.desk.cases import receiving_cases
from recado.desk.cases.events import CaseAnswered, CaseUnanswered
from recado.desk.cases.models import Case, Filing, State
from recado.desk.conversations.events import MessageChanged, MessageMoved, MessageRecalled
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


def untell(recalled: Sequence[MessageRecalled]) -> None:
    """A reply was taken back before it left: the case is as if it had never been written."""
    cases = _cases([event.message for event in recalled])
    told: list[CaseUnanswered | CaseAnswered] = []
    for case in set(cases.values()):
        gone = [event for event in recalled if cases.get(event.message) == case]
        told += _unanswered(case, gone)
    bulk.update(Case, [receiving_cases.row(case) for case in set(cases.values())])
    telling.record(*told)


def _unanswered(case: Case, gone: Sequence[MessageRecalled]) -> Iterator[CaseUnanswered | CaseAnswered]:
    """What was kept by the answer is owed again, unless another answer stands that was written after it."""
    first, still = gone[0], _lying(case).exclude(pk__in=[event.message for event in gone])
    last = still.order_by("-at", "-pk").first()
    _show(case, last, first.at)
    counting = still.exclude(rung=DeliveryRung.FAILED)
    standing = counting.order_by("-at", "-pk").first()
    answers = counting.filter(direction=Direction.OUT)
    holds = standing is not None and standing.direction == Direction.OUT
    if case.state != State.WAITING_CUSTOMER or (standing and holds and standing.pk < first.message):
        return
    about = receiving_cases.told(case)
    yield CaseUnanswered(at=first.at, by=first.by, message=first.message, recalled=True, **about)
    if standing and holds:
        answered = standing.at.isoformat()
        yield CaseAnswered(at=first.at, by=standing.author, message=standing.pk, answered=answered, **about)
    else:
        case.state = State.OPEN if answers.exists() else State.NEW


def _show(case: Case, last: Message | None, at: datetime) -> None:
    case.last_words, case.last_type = (_words(last), last.type) if last else ("", "")
    case.last_direction = str(last.direction) if last else ""
    case.last_message_at, case.updated_at = last.at if last else case.opened_at, at


def _lying(case: Case) -> QuerySet[Message]:
    """What was said in the case, without what only the house sees."""
    return Message.objects.filter(filing__case=case).exclude(direction=Direction.NOTE).exclude(type="reaction")


def _cases(messages: Sequence[int]) -> dict[int, Case]:
    """The case in which each message lies, held in the order of their keys."""
    if not messages:
        return {}
    filed = dict(Filing.objects.filter(message__in=messages).values_list("message", "case"))
    held = Case.objects.filter(pk__in=filed.values()).order_by("pk").select_for_update(no_key=True)
    known = {case.pk: case for case in held}
    return {message: known[case] for message, case in filed.items()}


def _renew(case: Case, at: datetime) -> None:
    lying = _lying(case)
    first, last = lying.order_by("at", "pk").first(), lying.order_by("-at", "-pk").first()
    if first and last:
        case.subject, case.last_words = _words(first), _words(last)
        case.last_type = REVOKED if last.revoked_at else last.type
        case.updated_at = at


def _words(message: Message) -> str:
    return "" if message.revoked_at else snippet(message.text)
