"""A case that no message began: opened by hand after a call (C3)."""

import pytest

from recado.desk.cases import opening
from recado.desk.cases.models import Case, State
from recado.desk.clock.models import Deadline
from recado.desk.clock.sections import Promises
from recado.desk.core.actors import HOUSE
from recado.desk.journal.models import Entry
from recado.desk.people.models import Person
from recado.desk.rules import changing
from recado.desk.staff.models import Agent, Team
from recado.desk.staff.sections import scope
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(dmitri: Customer, ada: Agent) -> Person:
    dmitri.writes("Hola")
    return dmitri.thread.person  # type: ignore[return-value]


def test_C3_a_case_after_a_call_is_its_openers_and_promises_nothing(
    person: Person, ada: Agent, bruno: Agent, support: Team
) -> None:
    changing.change(Promises, scope(support), Promises(first_answer="PT15M"), by=HOUSE)
    case = opening.open_by_hand(person=person, subject="Called about\n his lamp", team=support, by=bruno.actor)
    assert (case.subject, case.state, case.team, case.assignee) == ("Called about his lamp", State.NEW, support, bruno)
    assert (case.thread, case.receives, case.unseen, case.due_at) == (None, False, False, None)
    assert not Deadline.objects.filter(case=case).exists()
    names = Entry.objects.filter(case=case.pk).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["case.opened", "case.assigned"]


def test_it_takes_no_message_of_the_thread(person: Person, dmitri: Customer, ada: Agent, support: Team) -> None:
    talk = dmitri.case
    opening.open_by_hand(person=person, subject="Called", team=support, by=ada.actor)
    message = dmitri.writes("Sigo esperando")
    assert message.filing.case == talk
    assert Case.objects.count() == 2
