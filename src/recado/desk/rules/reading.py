"""Which rules hold now, and which held at a given revision?

Every process keeps what it read. One look at the newest revision's id says whether that is still true: changes
take turns until their commit (`changing`), so ids become visible in their order and equal ids mean equal rules.
A door that knows the id already, for it read that with something else, says so for one request (`as_known`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce

from recado.desk.rules.models import Revision
from recado.desk.rules.sections import Section

_KNOWN: ContextVar[int | None] = ContextVar("newest_revision", default=None)


@dataclass(frozen=True)
class Held[S: Section]:
    """A value and the id of the revision it comes from; None where the defaults hold."""

    value: S
    revision: int | None = None


def read[S: Section](section: type[S], scope: str = "") -> S:
    """The section as it holds now: its newest revision, else its defaults."""
    return held(section, scope).value


def held[S: Section](section: type[S], scope: str = "") -> Held[S]:
    """The same, with the revision it comes from."""
    return held_by(section, [scope])[scope]


def held_by[S: Section](section: type[S], scopes: Iterable[str]) -> dict[str, Held[S]]:
    """The same for many scopes at once: one statement, and one more where something changed."""
    known = _newest(section, newest())
    return {scope: known.get(scope) or Held(section()) for scope in scopes}


def newest() -> int:
    """The id of the newest revision there is, 0 where there is none."""
    known = _KNOWN.get()
    return (Revision.objects.aggregate(last=Max("pk"))["last"] or 0) if known is None else known


def newest_with(rows: QuerySet[Any], name: str) -> QuerySet[Any]:
    """Rows that bring the same id along, under that name."""
    last = Revision.objects.order_by("-pk").values("pk")[:1]
    annotated: QuerySet[Any] = rows.annotate(**{name: Coalesce(last, 0)})
    return annotated


@contextmanager
def as_known(last: int) -> Iterator[None]:
    """Within, the rules are those of this revision, as long as none is changed there."""
    token = _KNOWN.set(last)
    try:
        yield
    finally:
        _KNOWN.reset(token)


def forget() -> None:
    """A change begins: look again from now on."""
    _KNOWN.set(None)


def as_of[S: Section](section: type[S], revision: int | None) -> S:
    """The section as one revision says; its defaults for None. Revisions never change."""
    return section() if revision is None else _revision(section, revision)


def history(section: type[Section], scope: str = "") -> list[Revision]:
    """All revisions, newest first."""
    return list(Revision.objects.filter(section=section.section, scope=scope).order_by("-number"))


@lru_cache(maxsize=64)
def _newest(section: type[Any], last: int) -> dict[str, Held[Any]]:
    """What holds in every scope as long as `last` is the newest revision of all."""
    if not last:
        return {}
    newest = Revision.objects.filter(section=section.section, pk__lte=last).order_by("scope", "-number")
    return {
        scope: Held(section.model_validate(value), pk)
        for scope, value, pk in newest.distinct("scope").values_list("scope", "value", "pk")
    }


@lru_cache(maxsize=1024)
def _revision(section: type[Any], pk: int) -> Any:
    return section.model_validate(Revision.objects.values_list("value", flat=True).get(pk=pk))
