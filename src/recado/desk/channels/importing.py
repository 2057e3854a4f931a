"""Take in what providers posted in the past, with the time at which each body came."""

from collections.abc import Sequence
from datetime import datetime

from recado.desk.channels.lanes import lane
from recado.desk.channels.models import Channel, Delivery


def keep(posts: Sequence[tuple[Channel, bytes, datetime]]) -> list[Delivery]:
    """Keep the bodies in their order, in one statement; nobody is woken, for the caller walks them himself."""
    rows = [
        Delivery(channel=channel, lane=lane(channel.key, body), body=body, received_at=at)
        for channel, body, at in posts
    ]
    return Delivery.objects.bulk_create(rows)
