"""Say that one is at a case, looking or writing, and who else is; known for a moment and written down nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from recado.desk.cases.models import Attention, Case, Doing
from recado.desk.conversations.visiting import ANSWERING, SILENT
from recado.desk.core.time import now
from recado.desk.journal.announcing import OWN, Change
from recado.desk.journal.whispering import whisper
from recado.desk.staff.models import Agent

LASTS = timedelta(seconds=40)
"""Who was silent for so long is no longer there. Browsers say it again after half of it."""
KEPT_FOR = timedelta(days=1)
MOST_TABS = 50
"""Of one agent; what more of them say drives out what the oldest said."""
WHISPERED = f"{OWN}attention"
STRENGTH = {Doing.LOOKING: 0, Doing.NOTING: 1, Doing.TYPING: 2}


@dataclass(frozen=True)
class Attendant:
    """A colleague at a case: what he does there, in the tab where he does most, and until when that holds."""

    agent: Agent
    doing: Doing
    until: datetime


@transaction.atomic
def attend(case: Case, agent: Agent, doing: Doing, *, tab: str) -> list[Attendant]:
    """Note it, and say who else is here. Two statements, more only for a tab that is new or has news for somebody."""
    there = _rows(case)
    Attention.objects.bulk_create(
        [Attention(case=case, agent=agent, tab=tab, doing=doing, at=now())],
        update_conflicts=True,
        unique_fields=["agent", "tab"],
        update_fields=["case", "doing", "at"],
    )
    if (agent.pk, tab) not in {(row.agent_id, row.tab) for row in there}:
        newest = Attention.objects.filter(agent=agent).order_by("-at", "-pk").values("pk")
        Attention.objects.filter(pk__in=newest[MOST_TABS:]).delete()
    before = _strongest(row for row in there if row.agent_id == agent.pk)
    after = [*(row for row in there if (row.agent_id, row.tab) != (agent.pk, tab)), Attention(agent=agent, doing=doing)]
    now_doing = _strongest(row for row in after if row.agent_id == agent.pk)
    _tell(case, agent, there, before != now_doing, _heard(case, before, now_doing))
    return _others(there, agent)


@transaction.atomic
def leave(case: Case, agent: Agent, *, tab: str) -> None:
    """The tab shows the case no more; in another one the agent may still be there."""
    there = _rows(case)
    if Attention.objects.filter(agent=agent, tab=tab, case=case).delete()[0]:
        own = [row for row in there if row.agent_id == agent.pk]
        stays = _strongest(row for row in own if row.tab != tab)
        before = _strongest(own)
        _tell(case, agent, there, stays != before, _heard(case, before, stays))


def attending(case: Case, *, but: Agent) -> list[Attendant]:
    """Who is at the case now beside this agent; who writes stands first."""
    return _others(_rows(case), but)


def forget(at: datetime) -> int:
    """Drop what tabs said that are closed for a day; gives how many."""
    return Attention.objects.filter(at__lt=at - KEPT_FOR).delete()[0]


def _rows(case: Case) -> list[Attention]:
    fresh = Attention.objects.filter(case=case, at__gt=now() - LASTS, agent__is_active=True)
    return list(fresh.select_related("agent").order_by("agent__name", "agent"))


def _others(there: Iterable[Attention], but: Agent) -> list[Attendant]:
    """Each colleague once, however many tabs he has."""
    strongest: dict[int, Attention] = {}
    for row in there:
        known = strongest.get(row.agent_id)
        if row.agent_id != but.pk and (known is None or _weight(row) > _weight(known)):
            strongest[row.agent_id] = row
    writing_first = sorted(strongest.values(), key=lambda row: -STRENGTH[Doing(row.doing)])
    return [Attendant(row.agent, Doing(row.doing), row.at + LASTS) for row in writing_first]


def _weight(row: Attention) -> tuple[int, datetime]:
    return STRENGTH[Doing(row.doing)], row.at


def _strongest(own: Iterable[Attention]) -> int | None:
    return max((STRENGTH[Doing(row.doing)] for row in own), default=None)


def _heard(case: Case, before: int | None, after: int | None) -> list[Change]:
    """What the customer may be told where his channel can: an agent begins or ends to write to him."""
    writing = STRENGTH[Doing.TYPING]
    if case.thread_id is None or (before == writing) == (after == writing):
        return []
    return [Change(None, case.thread_id, (), None, ANSWERING if after == writing else SILENT)]


def _tell(case: Case, agent: Agent, there: Iterable[Attention], is_news: bool, heard: Iterable[Change]) -> None:
    """Only those hear of it who are at the case themselves, and the customer: to nobody else it is of use."""
    others = sorted({row.agent_id for row in there} - {agent.pk})
    if is_news:
        whisper(*(Change(case.pk, None, (), other, WHISPERED) for other in others), *heard)
