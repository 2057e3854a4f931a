"""Two agents choose the same message of a group at the same moment (W8)."""

import threading

import pytest
from django.db import connection

from recado.desk.cases import choosing
from recado.desk.cases.models import Case, Filing
from recado.desk.journal.models import Entry
from recado.desk.staff.models import Agent
from tests.cast import Customer
from tests.desk.cases.test_departing_at_once import meanwhile
from tests.groups import Group

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def group(dmitri: Customer, valeria: Customer, ada: Agent) -> Group:
    return Group.of_three(valeria, dmitri)


def test_one_message_founds_one_case(group: Group, ada: Agent, bruno: Agent) -> None:
    """The second gets the case of the first, though he began before it was there."""
    [came] = meanwhile(
        lambda: choosing.open_from(group.thread, [group.said[1]], by=ada),
        lambda: choosing.open_from(group.thread, [group.said[1], group.said[2]], by=bruno),
    )
    case = Case.objects.get()
    assert came == choosing.Opening(case, is_new=False)
    assert Entry.objects.filter(name="case.opened").count() == 1
    assert list(Filing.objects.values_list("message", "case")) == [(group.said[1].pk, case.pk)]


def test_ten_at_once(group: Group, ada: Agent) -> None:
    came: list[int] = []

    def opens() -> None:
        came.append(choosing.open_from(group.thread, [group.said[1]], by=ada).case.pk)
        connection.close()

    threads = [threading.Thread(target=opens) for _ in range(10)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert came == [Case.objects.get().pk] * 10
