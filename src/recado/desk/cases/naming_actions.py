"""Name the actions of the house and put them in order: add, rename, move, retire and restore; each can be undone."""

from typing import Any, ClassVar, Self

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recado.desk.cases import actions
from recado.desk.cases.actions import Action, ActionOrder
from recado.desk.cases.label_events import ActionAdded
from recado.desk.cases.models import Case
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import amending, changing
from recado.desk.rules.cards import Card

LONGEST = 60


class ActionCard(Card):
    """What is set of an action. `retired`: it stays on its cases and is offered no more."""

    section: ClassVar[str] = "action"
    model = Action
    name: str
    retired: bool = False

    @classmethod
    def of(cls, row: Action) -> Self:
        return cls(name=row.name, retired=row.retired_at is not None)

    @classmethod
    def word(cls, field: str) -> str:
        return {"name": pgettext("thing", "name"), "retired": _("retired")}[field]

    def keep(self, row: Action) -> None:
        row.name = self.name
        row.retired_at = (row.retired_at or now()) if self.retired else None
        _save(row)

    @classmethod
    def withdraw(cls, row: Action) -> None:
        if Case.objects.filter(action=row).exists():
            said = _("“%(name)s” is set on cases already. Retire it instead.") % {"name": row.name}
            raise Objected([Objection("action-used", said)])
        row.delete()


@transaction.atomic
def add(name: str, *, by: Actor) -> Action:
    """A new one, behind the others. Raises Objected: ``name-missing``, ``name-long``, ``name-taken``."""
    action = Action(name=_named(name), made_at=now())
    _save(action)
    telling.record(ActionAdded(at=action.made_at, by=by, action=action.pk, called=action.name))
    amending.begin(ActionCard, action, by=by)
    return action


def rename(action: Action, name: str, *, by: Actor) -> None:
    """Call it otherwise, on all its cases. Raises Objected as `add` does."""
    amending.alter(ActionCard, action, {"name": _named(name)}, by=by)


def retire(action: Action, *, by: Actor) -> None:
    """Offer it no more; it stays on the cases that have it."""
    amending.alter(ActionCard, action, {"retired": True}, by=by)


def restore(action: Action, *, by: Actor) -> None:
    """Offer it again."""
    amending.alter(ActionCard, action, {"retired": False}, by=by)


@transaction.atomic
def move(action: Action, steps: int, *, by: Actor) -> None:
    """So many places down the list of those in use, or up where it is negative; it stops at either end."""
    changing.take_turn()
    keys = [one.pk for one in actions.all_() if one.retired_at is None]
    if action.pk not in keys:
        return
    at = keys.index(action.pk)
    keys.insert(max(0, min(len(keys) - 1, at + steps)), keys.pop(at))
    changing.change(ActionOrder, "", ActionOrder(actions=tuple(keys)), by=by)


def _named(name: str) -> str:
    kept = " ".join(storable(name).split())
    if not kept:
        raise Objected([Objection("name-missing", _("An action needs a name."), missing=("name",))])
    if len(kept) > LONGEST:
        said = _("An action has at most %(most)s letters.") % {"most": LONGEST}
        raise Objected([Objection("name-long", said, missing=("name",))])
    return kept


def _save(action: Action) -> None:
    try:
        with transaction.atomic():
            action.save()
    except IntegrityError as taken:
        said: Any = _("There is an action “%(name)s” already, maybe a retired one.") % {"name": action.name}
        raise Objected([Objection("name-taken", said, missing=("name",))]) from taken
