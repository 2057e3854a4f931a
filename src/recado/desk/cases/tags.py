"""Which conversation does the number of a case in a subject mean?"""

from collections.abc import Iterable

from recado.desk.cases.models import Case
from recado.desk.conversations.models import ThreadKind


def threads(numbers: Iterable[int]) -> dict[int, int]:
    """The mail conversation of each case that has one, by the case's number."""
    wanted = list(numbers)
    if not wanted:
        return {}
    found = Case.objects.filter(pk__in=wanted, thread__kind=ThreadKind.MAIL).values_list("pk", "thread")
    return {number: thread for number, thread in found if thread}
