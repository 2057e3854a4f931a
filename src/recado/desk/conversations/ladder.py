"""How far a message of ours came: a ladder that only goes up, whatever the order of the news."""

from recado.desk.conversations.models import DeliveryRung as Rung

LADDER = [
    Rung.HELD,
    Rung.QUEUED,
    Rung.SENDING,
    Rung.UNKNOWN,
    Rung.ACCEPTED,
    Rung.SENT,
    Rung.FAILED,
    Rung.DELIVERED,
    Rung.READ,
    Rung.PLAYED,
]
"""Failed stands below delivered: once it arrived, no late failure takes that back (WA5)."""

RANK = {rung: rank for rank, rung in enumerate(LADDER)}


def higher(now: str | None, news: str) -> bool:
    """Whether the news is a step up."""
    return RANK[Rung(news)] > RANK[Rung(now)] if now else True
