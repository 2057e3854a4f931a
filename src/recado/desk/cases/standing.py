"""Which threads still hold something? One whose cases were all deleted is listed nowhere until one of them is back."""

from django.db.models import Exists, OuterRef, QuerySet

from recado.desk.cases.models import Case
from recado.desk.conversations.models import Thread


def threads(found: QuerySet[Thread]) -> QuerySet[Thread]:
    """Those of them that have no case yet, or one that was not deleted."""
    cases = Case.objects.filter(thread=OuterRef("pk"))
    return found.exclude(Exists(cases) & ~Exists(cases.filter(deleted_at=None)))
