"""Put a delivery before the sorters from within the pages: kept raw like all others, and the sorters are woken."""

from django.db import connection, transaction

from recado.desk.channels.keeping import DELIVERIES
from recado.desk.channels.lanes import lane
from recado.desk.channels.models import Channel, Delivery
from recado.desk.core.time import now


@transaction.atomic
def post(channel: Channel, body: bytes) -> None:
    """After this it is safe."""
    Delivery.objects.create(channel=channel, lane=lane(channel.key, body), body=body, received_at=now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [DELIVERIES])
