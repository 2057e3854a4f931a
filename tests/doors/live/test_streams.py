"""An open page hears which thing changed: at once, only what its agent may see, and nothing is lost by sleeping."""

import asyncio
import json
import time
from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from recado.desk.core.lines import Line
from recado.desk.core.time import now
from recado.desk.journal.cursors import Cursor
from recado.desk.journal.models import Entry
from recado.desk.staff import tickets
from recado.desk.staff.models import Role
from recado.desk.staff.seeing import Sight
from recado.doors.live.hub import Hub
from recado.doors.live.streams import Stream
from tests import makers
from tests.doors import fronts
from tests.doors.fronts import KEY, Front
from tests.doors.live.browsing import change, happens, page

pytestmark = pytest.mark.django_db(transaction=True)


def horizon() -> str:
    """Where the journal stands, as a page remembers it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text || '-0'")
        return str(cursor.fetchone()[0])


def test_an_open_page_hears_at_once_which_case_changed(front: Front) -> None:
    support = makers.team()
    with page(front, makers.agent("Ada", teams=(support,))) as browser:
        began = time.monotonic()
        happens(7, team=support)
        assert browser.hears() == change(7)
        assert time.monotonic() - began < 0.3


def test_an_agent_hears_of_his_teams_and_of_himself_and_a_head_of_all(front: Front) -> None:
    support, billing = makers.team(), makers.team("billing", "Billing")
    ada, bruno = makers.agent("Ada", teams=(support,)), makers.agent("Bruno", teams=(support,))
    olga = makers.agent("Olga", role=Role.HEAD)
    with page(front, ada) as adas, page(front, bruno) as brunos, page(front, olga) as olgas:
        happens(1, team=billing)
        assert olgas.hears() == change(1)
        happens(2, team=billing, agent=ada)
        assert (olgas.hears(), adas.hears()) == (change(2), change(2))
        happens(3)
        assert olgas.hears() == change(3)
        happens(4, team=support)
        assert (olgas.hears(), adas.hears(), brunos.hears()) == (change(4),) * 3
        assert adas.hears_nothing()
        assert brunos.hears_nothing()


def test_dk1_a_page_that_slept_is_told_what_it_missed(front: Front) -> None:
    """DK1: on wake the gap is fetched."""
    support = makers.team()
    ada = makers.agent("Ada", teams=(support,))
    olga = makers.agent("Olga", role=Role.HEAD)
    with page(front, ada) as browser:
        happens(1, team=support)
        assert browser.hears() == change(1)
    with page(front, olga) as awake:
        for case, team in ((2, support), (3, None), (5, support)):
            happens(case, team=team)
            assert awake.hears() == change(case), "what is announced only now would come twice"
        with page(front, ada, place=browser.place) as browser:
            assert browser.hears() == change(1, 2, 5), "the place is that of a moment before it heard of 1"
            happens(4, team=support)
            assert browser.hears() == change(4)


def test_dk1_what_is_announced_while_a_page_comes_back_is_told_with_its_gap_and_once() -> None:
    """DK1: told as it is heard it would come before the gap, and with it again."""
    support = makers.team()
    ada = makers.agent("Ada", teams=(support,))

    async def scene() -> list[bytes | None]:
        hub = Hub(Line(fronts.database_url()))
        stream = Stream(Sight(ada.pk, False, frozenset()), 0.0, after=place)
        coming = asyncio.create_task(hub.join(stream))
        await asyncio.sleep(0)
        hub.hear(json.dumps([[2, 1002, [support.pk], None, "presence.switched"]]))
        await coming
        return [await stream.next(0.5) for _ in range(3)]

    place = Cursor.parse(horizon())
    happens(1, team=support)
    happens(2, team=support)
    [opening, gap, nothing] = asyncio.run(scene())
    assert opening
    assert opening.endswith(b"event: beat\ndata: {}\n\n")
    assert gap == b'event: change\ndata: {"cases":[[1,1001,"presence.switched"],[2,1002,"presence.switched"]]}\n\n'
    assert nothing == b""


def test_dk1_what_a_slow_transaction_told_late_is_not_lost(front: Front) -> None:
    """DK1: by id alone this row would lie before the place that the browser kept."""
    support = makers.team()
    ada = makers.agent("Ada", teams=(support,))
    with psycopg.connect(fronts.database_url()) as slow:
        slow.execute(
            'INSERT INTO journal_entry (name, at, actor, "case", teams, data) '
            "VALUES ('slow', now(), 'house:', 1, %s, '{}')",
            ([support.pk],),
        )
        with page(front, ada) as browser:
            happens(2, team=support)
            assert browser.hears() == change(2)
            time.sleep(4.5)
            happens(3, team=support)
            assert browser.hears() == change(3)
        slow.commit()
    with page(front, ada, place=browser.place) as browser:
        assert [1, None, "slow"] in browser.hears().data["cases"]


def test_nothing_falls_between_reading_a_page_and_opening_its_stream(front: Front) -> None:
    support = makers.team()
    ada = makers.agent("Ada", teams=(support,))
    place = horizon()
    happens(5, team=support)
    with page(front, ada, after=place) as browser:
        assert browser.hears() == change(5)


def test_a_page_that_missed_too_much_reads_everything_anew(front: Front) -> None:
    support = makers.team()
    ada = makers.agent("Ada", teams=(support,))
    with page(front, ada) as browser:
        pass
    row = {"name": "many", "at": now(), "actor": ada.actor, "teams": [support.pk]}
    Entry.objects.bulk_create([Entry(case=case, **row) for case in range(1100)])
    with page(front, ada, place=browser.place) as browser:
        assert browser.hears().name == "reset"
    with page(front, ada, place="9223372036854775807-1") as browser:
        assert browser.hears().name == "reset", "a place of another life of the database"


def test_dk1_a_front_that_was_deaf_tells_what_happened_meanwhile(front: Front) -> None:
    """DK1: the death of the listening connection is noticed and its gap is told."""
    support = makers.team()
    with page(front, makers.agent("Ada", teams=(support,))) as browser:
        happens(1, team=support)
        assert browser.hears() == change(1)
        with fronts.database_away():
            happens(2, team=support)
            assert browser.hears_nothing()
        heard = browser.hears(15)
        assert heard.name == "reset" or [2, 1002, "presence.switched"] in heard.data["cases"]
        happens(3, team=support)
        assert browser.hears() == change(3)


def test_without_a_ticket_that_holds_nobody_hears(front: Front) -> None:
    late = tickets.issue(1, [1], True, KEY, now() - timedelta(hours=2))
    forged = tickets.issue(1, [1], True, "another key", now())
    answers = [front.http.get("/live", params={"ticket": ticket}) for ticket in ("", "x", "x.y", "ä.ö", late, forged)]
    assert [answer.status_code for answer in answers] == [401] * 6
