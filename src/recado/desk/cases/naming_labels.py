"""Name the labels of the house: add, rename, tint, retire and restore; each change can be undone."""

from typing import Any, ClassVar, Self

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recado.desk.cases.label_events import LabelAdded
from recado.desk.cases.models import Label
from recado.desk.core.actors import Actor
from recado.desk.core.text import storable
from recado.desk.core.time import now
from recado.desk.journal import telling
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules import amending
from recado.desk.rules.cards import Card

TINTS = 8
LONGEST = 40


class LabelCard(Card):
    """What is set of a label. `retired`: it stays on its cases and is offered no more."""

    section: ClassVar[str] = "label"
    model = Label
    name: str
    tint: int
    retired: bool = False

    @classmethod
    def of(cls, row: Label) -> Self:
        return cls(name=row.name, tint=row.tint, retired=row.retired_at is not None)

    @classmethod
    def word(cls, field: str) -> str:
        return {"name": pgettext("thing", "name"), "tint": _("colour"), "retired": _("retired")}[field]

    @classmethod
    def say(cls, field: str, value: Any) -> str:
        return tint_words()[value % TINTS] if field == "tint" else super().say(field, value)

    def keep(self, row: Label) -> None:
        row.name, row.tint = self.name, self.tint
        row.retired_at = (row.retired_at or now()) if self.retired else None
        _save(row)

    @classmethod
    def withdraw(cls, row: Label) -> None:
        if row.labellings.exists():
            said = _("“%(name)s” is on cases already. Retire it instead.") % {"name": row.name}
            raise Objected([Objection("label-used", said)])
        row.delete()


@transaction.atomic
def add(name: str, tint: int = 0, *, by: Actor) -> Label:
    """A new label. Raises Objected: ``name-missing``, ``name-long``, ``name-taken``."""
    label = Label(name=_named(name), tint=tint % TINTS, made_at=now())
    _save(label)
    telling.record(LabelAdded(at=label.made_at, by=by, label=label.pk, called=label.name))
    amending.begin(LabelCard, label, by=by)
    return label


def describe(label: Label, *, name: str, tint: int, by: Actor) -> None:
    """Name and colour in one change. Raises Objected as `add` does."""
    _amend(label, {"name": _named(name), "tint": tint % TINTS}, by)


def rename(label: Label, name: str, *, by: Actor) -> None:
    """Call it otherwise, on all its cases. Raises Objected as `add` does."""
    _amend(label, {"name": _named(name)}, by)


def tint(label: Label, tint: int, *, by: Actor) -> None:
    """Give it another colour, 0 to 7."""
    _amend(label, {"tint": tint % TINTS}, by)


def retire(label: Label, *, by: Actor) -> None:
    """Offer it no more; it stays on the cases that carry it."""
    _amend(label, {"retired": True}, by)


def restore(label: Label, *, by: Actor) -> None:
    """Offer it again."""
    _amend(label, {"retired": False}, by)


def tint_words() -> tuple[str, ...]:
    """What the eight colours are called."""
    return (_("grey"), _("petrol"), _("orange"), _("violet"), _("green"), _("amber"), _("blue"), _("pink"))


def _amend(label: Label, changed: dict[str, Any], by: Actor) -> None:
    amending.alter(LabelCard, label, changed, by=by)
    label.refresh_from_db()


def _named(name: str) -> str:
    kept = " ".join(storable(name).split())
    if not kept:
        raise Objected([Objection("name-missing", _("A label needs a name."), missing=("name",))])
    if len(kept) > LONGEST:
        said = _("A label has at most %(most)s letters.") % {"most": LONGEST}
        raise Objected([Objection("name-long", said, missing=("name",))])
    return kept


def _save(label: Label) -> None:
    try:
        with transaction.atomic():
            label.save()
    except IntegrityError as taken:
        said = _("There is a label “%(name)s” already, maybe a retired one.") % {"name": label.name}
        raise Objected([Objection("name-taken", said, missing=("name",))]) from taken
