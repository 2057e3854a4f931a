"""How is a channel, at one glance? Its state in words, what failed in a day, and when something last came or went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncHour
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from recado.desk.channels.models import Channel, ChannelState, Delivery, DeliveryState
from recado.desk.channels.pausing import FOR_EVER
from recado.desk.conversations.models import DeliveryRung, Direction, Message
from recado.desk.core import time
from recado.doors.web.sight import faces

type Row = dict[str, Any]

DAY, LOOKED_AT, HEIGHT = timedelta(days=1), 20_000, 24
MOST = 1_000  # counted of what waits


@dataclass(frozen=True)
class Bar:
    """An hour of the day behind us: sent and failed as heights of 24 units, at its place."""

    x: int
    y: str
    height: str
    failed: str
    failed_y: str


@dataclass(frozen=True)
class Health:
    """A channel and how it is; `tint` colours the chip: green, amber, red or none."""

    channel: Channel
    glyph: faces.Glyph
    state: str
    tint: str
    quality: str
    quality_tint: str
    limit: str
    sent: int
    failed: int
    bars: list[Bar]
    last_in: datetime | None
    last_out: datetime | None
    last_post: datetime | None
    waiting: int
    quarantined: int

    @property
    def rate(self) -> str:
        """Failed of sent in per cent."""
        return f"{number_format(100 * self.failed / self.sent, 1)} %" if self.sent else "–"


def of(channels: Iterable[Channel]) -> list[Health]:
    """Counted among the newest messages of the desk only, so that a large desk answers as fast as a small one."""
    since = time.now() - DAY
    newest = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    recent = Message.objects.filter(pk__gt=newest - LOOKED_AT)
    hours = _hours(recent.filter(kept_at__gte=since))
    last = {(one["channel"], one["direction"]): one["at"] for one in _last(recent)}
    return [_health(one, [row for row in hours if row["channel"] == one.pk], last, since) for one in channels]


def state(channel: Channel) -> tuple[str, str]:
    """The state in words, and its colour."""
    if channel.paused_until == FOR_EVER:
        return _("paused by hand"), "is-blue"
    words = {
        ChannelState.NEW: (_("not tested yet"), ""),
        ChannelState.WORKING: (_("works"), "is-green"),
        ChannelState.FAILING: (_("does not work"), "is-red"),
        ChannelState.STOPPED: (_("stopped"), "is-red"),
    }
    return words[ChannelState(channel.state)]


def quality(word: str) -> tuple[str, str]:
    """What the provider thinks of the number, in words, and its colour."""
    words = {
        "GREEN": (_("high"), "is-green"),
        "YELLOW": (_("medium"), "is-amber"),
        "RED": (_("low"), "is-red"),
        "UNKNOWN": (_("not rated yet"), ""),
    }
    return words.get(word.upper(), (word, "")) if word else (_("not known"), "")


def limit(word: str) -> str:
    """How many new customers may be written to in a day: `TIER_1K` as `1,000`."""
    known = {"UNLIMITED": _("without limit")}
    tier = word.upper().removeprefix("TIER_")
    return known.get(tier, tier.replace("K", " 000")) if word else _("not known")


def _hours(recent: QuerySet[Message]) -> list[Row]:
    failed = Count("pk", filter=Q(rung__in=[DeliveryRung.FAILED, DeliveryRung.UNKNOWN]))
    out = recent.filter(direction=Direction.OUT).annotate(hour=TruncHour("kept_at"))
    counted = out.values("channel", "hour").annotate(sent=Count("pk"), failed=failed).order_by("channel", "hour")
    return [{**row} for row in counted]


def _last(recent: QuerySet[Message]) -> list[Row]:
    said = recent.exclude(direction=Direction.NOTE)
    return [{**row} for row in said.values("channel", "direction").annotate(at=Max("kept_at"))]


def _health(channel: Channel, hours: list[Row], last: dict[tuple[int, str], datetime], since: datetime) -> Health:
    posted = Delivery.objects.filter(channel=channel)
    newest = posted.order_by("-pk").values_list("received_at", flat=True).first()
    said, tint = state(channel)
    rated, rated_tint = quality(channel.quality)
    return Health(
        channel, faces.of_channel(channel), said, tint, rated, rated_tint, limit(channel.sending_limit),
        sum(row["sent"] for row in hours), sum(row["failed"] for row in hours), _bars(hours, since),
        last.get((channel.pk, Direction.IN)), last.get((channel.pk, Direction.OUT)), newest,
        posted.filter(state=DeliveryState.PENDING)[:MOST].count(),
        posted.filter(state=DeliveryState.QUARANTINED)[:MOST].count(),
    )  # fmt: skip


def _bars(hours: list[Row], since: datetime) -> list[Bar]:
    highest = max((row["sent"] for row in hours), default=1)
    found = []
    for row in hours:
        place = int((row["hour"] - since).total_seconds() // 3600) + 1
        tall, bad = HEIGHT * row["sent"] / highest, HEIGHT * row["failed"] / highest
        found.append(Bar(place * 5, f"{HEIGHT - tall:.1f}", f"{tall:.1f}", f"{bad:.1f}", f"{HEIGHT - bad:.1f}"))
    return found
