"""What happened is written in order, told in small pieces, and read without holes."""

import threading
import time
from dataclasses import dataclass
from typing import ClassVar

import psycopg
import pytest
from django.db import connection, transaction

from recado.desk.core.time import now
from recado.desk.journal import announcing, following, reading, telling
from recado.desk.journal.announcing import heard
from recado.desk.journal.cursors import AFTER, Cursor
from recado.desk.journal.events import KINDS, Event, Names
from recado.desk.journal.models import Entry
from recado.desk.journal.telling import Objected, Objection, Reactions


@dataclass(frozen=True, kw_only=True)
class LampLit(Event):
    """An event of these scenes alone."""

    name: ClassVar[str] = "lamp.lit"
    watts: int = 0

    def sentence(self, who: Names) -> str:
        return f"{who(self.by)} lit the lamp."


@dataclass(frozen=True, kw_only=True)
class LampBroken(LampLit):
    name: ClassVar[str] = "lamp.broken"


@dataclass(frozen=True)
class MayLight:
    watts: int


@pytest.fixture
def table() -> object:
    """The house's table is put aside for a scene."""
    kept = (telling._table.questions, telling._table.events)
    yield telling
    telling.adopt(*kept)


def lit(place: int, kind: type[LampLit] = LampLit) -> LampLit:
    return kind(at=now(), case=place, thread=place * 7, teams=(3, 1, 2), agent=place, watts=place)


def listener() -> "psycopg.Connection[tuple[object, ...]]":
    known = {"dbname", "user", "password", "host", "port"}
    settings = {name: value for name, value in connection.get_connection_params().items() if name in known}
    line = psycopg.connect(**settings, autocommit=True)
    line.execute(f"LISTEN {announcing.CHANNEL}")
    return line


def after(cursor: Cursor) -> list[tuple[Cursor, int]]:
    """The cursor and the case of each entry that a follower may see now."""
    with connection.cursor() as sql:
        sql.execute(
            f'SELECT tx::text AS written, id, "case" FROM journal_entry WHERE {AFTER} ORDER BY tx, id',
            [str(cursor.tx), cursor.id],
        )
        return [(Cursor(int(tx), id_), case) for tx, id_, case in sql.fetchall()]


def soon(cursor: Cursor, count: int) -> list[tuple[Cursor, int]]:
    """The same once there are so many: a transaction in another database of the server holds the horizon too."""
    end = time.monotonic() + 40
    while len(seen := after(cursor)) < count and time.monotonic() < end:
        time.sleep(0.05)
    return seen


@pytest.mark.django_db
def test_events_are_kept_in_their_order_and_come_back_as_they_were() -> None:
    told = [lit(1), lit(2, LampBroken), lit(3)]
    telling.record(*told)
    assert [reading.revive(entry) for entry in Entry.objects.order_by("pk")] == told


@pytest.mark.django_db
def test_an_event_of_a_kind_that_is_gone_is_passed_over_and_new_fields_take_their_defaults() -> None:
    telling.record(lit(1))
    Entry.objects.update(data={"watts": 5, "colour": "warm"})
    [entry] = Entry.objects.all()
    assert reading.revive(entry).watts == 5  # type: ignore[union-attr]
    kind = KINDS.pop("lamp.lit")
    try:
        assert reading.revive(entry) is None
    finally:
        KINDS["lamp.lit"] = kind


@pytest.mark.django_db(transaction=True)
def test_five_thousand_events_are_announced_in_pieces_that_fit_and_none_is_missing() -> None:
    with listener() as line:
        telling.record(*(lit(place) for place in range(5000)))
        pieces = [notice.payload for notice in line.notifies(timeout=2)]
    assert max(len(piece.encode()) for piece in pieces) < 8000
    changes = [change for piece in pieces for change in heard(piece)]
    assert [change.case for change in changes] == list(range(5000))
    assert changes[5] == (5, 35, [1, 2, 3], 5, "lamp.lit")


@pytest.mark.django_db(transaction=True)
def test_a_slow_transactions_entry_is_not_lost() -> None:
    """By id alone it would be: the quick one is read first, and its id is greater."""
    written, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            telling.record(lit(1))
            written.set()
            go_on.wait(10)
        connection.close()

    slow = threading.Thread(target=slowly)
    slow.start()
    written.wait(10)
    telling.record(lit(2))
    seen = after(Cursor())
    assert (seen, list(Entry.objects.values_list("case", flat=True))) == ([], [2])
    standing = following.latest()
    go_on.set()
    slow.join(10)
    everything = soon(Cursor(), 2)
    assert [case for _, case in everything] == [1, 2]
    assert [case for _, case in after(standing)] == [1, 2]
    assert after(everything[0][0]) == everything[1:]
    assert after(everything[-1][0]) == []


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_and_a_follower_sees_each_entry_once() -> None:
    writing = threading.Barrier(5)

    def write(writer: int) -> None:
        writing.wait(10)
        for place in range(40):
            with transaction.atomic():
                telling.record(lit(writer * 100 + place))
        connection.close()

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for writer in writers:
        writer.start()
    writing.wait(10)
    place, seen = Cursor(), []
    while len(seen) < 160 and (news := soon(place, 1)):
        seen += [case for _, case in news]
        place = news[-1][0]
    for thread in writers:
        thread.join(10)
    assert after(place) == []
    assert sorted(seen) == [writer * 100 + place for writer in range(4) for place in range(40)]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_told() -> None:
    with listener() as line:
        with transaction.atomic():
            telling.record(lit(1))
            transaction.set_rollback(True)
        assert [*line.notifies(timeout=0.2)] == []
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_each_kind_is_told_once_with_all_of_its_events_in_the_tables_order(table: object) -> None:
    calls: list[tuple[str, list[int]]] = []

    def hear(who: str) -> object:
        return lambda events: calls.append((who, [e if isinstance(e, int) else e.watts for e in events]))

    both = Reactions(now=(hear("first"), hear("second")), later=(hear("job"),))  # type: ignore[arg-type]
    telling.adopt({}, {LampLit: both, LampBroken: Reactions(now=(hear("mender"),))})  # type: ignore[arg-type]
    telling.record(lit(1), lit(2, LampBroken), lit(3))
    ids = list(Entry.objects.filter(name="lamp.lit").order_by("pk").values_list("pk", flat=True))
    assert calls == [("first", [1, 3]), ("second", [1, 3]), ("job", ids), ("mender", [2])]


def test_every_objection_is_collected_not_only_the_first(table: object) -> None:
    dim = Objection("too-dim", "It is too dim.", missing=("watts",))
    old = Objection("too-old", "It is too old.")
    telling.adopt({MayLight: (lambda asked: [dim] if asked.watts < 5 else [], lambda asked: [old])}, {})
    with pytest.raises(Objected) as refused:
        telling.insist(MayLight(1))
    assert refused.value.objections == (dim, old)
    assert str(refused.value) == "It is too dim. It is too old."
    assert telling.ask(MayLight(60)) == [old]
