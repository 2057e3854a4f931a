"""Keep aside what could not be read, with its reason, until a person looks or a later version understands it (N2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from recado.desk.channels.models import Delivery, DeliveryState, Fault
from recado.desk.core import bulk
from recado.desk.core.text import storable

WHOLE = -1
"""The place of a fault that is the whole delivery's."""
FRESH = timedelta(hours=24)
"""A delivery older than this is filed without alarm when it is replayed."""


@dataclass(frozen=True)
class Failing:
    """A fact of a delivery, by its place, and why it must wait, as `reasons` keeps it."""

    delivery: Delivery
    place: int
    why: str


def close(
    deliveries: Sequence[Delivery],
    failing: Sequence[Failing],
    *,
    aside: Mapping[int, str] = MappingProxyType({}),
    at: datetime,
) -> None:
    """Mark the deliveries as read, those with a fault as quarantined; a replay forgets the faults of before.

    `aside`: why a delivery is kept from the cases on purpose, by its key.
    """
    replayed = [delivery.pk for delivery in deliveries if delivery.replayed]
    if replayed:
        Fault.objects.filter(delivery__in=replayed).delete()
    rows = [{"delivery_id": f.delivery.pk, "place": f.place, "why": storable(f.why), "at": at} for f in failing]
    bulk.insert(Fault, rows, skip_conflicts=True)
    reasons = {f.delivery.pk: storable(f.why) for f in reversed(failing)}
    bulk.update(Delivery, [_row(delivery, reasons, aside) for delivery in deliveries])


def _row(delivery: Delivery, reasons: Mapping[int, str], aside: Mapping[int, str]) -> dict[str, object]:
    bad = delivery.pk in reasons
    kept = DeliveryState.ASIDE if delivery.pk in aside else DeliveryState.READ
    return {
        "id": delivery.pk,
        "state": DeliveryState.QUARANTINED if bad else kept,
        "reason": reasons.get(delivery.pk) or storable(aside.get(delivery.pk, "")),
        "replayed": False,
    }
