"""A hundred returning customers cost as many statements as two."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recado.desk.cases.models import Case, State
from recado.desk.channels.models import Delivery
from recado.desk.clock.sections import Promises
from recado.desk.conversations.models import DeliveryRung, Message
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from recado.house import sorting
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def post(dmitri: Customer, count: int, since: int) -> None:
    for place in range(since, since + count):
        said = makers.text("Hola", sender=f"5690{place:07d}")
        makers.deliver(dmitri.channel, makers.body(said, name=f"Cliente {place}"))


def statements() -> int:
    """How many it takes to sort what waits, in one lane so that it is one batch."""
    Delivery.objects.filter(state="pending").update(lane=7)
    with CaptureQueriesContext(connection) as queries:
        sorting.sort(batch=1000)
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


@pytest.mark.parametrize("days", [1, 30])
def test_those_who_come_back_are_filed_in_a_fixed_number_of_statements(
    dmitri: Customer, ada: Agent, bruno: Agent, support: Team, days: int
) -> None:
    from datetime import timedelta

    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    counts = []
    for count, since in ((2, 1000), (100, 2000)):
        post(dmitri, count, since)
        statements()
        ended = now() - timedelta(days=days)
        Case.objects.update(state=State.RESOLVED, resolved_at=ended, closing_reason="Delivered")
        post(dmitri, count, since)
        counts.append(statements())
    assert counts[0] == counts[1]
    assert Case.objects.exclude(state=State.RESOLVED).count() == 100


def test_receipts_are_applied_in_a_fixed_number_of_statements(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Hola")
    counts = []
    for count, since in ((2, 1000), (100, 2000)):
        common = {"thread": dmitri.thread, "channel": dmitri.channel, "direction": "out", "author": ada.actor}
        for place in range(since, since + count):
            Message.objects.create(
                provider_id=f"wamid.{place}", rung=DeliveryRung.ACCEPTED, at=now(), kept_at=now(), **common
            )
            makers.deliver(dmitri.channel, makers.body(statuses=(makers.status(f"wamid.{place}", "read"),)))
        counts.append(statements())
    assert counts[0] == counts[1]
    assert Message.objects.filter(rung=DeliveryRung.READ).count() == 102
