"""Which part of a thread is shown, where it is not simply the newest? Round a message, or from one to another."""

from datetime import datetime

from django.db.models import Q, QuerySet

from recado.desk.conversations.models import Message

HALF = 30


def around(said: QuerySet[Message], key: int) -> list[Message]:
    """A page with this message in its middle; empty if it is not of the thread."""
    middle = said.filter(pk=key).first()
    if middle is None:
        return []
    before = _before(said, middle).order_by("-at", "-pk")[:HALF]
    return [*reversed(before), middle, *_after(said, middle).order_by("at", "pk")[:HALF]]


def between(said: QuerySet[Message], start: Message, end: int | None) -> list[Message]:
    """From one message to the other, both included; to the newest without the other."""
    shown = said.filter(at__gte=start.at)
    last = said.filter(pk=end).first() if end else None
    shown = shown.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lte=last.pk)) if last else shown
    return sorted(shown, key=lambda one: (one.at, one.pk))


def further(said: QuerySet[Message], key: int, most: int) -> tuple[int | None, int | None]:
    """The first and the last of so many messages after this one; this one itself where it is the last."""
    from_ = said.filter(pk=key).first()
    later = list(_after(said, from_).order_by("at", "pk").values_list("pk", flat=True)[:most]) if from_ else []
    return (later[0], later[-1]) if later else (key, None)


def next_at(said: QuerySet[Message], last: Message) -> datetime | None:
    """When the next thing was said after this one."""
    return _after(said, last).order_by("at", "pk").values_list("at", flat=True).first()


def goes_on(said: QuerySet[Message], last: Message) -> bool:
    """Whether something was said after it."""
    return _after(said, last).exists()


def _before(said: QuerySet[Message], one: Message) -> QuerySet[Message]:
    return said.filter(at__lte=one.at).exclude(at=one.at, pk__gte=one.pk)


def _after(said: QuerySet[Message], one: Message) -> QuerySet[Message]:
    return said.filter(at__gte=one.at).exclude(at=one.at, pk__lte=one.pk)
