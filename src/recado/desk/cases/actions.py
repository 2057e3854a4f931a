"""What has to be done next on a case: the house's own words for it, in the house's own order (C18, C19, C20)."""

from collections.abc import Sequence
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from recado.desk.rules import reading
from recado.desk.rules.sections import Section


class Action(models.Model):
    """One of them; retired, it stays on the cases that have it and is offered no more."""

    name = models.TextField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_action"
        constraints = [models.UniqueConstraint(Lower("name"), name="one_action_per_name")]

    def __str__(self) -> str:
        return self.name


class ActionOrder(Section):
    """The keys of the actions in their order; one that is not named stands behind, the older first."""

    section: ClassVar[str] = "action_order"
    actions: tuple[int, ...] = ()


def all_() -> list[Action]:
    """Every action in the house's order, retired ones among them."""
    order = {key: place for place, key in enumerate(reading.read(ActionOrder).actions)}
    return sorted(Action.objects.all(), key=lambda one: (order.get(one.pk, len(order)), one.pk))


def choosable(has: int | None = None) -> list[Action]:
    """Those that can be set; a retired one only where the case `has` it."""
    return [one for one in all_() if one.retired_at is None or one.pk == has]


def standing(keys: Sequence[int | None]) -> dict[int, str]:
    """The names of those that are not retired."""
    wanted = [key for key in keys if key]
    found = Action.objects.filter(pk__in=wanted, retired_at=None) if wanted else Action.objects.none()
    return dict(found.values_list("pk", "name"))
