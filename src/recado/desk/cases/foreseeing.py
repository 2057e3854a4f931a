"""What would come of it, were one case made part of another?"""

from dataclasses import dataclass
from datetime import datetime

from recado.desk.cases import access, carrying, receiving_cases
from recado.desk.cases.access import NotVisible
from recado.desk.cases.models import Case, Filing, Label, State
from recado.desk.conversations.models import Direction
from recado.desk.staff.models import Agent


@dataclass(frozen=True)
class Preview:
    """What goes over, what holds afterwards, and what somebody may not expect.

    `due_at` is the earlier promise of both, `due_from` the case that brings it. `other_person` and `other_way`: answers
    from then on reach another person, or leave by another conversation, than those of the case that goes.
    """

    gone: Case
    into: Case
    messages: int
    notes: int
    labels: list[Label]
    followers: list[Agent]
    due_at: datetime | None
    due_from: int | None
    opens_again: bool

    @property
    def other_person(self) -> bool:
        return self.gone.person_id != self.into.person_id

    @property
    def other_way(self) -> bool:
        ways = (self.gone.thread_id, self.into.thread_id)
        return None not in ways and len(set(ways)) > 1


def foresee(gone: Case, into: Case) -> Preview:
    """Nothing is written."""
    lies = Filing.objects.filter(case=gone.pk).values_list("message__direction", flat=True)
    directions = list(lies)
    promised = sorted((case.due_at, case.pk) for case in (into, gone) if case.due_at and not case.resolved_at)
    return Preview(
        gone,
        into,
        messages=sum(one != Direction.NOTE for one in directions),
        notes=sum(one == Direction.NOTE for one in directions),
        labels=carrying.new_labels(gone, into),
        followers=[one.agent for one in carrying.new_followers(gone, into)],
        due_at=promised[0][0] if promised else None,
        due_from=promised[0][1] if promised else None,
        opens_again=into.state == State.WAITING_CUSTOMER and gone.state in (State.NEW, State.OPEN),
    )


def leads_to(agent: Agent, number: int) -> Case:
    """The case that this number became part of, if the agent may see it. Raises NotVisible."""
    into = receiving_cases.survivors([number]).get(number)
    if into is None:
        raise NotVisible
    return access.fetch(agent, into)
