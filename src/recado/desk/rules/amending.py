"""Change what is set of a team, an agent, a label or a channel: each change is a revision that can be undone."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from recado.desk.core.actors import HOUSE, Actor
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import changing, reading
from recado.desk.rules.card_events import CardChanged
from recado.desk.rules.cards import CARDS, Card
from recado.desk.rules.models import Revision
from recado.desk.rules.sections import Section


@transaction.atomic
def begin(kind: type[Card], row: Any, *, by: Actor) -> Revision:
    """The first revision of a row just made; that it was made tells an event of its own."""
    changing.take_turn()
    return _write(kind.of(row), kind.scope(row), 1, by)


@transaction.atomic
def amend(row: Any, value: Card, *, by: Actor) -> Revision | None:
    """Let the row say this; None where it does already. Raises Objected, as the card checks."""
    changing.take_turn()
    kind = type(value)
    row = kind.model._default_manager.select_for_update(no_key=True).get(pk=row.pk)
    found = kind.of(row)
    if value == found:
        return None
    number = _caught_up(kind.scope(row), found)
    return _change(row, found, value, number + 1, by)


@transaction.atomic
def alter(kind: type[Card], row: Any, changed: dict[str, Any], *, by: Actor) -> Revision | None:
    """The same for some fields: the others stay as they are now, not as they were when the row was read."""
    changing.take_turn()
    row = kind.model._default_manager.select_for_update(no_key=True).get(pk=row.pk)
    return amend(row, kind.of(row).model_copy(update=changed), by=by)


@transaction.atomic
def undo(revision: Revision, section: type[Section], *, by: Actor) -> None:
    """Let hold what held before this revision. Raises Objected where something newer stands on it."""
    changing.take_turn()
    newest, *older = reading.history(section, revision.scope)[:2]
    if newest.pk != revision.pk:
        raise _objected("not-newest", _("Something was changed after this. Undo that first."))
    if section.section not in CARDS:
        changing.undo(section, revision.scope, by=by)
        return
    _take_back(CARDS[section.section], revision, older[0] if older else None, by)


def _take_back(kind: type[Card], revision: Revision, before: Revision | None, by: Actor) -> None:
    key = int(revision.scope.rpartition(":")[2])
    row = kind.model._default_manager.select_for_update(no_key=True).filter(pk=key).first()
    if row is None:
        raise _objected("gone", _("That is no longer there."))
    found = kind.of(row)
    if found != kind.model_validate(revision.value):
        raise _objected("changed-since", _("It was changed in another place meanwhile. Change it by hand."))
    if before is None:
        kind.withdraw(row)
    else:
        _change(row, found, kind.model_validate(before.value), revision.number + 1, by)


def _caught_up(scope: str, found: Card) -> int:
    """The number of the newest revision; where the row was changed in another way, that state becomes one first."""
    last = Revision.objects.filter(section=found.section, scope=scope).order_by("-number").first()
    if last is not None and type(found).model_validate(last.value) == found:
        return last.number
    return _write(found, scope, last.number + 1 if last else 1, HOUSE).number


def _change(row: Any, found: Card, value: Card, number: int, by: Actor) -> Revision:
    value.check(row, found)
    value.keep(row)
    value.follow_up(row, found, by)
    revision = _write(value, value.scope(row), number, by)
    before, after = found.model_dump(mode="json"), value.model_dump(mode="json")
    changed = [[name, before[name], after[name]] for name in after if before[name] != after[name]]
    told = CardChanged(
        at=revision.at, by=by, section=value.section, scope=revision.scope, number=number, called=str(row),
        changed=changed,
    )  # fmt: skip
    telling.record(told)
    return revision


def _write(value: Card, scope: str, number: int, by: Actor) -> Revision:
    return Revision.objects.create(
        section=value.section, scope=scope, number=number, value=value.model_dump(mode="json"), by=by, at=now()
    )


def _objected(code: str, text: str) -> Objected:
    return Objected([Objection(code, text)])
