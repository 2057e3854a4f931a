"""What is set of one thing that has a row of its own, such as a team or a label, as a section with revisions?"""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext as _

from recado.desk.core.actors import Actor
from recado.desk.journal.telling import Objected, Objection
from recado.desk.rules.sections import Section

CARDS: dict[str, type["Card"]] = {}
"""Every kind of card by the name of its section."""


class Card(Section):
    """The row holds what is set, the revisions remember it (scope ``label:3``), so that each change can be undone."""

    model: ClassVar[type[models.Model]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        CARDS[cls.section] = cls

    @classmethod
    def of(cls, row: Any) -> Self:
        """What the row says."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})

    @classmethod
    def scope(cls, row: models.Model) -> str:
        return f"{cls.section}:{row.pk}"

    @classmethod
    def word(cls, field: str) -> str:
        """How a field is called to the reader."""
        raise LookupError(field)

    @classmethod
    def say(cls, field: str, value: Any) -> str:
        """A value of the field in words."""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return ", ".join(map(str, value)) or "–" if isinstance(value, list | tuple) else str(value) or "–"

    def check(self, row: Any, before: Self) -> None:
        """Raise Objected where this must not hold for the row."""

    def keep(self, row: Any) -> None:
        """Write it into the row."""
        raise NotImplementedError

    def follow_up(self, row: Any, before: Self, by: Actor) -> None:
        """Do what must not be forgotten once this holds, by whatever way it came."""

    @classmethod
    def withdraw(cls, row: Any) -> None:
        """Take back that the thing was added at all. Raises Objected."""
        said = _("This is how it began; there is nothing before it.")
        raise Objected([Objection("nothing-before", said)])
