"""Forget answers that were kept only so that a repeated write gets the same one."""

from datetime import datetime, timedelta

from recado.desk.journal.models import Answer

KEPT_FOR = timedelta(hours=24)


def forget(at: datetime) -> int:
    """Drop answers older than a day; gives how many."""
    return Answer.objects.filter(at__lt=at - KEPT_FOR).delete()[0]
