"""How much goes over when one person is merged into another, and may this agent join their talks?"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from recado.desk.cases import access
from recado.desk.cases.models import Case, State
from recado.desk.conversations.models import Message, Thread, ThreadKind
from recado.desk.journal.telling import Objected, Objection
from recado.desk.people.merging import MayPart
from recado.desk.people.models import Person
from recado.desk.staff.models import Agent


@dataclass(frozen=True)
class Goes:
    """What goes over; `joined` are the names of channels on which both talked, where two threads become one."""

    threads: int
    messages: int
    cases: int
    open_cases: int
    joined: tuple[str, ...]


def allow(agent: Agent, gone: Person, into: Person) -> None:
    """Where two talks would become one, the agent must see both: a merge shows him nothing that he did not see, and
    nobody mixes what two customers of another team said.

    Raises Objected: ``talk-hidden``.
    """
    both = (gone.merged_into_id or gone.pk, into.merged_into_id or into.pk)
    threads = Thread.objects.filter(person__in=both, kind=ThreadKind.PERSON).order_by("channel")
    seen = set(access.threads(agent).filter(pk__in=threads).values_list("pk", flat=True))
    for _channel, talks in groupby(threads, key=lambda thread: thread.channel_id):
        joining = list(talks)
        if len(joining) > 1 and not all(thread.pk in seen for thread in joining):
            said = _(
                "One of their talks is another team’s and hidden from you. Ask a colleague of that team to merge them."
            )
            raise Objected([Objection("talk-hidden", said)])


def sees_what_parts(question: MayPart) -> Iterator[Objection]:
    """Nobody parts a talk that he does not see. Yields ``talk-hidden``."""
    parting = {joined["into"] for joined in question.merge.moved.get("joined", [])}
    if question.by.kind != "agent" or not parting:
        return
    agent = Agent.objects.get(pk=question.by.id or 0)
    if access.threads(agent).filter(pk__in=parting).count() < len(parting):
        said = _("One of their talks is another team’s and hidden from you. Ask a colleague of that team to part them.")
        yield Objection("talk-hidden", said)


def weigh(gone: Person, into: Person) -> Goes:
    """What of `gone` would be of `into`; a fixed number of statements."""
    threads = list(Thread.objects.filter(person__in=(gone.pk, into.pk)).select_related("channel").order_by("pk"))
    ours = {thread.channel_id for thread in threads if thread.person_id == into.pk}
    theirs = [thread for thread in threads if thread.person_id == gone.pk]
    cases = Case.objects.filter(person=gone.pk)
    return Goes(
        threads=len(theirs),
        messages=Message.objects.filter(thread__in=[thread.pk for thread in theirs]).count(),
        cases=cases.count(),
        open_cases=cases.exclude(state=State.RESOLVED).count(),
        joined=tuple(thread.channel.name for thread in theirs if thread.channel_id in ours),
    )
