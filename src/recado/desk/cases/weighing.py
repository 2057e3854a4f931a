"""How much goes over when one person is merged into another?"""

from dataclasses import dataclass

from recado.desk.cases.models import Case, State
from recado.desk.conversations.models import Message, Thread
from recado.desk.people.models import Person


@dataclass(frozen=True)
class Goes:
    """What goes over; `joined` are the names of channels on which both talked, where two threads become one."""

    threads: int
    messages: int
    cases: int
    open_cases: int
    joined: tuple[str, ...]


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
