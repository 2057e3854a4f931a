"""A message comes in: stored once, filed in a case, clocked and given to somebody with the reason."""

import pytest

from recado.desk.cases.models import Case, Filing, State
from recado.desk.channels.models import Delivery, DeliveryState
from recado.desk.clock.sections import Promises
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.actors import HOUSE
from recado.desk.journal.models import Entry
from recado.desk.routing.models import Assignment
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from recado.house import sorting
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def test_a_first_message_opens_a_case_for_the_one_present(dmitri: Customer, ada: Agent, support: Team) -> None:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    message = dmitri.writes("Hola, el código QR no aparece")
    case = dmitri.case
    assert Filing.objects.get(message=message).case == case
    assert (case.state, case.assignee, case.team, case.unseen) == (State.NEW, ada, support, True)
    assert case.due_state == "fine"
    assert [step["verdict"] for step in Assignment.objects.get(case=case).because] == ["only"]
    names = list(Entry.objects.filter(case=case.pk).order_by("pk").values_list("name", flat=True))
    assert names == ["case.opened", "message.received", "deadline.set", "case.assigned"]


def test_WA1_the_same_delivery_twice_is_one_message(dmitri: Customer, ada: Agent) -> None:
    said = makers.text("Hola")
    dmitri.posts(said)
    dmitri.posts(said, said)
    assert Message.objects.count() == 1
    assert Case.objects.count() == Thread.objects.count() == 1


def test_N2_what_cannot_be_read_waits_and_is_filed_when_replayed(dmitri: Customer, ada: Agent) -> None:
    makers.deliver(dmitri.channel, b"\xff not JSON at all")
    dmitri.writes("Hola")
    states = list(Delivery.objects.order_by("pk").values_list("state", flat=True))
    assert states == [DeliveryState.QUARANTINED, DeliveryState.READ]


def test_two_messages_of_two_people_take_as_many_statements_as_a_hundred(
    dmitri: Customer, ada: Agent, bruno: Agent, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def statements(count: int, start: int) -> int:
        for n in range(count):
            said = makers.text(f"Hola {n}", sender=f"5690{start + n:07d}")
            makers.deliver(dmitri.channel, makers.body(said, name=f"Cliente {start + n}"))
        Delivery.objects.filter(state="pending").update(lane=7)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sorting.sort()
        return len([q for q in queries if "SAVEPOINT" not in q["sql"]])

    few, many = statements(2, 1000), statements(100, 2000)
    assert few == many
    assert Case.objects.count() == 102
