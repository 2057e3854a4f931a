"""File messages in their cases, opening or reopening where none receives them, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from recado.desk.cases import acting, by_mail, receiving_cases
from recado.desk.cases.events import CaseActionSet, CaseOpened, CaseReopened
from recado.desk.cases.models import Case, Filing, State
from recado.desk.cases.sections import Reopening
from recado.desk.conversations.arriving import Stored
from recado.desk.conversations.events import MessageReceived, MessageWritten
from recado.desk.conversations.models import ThreadKind
from recado.desk.conversations.sections import IncomingMail
from recado.desk.core import bulk
from recado.desk.core.text import snippet
from recado.desk.journal import telling
from recado.desk.people import joining
from recado.desk.rules import reading


@dataclass
class Pile:
    """The new messages of one thread, in the provider's order, and the case they go to."""

    stored: list[Stored]
    case: Case | None = None
    rules: IncomingMail | None = None
    opened: bool = False
    reopened: bool = False
    retires: bool = False
    acts: bool = False

    @property
    def heard(self) -> list[Stored]:
        """What the customer said, without what the house said on its own phone."""
        return [one for one in self.stored if not one.arrival.fact.echo]

    @property
    def asking(self) -> list[Stored]:
        """What somebody said who waits for something: what a machine wrote reopens nothing and starts no clock."""
        return [one for one in self.heard if not one.arrival.is_automatic]

    @property
    def opens(self) -> bool:
        """Whether what a customer answers opens a case that waits for him, or that was resolved (C19)."""
        return self.rules is None or self.rules.answer_state == "open"

    @property
    def quiet(self) -> bool:
        return all(one.arrival.quiet or one.arrival.is_automatic for one in self.stored)


def file(stored: Sequence[Stored], *, teams: dict[int, tuple[int, ...]], at: datetime) -> None:
    """Put each message into its case and tell it. `teams` are those of each channel, the first takes new cases.

    A case resolved within the house's reopening days goes on, a later word opens a new one; a group opens none (W8).
    """
    if not stored:
        return
    piles = _piles(stored)
    receiving = receiving_cases.of_threads(list(piles))
    patience = reading.read(Reopening)
    rules = by_mail.rules(one.arrival.channel for one in stored)
    for thread, pile in piles.items():
        pile.rules = rules.get(pile.stored[0].arrival.channel.pk)
        _choose(pile, receiving.get(thread), timedelta(days=patience.days))
    receiving_cases.vacate([thread for thread, pile in piles.items() if pile.retires])
    _open([pile for pile in piles.values() if pile.opened], teams, at)
    _continue([(pile, pile.case) for pile in piles.values() if pile.case and not pile.opened], at)
    _bring_home([pile for pile in piles.values() if pile.opened])
    cases = {one.message: pile.case for pile in piles.values() for one in pile.stored if pile.case}
    bulk.insert(Filing, [{"message_id": m, "case_id": case.pk} for m, case in cases.items()], returning=("message",))
    telling.record(
        *(_opened(pile, pile.case, at) for pile in piles.values() if pile.case and pile.opened),
        *(_reopened(pile, pile.case, at, patience.days) for pile in piles.values() if pile.case and pile.reopened),
        *_acted([pile for pile in piles.values() if pile.acts or pile.opened], at),
        *(_received(one, cases.get(one.message), teams, at) for one in stored if not one.arrival.fact.echo),
        *(_written(one, cases.get(one.message), teams, at) for one in stored if one.arrival.fact.echo),
    )


def _piles(stored: Sequence[Stored]) -> dict[int, Pile]:
    piles: dict[int, Pile] = {}
    for one in sorted(stored, key=lambda one: one.arrival.at):
        piles.setdefault(one.thread.pk, Pile([])).stored.append(one)
    return piles


def _bring_home(piles: Sequence[Pile]) -> None:
    """Who wrote first by mail and is of no organisation comes to the one that is agreed for such (C2, C18)."""
    homes = {pile.case.person_id: pile.rules.organisation for pile in piles if pile.case and pile.rules}
    joining.fall_back({person: home for person, home in homes.items() if home})


def _choose(pile: Pile, receiving: Case | None, patience: timedelta) -> None:
    pile.case = receiving
    if not pile.heard or pile.stored[0].thread.kind == ThreadKind.GROUP:
        return
    if receiving is None:
        pile.opened = True
    elif receiving.resolved_at and pile.asking:
        in_time = pile.asking[0].arrival.at <= receiving.resolved_at + patience
        pile.reopened = in_time and not pile.quiet and pile.opens
        pile.opened = not in_time
        pile.retires = not in_time


def _open(piles: Sequence[Pile], teams: dict[int, tuple[int, ...]], at: datetime) -> None:
    rows = [_new_row(pile, teams, at) for pile in piles]
    for pile, row, (id_,) in zip(piles, rows, bulk.insert(Case, rows), strict=True):
        pile.case = Case(**{**row, "id": id_})


