"""New words are new until somebody in charge has looked (C8)."""

import pytest

from recado.desk.cases import seeing
from recado.desk.cases.models import Case
from recado.desk.journal.models import Entry
from recado.desk.routing import assigning
from recado.desk.staff.models import Agent, Role
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamp_case(dmitri: Customer, ada: Agent) -> Case:
    """Ada's case with a new word of Dmitri's."""
    dmitri.writes("¿Llegó mi lámpara?")
    return dmitri.case


def test_C8_the_look_of_the_assignee_counts_and_counts_once(lamp_case: Case, ada: Agent) -> None:
    assert [seeing.see(lamp_case, agent=ada) for _ in range(2)] == [True, False]
    lamp_case.refresh_from_db()
    assert not lamp_case.unseen
    assert Entry.objects.filter(name="case.seen").count() == 1


def test_C8_the_look_of_others_leaves_the_words_new(lamp_case: Case, bruno: Agent, carla: Agent) -> None:
    assert not seeing.see(lamp_case, agent=bruno)
    assert not seeing.see(lamp_case, agent=carla)
    lamp_case.refresh_from_db()
    assert lamp_case.unseen


def test_C8_a_case_of_nobody_is_seen_by_anybody_of_its_team_who_answers(
    lamp_case: Case, ada: Agent, bruno: Agent
) -> None:
    assigning.assign(lamp_case, to=None, by=ada.actor)
    lamp_case.refresh_from_db()
    stranger = makers.agent("Zoe Gil")
    reader = makers.agent("Rita Paz", role=Role.VIEWER, teams=(lamp_case.team,))  # type: ignore[arg-type]
    assert [seeing.see(lamp_case, agent=who) for who in (stranger, reader, bruno)] == [False, False, True]


def test_C8_seen_words_are_told_to_the_provider_as_read(lamp_case: Case, ada: Agent) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    seeing.see(lamp_case, agent=ada)
    job = ProcrastinateJob.objects.get(task_name="conversations.read")
    assert job.args == {"thread": lamp_case.thread_id}


def test_C8_the_next_word_is_new_again(lamp_case: Case, dmitri: Customer, ada: Agent) -> None:
    seeing.see(lamp_case, agent=ada)
    dmitri.writes("¿Hola?")
    assert dmitri.case.unseen
