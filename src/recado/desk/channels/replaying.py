"""Read raw deliveries again: idempotent, since every message is kept once (N2)."""

from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from recado.desk.channels.keeping import DELIVERIES
from recado.desk.channels.models import Channel, Delivery, DeliveryState


def replay(*, channel: Channel | None = None, since: datetime | None = None, quarantined: bool = False) -> int:
    """Put the deliveries back before the sorters, which file old ones without alarm; gives how many."""
    chosen = Delivery.objects.exclude(state=DeliveryState.PENDING)
    chosen = chosen.filter(channel=channel) if channel else chosen
    chosen = chosen.filter(received_at__gte=since) if since else chosen
    chosen = chosen.filter(state=DeliveryState.QUARANTINED) if quarantined else chosen
    return _again(chosen)


def replay_one(delivery: Delivery) -> int:
    """The same for one delivery."""
    return _again(Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.PENDING))


def _again(chosen: QuerySet[Delivery]) -> int:
    count = chosen.update(state=DeliveryState.PENDING, replayed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [DELIVERIES])
    return count