def _new_row(pile: Pile, teams: dict[int, tuple[int, ...]], at: datetime) -> dict[str, object]:
    first, last = pile.heard[0], pile.heard[-1]
    own = teams.get(first.thread.channel_id, ())
    return {
        "subject": snippet(_subject(first)),
        "state": pile.rules.state if pile.rules else State.NEW,
        "assignee_id": pile.rules.assignee if pile.rules else None,
        "action_id": pile.rules.action if pile.rules else None,
        "team_id": own[0] if own else None,
        "person_id": first.thread.person_id,
        "channel_id": first.thread.channel_id,
        "thread_id": first.thread.pk,
        "unseen": not pile.quiet,
        "last_words": snippet(_words(last)),
        "last_type": last.arrival.fact.type,
        "last_direction": "in",
        "last_message_at": last.arrival.at,
        "opened_at": first.arrival.at,
        "updated_at": at,
    }


def _continue(piles: Sequence[tuple[Pile, Case]], at: datetime) -> None:
    for pile, case in piles:
        last = pile.stored[-1]
        if pile.reopened or (pile.asking and pile.opens and case.state == State.WAITING_CUSTOMER):
            case.state, case.resolved_at, case.closing_reason = State.OPEN, None, ""
        if last.arrival.at >= case.last_message_at:
            case.last_words, case.last_message_at = snippet(_words(last)), last.arrival.at
            case.last_type = last.arrival.fact.type
            case.last_direction = "out" if last.arrival.fact.echo else "in"
        if pile.asking and pile.rules and pile.rules.answer_action:
            pile.acts = case.action_id != pile.rules.answer_action
            case.action_id = pile.rules.answer_action
        case.unseen = case.unseen or bool(pile.asking and not pile.quiet)
        case.updated_at = at
    cases = {case.pk: case for _, case in piles}
    bulk.update(Case, [receiving_cases.row(case) for case in cases.values()])
    again = [(pile, case) for pile, case in piles if pile.reopened]
    receiving_cases.undo_endings([case for _, case in again], at)
    anew = [case for pile, case in again if pile.rules and pile.rules.answer_assignee == "anew"]
    bulk.update(Case, [{"id": case.pk, "assignee_id": None} for case in anew])


def _words(one: Stored) -> str:
    fact = one.arrival.fact
    files = [file.name for file in fact.mail.files] if fact.mail else []
    return fact.text or (fact.media.filename or "" if fact.media else "") or next(iter(files), "")


def _subject(one: Stored) -> str:
    mail, form = one.arrival.fact.mail, one.arrival.fact.more.get("form")
    filled = str(form.get("subject") or "") if isinstance(form, dict) else ""
    return (mail.subject if mail else "") or filled or _words(one)


def _opened(pile: Pile, case: Case, at: datetime) -> CaseOpened:
    first, told = pile.heard[0], receiving_cases.told(case)
    since = first.arrival.at.isoformat()
    return CaseOpened(at=at, by=first.author, person=case.person_id, since=since, quiet=pile.quiet, **told)


def _reopened(pile: Pile, case: Case, at: datetime, days: int) -> CaseReopened:
    first, told = pile.heard[0], receiving_cases.told(case)
    return CaseReopened(at=at, by=first.author, since=first.arrival.at.isoformat(), days=days, **told)


def _acted(piles: Sequence[Pile], at: datetime) -> list[CaseActionSet]:
    """What is agreed about mail set the action of these (C18, C19)."""
    called = by_mail.called(pile.rules for pile in piles)
    found = [(pile.case, called.get(pile.case.action_id or 0, "")) for pile in piles if pile.case]
    return acting.told([(case, name) for case, name in found if name], at)


def _received(one: Stored, case: Case | None, teams: dict[int, tuple[int, ...]], at: datetime) -> MessageReceived:
    return MessageReceived(at=at, quiet=one.arrival.quiet, **_told(one, case, teams))


def _written(one: Stored, case: Case | None, teams: dict[int, tuple[int, ...]], at: datetime) -> MessageWritten:
    fact, said_at = one.arrival.fact, one.arrival.at.isoformat()
    return MessageWritten(at=at, said_at=said_at, type=fact.type, elsewhere=True, **_told(one, case, teams))


def _told(one: Stored, case: Case | None, teams: dict[int, tuple[int, ...]]) -> dict[str, Any]:
    """What both directions say; without a case the channel's teams may know."""
    about = {"thread": one.thread.pk, "teams": teams.get(one.thread.channel_id, ())}
    about = receiving_cases.told(case) if case else about
    return {"by": one.author, "message": one.message, "words": snippet(_words(one)), **about}
