"""Sort raw deliveries by lanes: whole batches, and where one fails, halves until the guilty one stands alone."""

from collections.abc import Sequence
from itertools import accumulate

import structlog
from django.db import InterfaceError, OperationalError, connection, transaction

from recado.desk.channels import quarantining, reasons
from recado.desk.channels.lanes import LANES
from recado.desk.channels.models import Delivery, DeliveryState
from recado.desk.channels.quarantining import Failing
from recado.desk.core.time import now
from recado.house import road

LANE_LOCKS = 7301
BATCH = 200
SHARE = LANES // 2
"""How many lanes one sorter takes at a time, so that others find some."""
TURN = """
WITH waiting AS MATERIALIZED (
    SELECT lane FROM generate_series(0, %s) AS lane
    WHERE EXISTS (SELECT 1 FROM channels_delivery AS d WHERE d.state = 'pending' AND d.lane = lane.lane)
    ORDER BY random()
)
SELECT lane FROM waiting WHERE pg_try_advisory_xact_lock(%s, lane) LIMIT %s
"""
MOST_BYTES = 32 * 1024 * 1024  # in one batch, unless one delivery alone is larger: mails have files in them
TAKE = """
SELECT d.id, d.size FROM unnest(%s::smallint[]) AS lane CROSS JOIN LATERAL (
    SELECT id, octet_length(body) AS size
    FROM channels_delivery WHERE state = 'pending' AND channels_delivery.lane = lane.lane ORDER BY id LIMIT %s
) AS d
"""
PASSING = frozenset({"08", "40", "53", "55", "57", "58"})
"""Classes of SQLSTATE that say: try the same again."""
log = structlog.get_logger()


def sort(batch: int = BATCH) -> int:
    """Sort the oldest waiting deliveries of up to half the lanes, such as nobody else holds; gives how many."""
    taken: list[int] = []
    try:
        with transaction.atomic():
            taken = _take(batch)
            if taken:
                road.walk(_deliveries(taken))
    except Exception as wrong:
        if _will_pass(wrong):
            raise
        log.warning("a batch failed and is halved", deliveries=len(taken), why=repr(wrong)[:300])
        _halve(taken)
    return len(taken)


def _take(batch: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(TURN, [LANES - 1, LANE_LOCKS, SHARE])
        lanes = [lane for (lane,) in cursor.fetchall()]
        if not lanes:
            return []
        cursor.execute(TAKE, [lanes, max(1, batch // len(lanes))])
        return _bounded(sorted(cursor.fetchall()))


def _bounded(found: Sequence[tuple[int, int]]) -> list[int]:
    """The oldest of them that memory holds at once."""
    sizes = list(accumulate(size for _id, size in found))
    return [id_ for place, (id_, _size) in enumerate(found) if place == 0 or sizes[place] <= MOST_BYTES]


def _deliveries(taken: Sequence[int]) -> list[Delivery]:
    waiting = Delivery.objects.filter(pk__in=taken, state=DeliveryState.PENDING)
    return list(waiting.order_by("pk").select_for_update(no_key=True))


def _halve(taken: Sequence[int]) -> None:
    """Each half in its own transaction, in order; a delivery that fails alone is taken fact by fact."""
    if len(taken) == 1:
        _alone(taken[0])
        return
    middle = len(taken) // 2
    for half in (taken[:middle], taken[middle:]):
        try:
            with transaction.atomic():
                road.walk(_deliveries(half))
        except Exception as wrong:
            if _will_pass(wrong):
                raise
            _halve(half)


@transaction.atomic
def _alone(taken: int) -> None:
    """The facts of one delivery, each on its own; the guilty one goes to quarantine, the rest is filed."""
    for delivery in _deliveries([taken]):
        try:
            found, failing = road.facts(delivery)
        except Exception as wrong:
            found, failing = [], [Failing(delivery, quarantining.WHOLE, reasons.kept("broken", what=repr(wrong)))]
        aside: dict[int, str] = {}
        for one in found:
            try:
                with transaction.atomic():
                    aside |= {kept.delivery: kept.why for kept in road.follow([one])}
                    connection.check_constraints()  # else the commit finds the broken bond, too late
            except Exception as wrong:
                if _will_pass(wrong):
                    raise
                log.error("a fact cannot be filed", delivery=delivery.pk, place=one.place, exc_info=True)
                failing.append(Failing(delivery, one.place, reasons.kept("broken", what=repr(wrong))))
        quarantining.close([delivery], failing, aside=aside, at=now())


def _will_pass(wrong: Exception) -> bool:
    """Whether the database is away, busy or going down. What else PostgreSQL calls operational is the batch's own."""
    if isinstance(wrong, OperationalError):
        state = getattr(wrong.__cause__, "sqlstate", None)
        return state is None or state[:2] in PASSING
    return isinstance(wrong, InterfaceError)
