"""Answer a write that is sent again as it was answered the first time.

The key is kept in the transaction of the write itself: either both are there or neither. A twin that comes while the
first is at work waits for it, since PostgreSQL lets only one insert a key.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from recado.desk.core import bulk
from recado.desk.journal.forgetting import KEPT_FOR
from recado.desk.journal.models import Answer


class AnotherWrite(Exception):
    """The key was used for something else."""


@dataclass(frozen=True)
class Told:
    """An answer: its status and its JSON body."""

    status: int
    body: Any


@transaction.atomic
def once(token: int, key: str, digest: str, act: Callable[[], Told], *, at: datetime) -> Told:
    """What `act` answers, or has answered to the same token, key and digest within a day. Raises AnotherWrite.

    An answer of 500 and above is not kept, and what was written for it is not either.
    """
    Answer.objects.filter(token=token, key=key, at__lte=at - KEPT_FOR).delete()
    row = {"token": token, "key": key, "digest": digest, "at": at}
    if not (inserted := bulk.insert(Answer, [row], skip_conflicts=True)):
        return _kept(token, key, digest)
    told = act()
    if told.status >= 500:
        transaction.set_rollback(True)
    else:
        bulk.update(Answer, [{"id": inserted[0][0], "status": told.status, "body": told.body}])
    return told


def _kept(token: int, key: str, digest: str) -> Told:
    answer = Answer.objects.get(token=token, key=key)
    if answer.digest != digest:
        raise AnotherWrite
    return Told(answer.status or 200, answer.body)
