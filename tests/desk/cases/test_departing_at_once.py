"""Cases merged by two at once, while a word arrives, or by a process that dies half-way."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from recado.desk.cases import merging, resolving
from recado.desk.cases.departed import CaseMerge
from recado.desk.cases.models import Case, Filing
from recado.desk.channels.models import Channel
from recado.desk.conversations.models import Message
from recado.desk.journal.telling import Objected
from recado.desk.staff.models import Agent
from tests.letters import kept, letter

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()
"""
KILLED = """
import os, sys
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from recado.desk.cases import merging
from recado.desk.cases.models import Case
from recado.desk.core.actors import HOUSE
merging._take_over = lambda *given: os.kill(os.getpid(), 9)
merging.merge(Case.objects.get(pk=sys.argv[2]), Case.objects.get(pk=sys.argv[3]), by=HOUSE)
"""


def case_of(message: Message) -> Case:
    return Filing.objects.get(message=message).case


@pytest.fixture
def two(box: Channel) -> tuple[Case, Case]:
    first = case_of(kept(box, letter("Uno", id_="1@x.example")))
    return first, case_of(kept(box, letter("Dos", id_="2@x.example", subject="Otra")))


def meanwhile(act: Callable[[], object], other: Callable[[], object]) -> list[object]:
    """Do one thing and let the other wait for its end; gives what the other came to."""
    came: list[object] = []

    def second() -> None:
        try:
            came.append(other())
        except Objected as objected:
            came.append(objected.objections[0].code)
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        act()
        thread.start()
        _await_somebody_waiting()
    thread.join(30)
    return came


def _await_somebody_waiting() -> None:
    until = time.monotonic() + 20
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else the first look stays
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("nobody waits")


def test_two_merges_crosswise_make_no_circle(two: tuple[Case, Case], ada: Agent, bruno: Agent) -> None:
    """Both resolved, so that nothing but the circle stands in the way."""
    first, second = two
    for case in two:
        resolving.resolve(case, by=ada.actor, reason="ok")
    came = meanwhile(
        lambda: merging.merge(first, second, by=ada.actor), lambda: merging.merge(second, first, by=bruno.actor)
    )
    assert came == ["merge-circle"]
    assert list(CaseMerge.objects.values_list("gone", "into")) == [(first.pk, second.pk)]


def test_EM12_a_word_that_arrives_during_the_merge_lies_in_the_target(
    box: Channel, two: tuple[Case, Case], ada: Agent
) -> None:
    gone, into = two
    [arrived] = meanwhile(
        lambda: merging.merge(gone, into, by=ada.actor), lambda: kept(box, letter("Tres", answers="1@x.example"))
    )
    assert isinstance(arrived, Message)
    assert case_of(arrived) == into
    gone.refresh_from_db()
    assert gone.state == "resolved"


def test_a_process_killed_half_way_has_merged_nothing(two: tuple[Case, Case]) -> None:
    gone, into = two
    name = str(connection.settings_dict["NAME"])
    done = subprocess.run([sys.executable, "-c", KILLED, name, str(gone.pk), str(into.pk)], env=os.environ, timeout=60)
    assert done.returncode == -9
    gone.refresh_from_db()
    assert (CaseMerge.objects.count(), gone.state) == (0, "new")
    assert sorted(Filing.objects.values_list("case", flat=True)) == sorted([gone.pk, into.pk])
