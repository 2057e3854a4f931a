"""A deadline is called near once and late once, whoever watches and however often."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from recado.desk.cases.models import Case
from recado.desk.clock import watching
from recado.desk.clock.models import Deadline
from recado.desk.conversations import replying
from recado.desk.core.time import now
from recado.desk.journal.models import Entry
from recado.desk.staff.models import Agent
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    names = Entry.objects.filter(name__in=("deadline.near", "deadline.missed")).order_by("pk")
    return [name.removeprefix("deadline.") for name in names.values_list("name", flat=True)]


def test_first_near_then_late_each_once(dmitri: Customer, ada: Agent, promise: Callable[..., None]) -> None:
    promise("PT15M")
    begun = dmitri.writes("Hola").at
    for minute in (5, 11, 12, 16, 17):
        watching.watch(begun + timedelta(minutes=minute))
    assert told() == ["near", "missed"]
    assert dmitri.case.due_state == "late"


def test_what_is_late_already_when_the_watch_begins_is_not_called_near_too(
    dmitri: Customer, ada: Agent, promise: Callable[..., None]
) -> None:
    promise("PT15M")
    begun = dmitri.writes("Hola").at
    watching.watch(begun + timedelta(hours=2))
    assert told() == ["missed"]


def test_an_answered_case_is_neither(dmitri: Customer, ada: Agent, promise: Callable[..., None]) -> None:
    promise("PT15M")
    begun = dmitri.writes("Hola").at
    replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    watching.watch(begun + timedelta(days=1))
    assert told() == []


def test_DK7_nobody_is_disturbed_at_midnight(
    dmitri: Customer, ada: Agent, promise: Callable[..., None], hours: Callable[..., None]
) -> None:
    promise("PT4H")
    hours(("09:00", "13:00"))
    dmitri.writes("Hola")
    deadline = Deadline.objects.get()
    for at in (deadline.warn_at, deadline.due_at):
        assert 9 <= at.hour < 13 or (at.hour, at.minute, at.second) == (13, 0, 0)
    night = deadline.since_at.replace(hour=23, minute=59)
    if night < deadline.warn_at:
        watching.watch(night)
        assert told() == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_it_once(dmitri: Customer, ada: Agent, promise: Callable[..., None]) -> None:
    promise("PT15M")
    for place in range(40):
        makers.deliver(dmitri.channel, makers.body(makers.text("Hola", sender=f"5691{place:07d}"), name=f"C{place}"))
    dmitri.posts()

    def work() -> None:
        for minute in (11, 16):
            watching.watch(now() + timedelta(minutes=minute))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    for minute in (11, 16):
        watching.watch(now() + timedelta(minutes=minute))
    assert sorted(told()) == ["missed"] * 40 + ["near"] * 40
    assert set(Case.objects.values_list("due_state", flat=True)) == {"late"}


@pytest.mark.django_db(transaction=True)
def test_the_watch_does_not_stand_in_the_way_of_an_answer(
    dmitri: Customer, ada: Agent, promise: Callable[..., None]
) -> None:
    """A case that somebody holds is left for the next second: to wait for it could be to wait in a ring."""
    promise("PT15M")
    begun = dmitri.writes("Hola").at
    seen: list[int] = []

    def watch() -> None:
        seen.append(watching.watch(begun + timedelta(hours=1)))
        connection.close()

    with transaction.atomic():
        Case.objects.select_for_update(no_key=True).get(pk=dmitri.case.pk)
        watcher = threading.Thread(target=watch)
        watcher.start()
        watcher.join(5)
        assert not watcher.is_alive()
        list(Deadline.objects.select_for_update(no_key=True))
    assert seen == [0]
    assert watching.watch(begun + timedelta(hours=1))
