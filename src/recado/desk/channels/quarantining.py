"""Keep aside what could not be read, with its reason, until a person looks or a later version understands it (N2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recado.desk.channels.models import Delivery, DeliveryState, Fault
from recado.desk.core import bulk
from recado.desk.core.text import storable

WHOLE = -1
"""The place of a fault that is the whole delivery's."""
FRESH = timedelta(hours=24)
"""A delivery older than this is filed without alarm when it is replayed."""


@dataclass(frozen=True)
class Failing:
    """A fact of a delivery, by its place, and why it must wait."""

    delivery: Delivery
    place: int
    why: str


def close(deliveries: Sequence[Delivery], failing: Sequence[Failing], *, at: datetime) -> None:
    """Mark the deliveries as read, those with a fault as quarantined; a replay forgets the faults of before."""
    replayed = [delivery.pk for delivery in deliveries if delivery.replayed]
    if replayed:
        Fault.objects.filter(delivery__in=replayed).delete()
    rows = [{"delivery_id": f.delivery.pk, "place": f.place, "why": storable(f.why)[:2000], "at": at} for f in failing]
    bulk.insert(Fault, rows, skip_conflicts=True)
    reasons = {f.delivery.pk: storable(f.why)[:500] for f in reversed(failing)}
    bulk.update(Delivery, [_row(delivery, reasons) for delivery in deliveries])


def _row(delivery: Delivery, reasons: dict[int, str]) -> dict[str, object]:
    bad = delivery.pk in reasons
    return {
        "id": delivery.pk,
        "state": DeliveryState.QUARANTINED if bad else DeliveryState.READ,
        "reason": reasons.get(delivery.pk, ""),
        "replayed": False,
    }
