"""Note on the case that the house answered: its state, its last words, and the promise that this may keep."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import OuterRef, Subquery

from recado.desk.cases import receiving_cases
from recado.desk.cases.events import CaseAnswered, CaseOpened
from recado.desk.cases.models import Case, Filing, State
from recado.desk.conversations.events import MessageWritten, NoteWritten
from recado.desk.conversations.models import Message, Thread, ThreadKind
from recado.desk.core import bulk
from recado.desk.core.text import snippet
from recado.desk.journal import telling


def answer(written: Sequence[MessageWritten]) -> None:
    """File the house's messages; where no case receives the thread, the one who wrote first opens one.

    In a group they lie in the case on which they were written, or of what they quote, or in none (W8).
    What a machine said is filed and answers nothing: the promise runs on.
    """
    cases = receiving_cases.of_threads([event.thread for event in written if event.thread])
    of = _in_groups([event for event in written if event.thread not in cases and not event.elsewhere])
    told: list[CaseOpened | CaseAnswered] = []
    lies: dict[int, Case] = {}
    for event in written:
        case = of[event.message] if event.message in of else cases.get(event.thread or 0)
        if case is None and event.message not in of and not event.elsewhere and not event.automatic:
            case = _begin(event)
            cases[case.thread_id or 0] = case
            told.append(_opened(case, event))
        if case and not event.automatic and (answered := _answered(case, event)):
            told.append(answered)
        if case:
            lies[event.message] = case
    bulk.update(Case, [receiving_cases.row(case) for case in {one.pk: one for one in lies.values()}.values()])
    rows = [{"message_id": message, "case_id": case.pk} for message, case in lies.items()]
    bulk.insert(Filing, rows, returning=("message",), skip_conflicts=True)
    telling.record(*told)


def _in_groups(written: Sequence[MessageWritten]) -> dict[int, Case | None]:
    """The case of each that was said in a group: the one named, else that of the message which it quotes."""
    threads = {event.thread for event in written if event.thread}
    groups = set(Thread.objects.filter(pk__in=threads, kind=ThreadKind.GROUP).values_list("pk", flat=True))
    said = {event.message: event.case for event in written if event.thread in groups} if threads else {}
    quoted = Message.objects.filter(thread=OuterRef("thread"), provider_id=OuterRef("reply_to"))
    lies_in = quoted.values("filing__case")[:1]
    bare = Message.objects.filter(pk__in=[key for key, case in said.items() if not case], reply_to__isnull=False)
    said |= dict(bare.values_list("pk", Subquery(lies_in))) if said else {}
    kept = receiving_cases.held(case for case in said.values() if case)
    return {message: kept.get(case or 0) for message, case in said.items()}


def note(written: Sequence[NoteWritten]) -> None:
    """File notes in the case they were written on, or in the one that it became part of."""
    heirs = receiving_cases.survivors([event.case for event in written if event.case])
    rows = [{"message_id": e.message, "case_id": heirs.get(e.case, e.case)} for e in written if e.case]
    bulk.insert(Filing, rows, returning=("message",), skip_conflicts=True)


def _begin(event: MessageWritten) -> Case:
    thread = Thread.objects.get(pk=event.thread or 0)
    row = {
        "subject": snippet(thread.subject) or event.words,
        "team_id": event.teams[0] if event.teams else None,
        "person_id": thread.person_id,
        "channel_id": thread.channel_id,
        "thread_id": thread.pk,
        "last_words": event.words,
        "last_type": event.type,
        "last_direction": "out",
        "last_message_at": event.at,
        "opened_at": event.at,
        "updated_at": event.at,
    }
    [(id_,)] = bulk.insert(Case, [row])
    return Case(**{**row, "id": id_})


def _opened(case: Case, event: MessageWritten) -> CaseOpened:
    since = event.at.isoformat()
    return CaseOpened(at=event.at, by=event.by, person=case.person_id, since=since, **receiving_cases.told(case))


def _answered(case: Case, event: MessageWritten) -> CaseAnswered | None:
    """What was said on the phone may reach us late: before the case began it answered nothing."""
    said_at = datetime.fromisoformat(event.said_at) if event.said_at else event.at
    if event.elsewhere and said_at < case.opened_at:
        return None
    first = case.state == State.NEW
    _note_answer(case, event, said_at)
    return CaseAnswered(
        at=event.at,
        by=event.by,
        message=event.message,
        answered=said_at.isoformat(),
        first=first,
        **receiving_cases.told(case),
    )


def _note_answer(case: Case, event: MessageWritten, said_at: datetime) -> None:
    newest = not event.elsewhere or said_at >= case.last_message_at
    if case.state in (State.NEW, State.OPEN):
        case.state = State.WAITING_CUSTOMER if newest else State.OPEN
    if said_at >= case.last_message_at:
        case.last_words, case.last_direction, case.last_message_at = event.words, "out", said_at
        case.last_type = event.type
    case.unseen, case.updated_at = case.unseen and not newest, event.at
