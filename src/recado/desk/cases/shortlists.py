"""Which threads and cases does a text lead to, for lists with an order of their own? Those of its newest hits."""

from recado.desk.cases import homes, searching
from recado.desk.conversations.models import Thread
from recado.desk.staff.models import Agent

MOST = 500  # hits of each room


def threads(agent: Agent, query: str) -> list[int]:
    """Keys of threads where it was said, or with people who are called so or have these digits."""
    found = searching.gather(agent, query, {"people": MOST, "messages": MOST})
    people = [person.pk for person in found.people.items]
    theirs = Thread.objects.filter(person__in=people).values_list("pk", flat=True)
    return sorted({*theirs, *(message.thread_id for message in found.messages.items)})


def cases(agent: Agent, query: str) -> list[int]:
    """Numbers of cases with that subject, person, digits or number, or where it was said."""
    found = searching.gather(agent, query, {"cases": MOST, "messages": MOST})
    said = homes.numbers(agent, found.messages.items)
    return sorted({*(case.pk for case in found.cases.items), *said.values()})
