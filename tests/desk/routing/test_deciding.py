"""Whose a case is: turns among those present, by hand before any turn, and always with the reason."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import translation

from recado.desk.cases.models import Case, State
from recado.desk.channels.models import Delivery
from recado.desk.conversations import naming
from recado.desk.core.time import now
from recado.desk.journal import reading
from recado.desk.journal.models import Entry
from recado.desk.routing import assigning, draining
from recado.desk.routing.models import Assignment
from recado.desk.staff import appearing
from recado.desk.staff.models import Agent, Membership, Role, Team
from recado.house import sorting
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def knocks(dmitri: Customer, count: int, since: int = 0) -> None:
    """So many customers write for the first time, each in a delivery of his own; nobody sorts yet."""
    for place in range(since, since + count):
        said = makers.text("Hola", sender=f"5691{place:07d}")
        makers.deliver(dmitri.channel, makers.body(said, name=f"Cliente {place}"))


def sorted_in_batches(of: int) -> None:
    while sorting.sort(batch=of):
        pass


def owners() -> list[str]:
    return list(Case.objects.order_by("pk").values_list("assignee__name", flat=True))


def sentence(case: Case) -> str:
    entry = Entry.objects.filter(case=case.pk, name="case.assigned").latest("pk")
    return reading.revive(entry).sentence(naming.names([]))  # type: ignore[union-attr]


def test_turns_go_round_in_order_across_batches(dmitri: Customer, ada: Agent, bruno: Agent, support: Team) -> None:
    zoe = makers.agent("Zoe Gil", teams=(support,))
    knocks(dmitri, 7)
    sorted_in_batches(2)
    assert owners() == [who.name for who in (ada, bruno, zoe, ada, bruno, zoe, ada)]
    support.refresh_from_db()
    assert support.last_in_turn == ada


def test_who_is_not_here_loses_the_turn_and_not_the_place(
    dmitri: Customer, ada: Agent, bruno: Agent, support: Team
) -> None:
    zoe = makers.agent("Zoe Gil", teams=(support,))
    knocks(dmitri, 1)
    appearing.switch(bruno, False, bruno.actor)
    sorted_in_batches(9)
    knocks(dmitri, 1, since=1)
    sorted_in_batches(9)
    appearing.switch(bruno, True, bruno.actor)
    knocks(dmitri, 2, since=2)
    sorted_in_batches(9)
    assert owners() == [ada.name, zoe.name, ada.name, bruno.name]


@pytest.mark.parametrize("what", ["switched off", "gone for three minutes", "no longer here", "only reads"])
def test_nobody_gets_a_case_who_cannot_answer_it(dmitri: Customer, ada: Agent, bruno: Agent, what: str) -> None:
    changed = {
        "switched off": {"available": False},
        "gone for three minutes": {"seen_at": now() - timedelta(minutes=3)},
        "no longer here": {"is_active": False},
        "only reads": {"role": Role.VIEWER},
    }[what]
    Agent.objects.filter(pk=ada.pk).update(**changed)
    knocks(dmitri, 2)
    sorted_in_batches(9)
    assert owners() == [bruno.name, bruno.name]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Assigned to Ada Fuentes: the only one present."),
        ("es", "Asignado a Ada Fuentes"),
        ("ru", "Ada Fuentes"),
    ],
)
def test_N1_every_assignment_says_its_reason_in_one_sentence(
    dmitri: Customer, ada: Agent, language: str, said: str
) -> None:
    dmitri.writes("Hola")
    with translation.override(language):
        spoken = sentence(dmitri.case)
    assert said in spoken
    assert spoken.endswith(".")
    assert spoken.count(".") == 1


def test_N1_a_case_that_waits_says_why(dmitri: Customer, ada: Agent) -> None:
    appearing.switch(ada, False, ada.actor)
    dmitri.writes("Hola")
    assert sentence(dmitri.case) == "Waits in the queue of Support: nobody of the team is present."
    Membership.objects.all().delete()
    Case.objects.all().update(receives=False)
    dmitri.writes("¿Hola?")
    assert sentence(dmitri.case) == "Waits in the queue of Support: the team has no members."


def test_N1_by_hand_it_says_by_whom(dmitri: Customer, ada: Agent, bruno: Agent, carla: Agent) -> None:
    dmitri.writes("Hola")
    case = dmitri.case
    said = []
    for to, by in ((bruno, carla), (None, bruno), (ada, ada)):
        assigning.assign(case, to=to, by=by.actor)
        said.append(sentence(case))
    assert said == [
        "Assigned to Bruno Rey: Carla Soto gave it.",
        "Waits in the queue of Support: Bruno Rey put it back into the queue.",
        "Assigned to Ada Fuentes: took it.",
    ]


@pytest.mark.django_db(transaction=True)
def test_DK9_many_workers_at_once_give_each_case_to_one_and_turns_stay_fair(
    dmitri: Customer, ada: Agent, bruno: Agent
) -> None:
    knocks(dmitri, 40)
    for place, delivery in enumerate(Delivery.objects.order_by("pk")):
        Delivery.objects.filter(pk=delivery.pk).update(lane=place % 16)

    def work() -> None:
        while sorting.sort(batch=3) or Delivery.objects.filter(state="pending").exists():
            pass
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert Counter(owners()) == {ada.name: 20, bruno.name: 20}
    assert Assignment.objects.count() == Case.objects.count() == 40
    turns = Assignment.objects.order_by("pk").values_list("agent__name", flat=True)
    assert list(turns) == [ada.name, bruno.name] * 20


@pytest.mark.django_db(transaction=True)
def test_DK9_by_hand_beats_the_turn(dmitri: Customer, ada: Agent, bruno: Agent, carla: Agent) -> None:
    """While waiting cases are drained, Carla gives one to Bruno: her word stands."""
    appearing.switch(ada, False, ada.actor)
    appearing.switch(bruno, False, bruno.actor)
    knocks(dmitri, 10)
    sorted_in_batches(9)
    appearing.switch(ada, True, ada.actor)
    cases = list(Case.objects.order_by("pk"))

    def drain() -> None:
        draining.drain()
        connection.close()

    def give() -> None:
        for case in reversed(cases):
            assigning.assign(case, to=bruno, by=carla.actor)
        connection.close()

    both = [threading.Thread(target=one) for one in (drain, give)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(30)
    assert set(owners()) == {bruno.name}


def test_waiting_cases_go_out_as_soon_as_somebody_comes(dmitri: Customer, ada: Agent, bruno: Agent) -> None:
    for agent in (ada, bruno):
        appearing.switch(agent, False, agent.actor)
    knocks(dmitri, 3)
    sorted_in_batches(9)
    assert (owners(), draining.drain()) == ([None] * 3, 0)
    appearing.switch(bruno, True, bruno.actor)
    assert draining.drain() == 3
    assert owners() == [bruno.name] * 3
    assert draining.drain() == 0


def test_what_somebody_put_back_stays_in_the_queue_and_keeps_no_other_from_going_out(
    dmitri: Customer, ada: Agent, bruno: Agent
) -> None:
    knocks(dmitri, draining.BATCH + 5)
    sorted_in_batches(200)
    for case in Case.objects.all():
        assigning.assign(case, to=None, by=ada.actor)
    for agent in (ada, bruno):
        appearing.switch(agent, False, agent.actor)
    knocks(dmitri, 1, since=900)
    sorted_in_batches(9)
    appearing.switch(bruno, True, bruno.actor)
    assert draining.drain() == 1
    assert Case.objects.latest("pk").assignee == bruno


def test_a_case_moved_to_another_team_finds_somebody_there(dmitri: Customer, ada: Agent) -> None:
    sales = makers.team("sales", "Sales")
    zoe = makers.agent("Zoe Gil", teams=(sales,))
    dmitri.writes("Quiero comprar")
    assigning.move(dmitri.case, team=sales, by=ada.actor)
    assert (dmitri.case.team, dmitri.case.assignee) == (sales, None)
    draining.drain()
    assert dmitri.case.assignee == zoe


def test_resolved_cases_wait_for_nobody(dmitri: Customer, ada: Agent) -> None:
    from recado.desk.cases import resolving

    appearing.switch(ada, False, ada.actor)
    dmitri.writes("Hola")
    resolving.resolve(dmitri.case, by=ada.actor, reason="Spam")
    appearing.switch(ada, True, ada.actor)
    assert draining.drain() == 0
    assert dmitri.case.state == State.RESOLVED


def test_who_writes_first_has_the_case(dmitri: Customer, ada: Agent, bruno: Agent) -> None:
    from recado.desk.cases import resolving
    from recado.desk.conversations import replying

    dmitri.writes("Hola")
    resolving.resolve(dmitri.case, by=ada.actor, reason="Delivered")
    Case.objects.all().update(receives=False)
    replying.reply(dmitri.thread, by=bruno.actor, text="¿Llegó bien?")
    assert (dmitri.case.assignee, sentence(dmitri.case)) == (bruno, "Assigned to Bruno Rey: wrote first.")
