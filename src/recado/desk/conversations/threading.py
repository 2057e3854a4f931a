"""Find the thread in which somebody talks on a channel, or begin it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from recado.desk.conversations.models import Thread, ThreadKind
from recado.desk.core import bulk


@dataclass(frozen=True)
class Line:
    """Where a message belongs: a person on a channel, or a group."""

    channel: int
    person: int | None
    group: str = ""


def join(lines: Sequence[Line], *, at: datetime) -> dict[Line, Thread]:
    """The thread of each line, begun where there was none, all locked in the order of their keys."""
    wanted = sorted(set(lines), key=lambda line: (line.channel, line.group, line.person or 0))
    found = _found(wanted)
    missing = [line for line in wanted if line not in found]
    if missing:
        bulk.insert(Thread, [_row(line, at) for line in missing], skip_conflicts=True)
        found = _found(wanted)
    return found


def _row(line: Line, at: datetime) -> dict[str, object]:
    kind = ThreadKind.GROUP if line.group else ThreadKind.PERSON
    person = None if line.group else line.person
    empty = {"phone": "", "stable": "", "subject": ""}
    return {"channel_id": line.channel, "kind": kind, "person_id": person, "group": line.group, "begun_at": at, **empty}


def _found(lines: Sequence[Line]) -> dict[Line, Thread]:
    persons = Q(kind=ThreadKind.PERSON, person__in={line.person for line in lines if not line.group})
    groups = Q(kind=ThreadKind.GROUP, group__in={line.group for line in lines if line.group})
    threads = Thread.objects.filter(persons | groups, channel__in={line.channel for line in lines})
    by_line = {
        Line(thread.channel_id, None if thread.group else thread.person_id, thread.group): thread
        for thread in threads.order_by("pk").select_for_update(no_key=True)
    }
    wanted = {Line(line.channel, None if line.group else line.person, line.group): line for line in lines}
    return {wanted[line]: thread for line, thread in by_line.items() if line in wanted}
