"""Change the house rules: each change is a new revision, and can be undone by another one."""

from django.db import connection, transaction

from recado.desk.core.actors import Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.rules import reading
from recado.desk.rules.models import Revision
from recado.desk.rules.sections import Section

TURN = 0x52554C45  # any number that is nobody else's advisory lock


class NothingToUndo(LookupError):
    """The section stands as it was made."""


@transaction.atomic
def change[S: Section](section: type[S], scope: str, value: S, *, by: Actor) -> Revision:
    """Let `value` hold from now on. A change that changes nothing is no revision: the standing one comes back."""
    take_turn()
    last = _last(section, scope)
    if last is not None and section.model_validate(last.value) == value:
        return last
    return _revise(section, scope, value, number=last.number + 1 if last else 1, by=by)


@transaction.atomic
def undo[S: Section](section: type[S], scope: str = "", *, by: Actor) -> Revision:
    """Let the revision before the newest hold again, as a new revision. Raises NothingToUndo."""
    take_turn()
    revisions = reading.history(section, scope)[:2]
    if not revisions:
        raise NothingToUndo(section.section)
    before = section.model_validate(revisions[1].value) if len(revisions) == 2 else section()
    return _revise(section, scope, before, number=revisions[0].number + 1, by=by)


def take_turn() -> None:
    """One change at a time, to its commit: readers rely on ids that become visible in their order."""
    reading.forget()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _last(section: type[Section], scope: str) -> Revision | None:
    return Revision.objects.filter(section=section.section, scope=scope).order_by("-number").first()


def _revise(section: type[Section], scope: str, value: Section, *, number: int, by: Actor) -> Revision:
    at = now()
    revision = Revision.objects.create(
        section=section.section, scope=scope, number=number, value=value.model_dump(mode="json"), by=by, at=at
    )
    telling.record(value.changed(scope=scope, number=number, at=at, by=by))
    return revision
