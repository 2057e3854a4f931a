"""Keep what came before the message it is about, and give it back when that is there (WA6)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from pydantic import TypeAdapter

from recado.desk.channels import port
from recado.desk.conversations.models import Parked
from recado.desk.core import bulk

type Late = port.Receipt | port.Reaction | port.Edit | port.Revoked
KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (port.Receipt, port.Reaction, port.Edit, port.Revoked)}
PATIENCE = timedelta(days=8)


@dataclass(frozen=True)
class News:
    """A fact about a message, on its channel, from its delivery."""

    channel: int
    target: str
    fact: Late
    delivery: int
    received_at: datetime


def park(news: Sequence[News]) -> None:
    """Keep the news until their messages are there."""
    bulk.insert(
        Parked,
        [
            {
                "channel_id": one.channel,
                "target": one.target,
                "fact": {"kind": type(one.fact).__name__, **_plain(one.fact)},
                "delivery": one.delivery,
                "at": one.received_at,
            }
            for one in news
        ],
    )


def claim(messages: Iterable[tuple[int, str]]) -> list[News]:
    """Take back all that is parked for these messages (channel, provider id)."""
    wanted = sorted(set(messages))
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM conversations_parked AS p USING unnest(%s::bigint[], %s::text[]) AS k(channel, target) "
            "WHERE p.channel_id = k.channel AND p.target = k.target RETURNING p.id, p.channel_id, p.target, p.fact, "
            "p.delivery, p.at",
            [[channel for channel, _ in wanted], [target for _, target in wanted]],
        )
        return [_news(*row[1:]) for row in sorted(cursor.fetchall())]


def found() -> list[tuple[int, str]]:
    """Messages that have come since something about them was parked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT p.channel_id, p.target FROM conversations_parked AS p JOIN conversations_message AS m "
            "ON m.channel_id = p.channel_id AND m.provider_id = p.target LIMIT 500"
        )
        return [(channel, target) for channel, target in cursor.fetchall()]


def give_up(at: datetime) -> int:
    """Forget what waited longer than a provider goes on trying; its delivery is kept all the same."""
    return Parked.objects.filter(at__lt=at - PATIENCE).delete()[0]


def _plain(fact: Late) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(fact).items()}


def _news(channel: int, target: str, told: str, delivery: int, at: datetime) -> News:
    fact = json.loads(told)
    kind = KINDS[fact.pop("kind")]
    return News(channel, target, TypeAdapter(kind).validate_python(fact), delivery, at)
