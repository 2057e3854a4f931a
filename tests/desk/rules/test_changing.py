"""House rules change by revisions that can be undone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest
from django.db import connection, transaction

from recado.desk.core.actors import HOUSE, Actor
from recado.desk.journal.models import Entry
from recado.desk.rules import changing, reading
from recado.desk.rules.sections import Section

CARLA = Actor("agent", 3)
BY_DEFAULT = 7


class Reminding(Section):
    """A rule of no house: after how many days somebody is reminded."""

    section: ClassVar[str] = "reminding"
    days: int = BY_DEFAULT
    words: str = ""


def days(scope: str = "") -> int:
    return reading.read(Reminding, scope).days


@pytest.mark.django_db
class TestOneProcess:
    """As one process sees it."""

    def test_the_defaults_hold_until_somebody_changes_them(self) -> None:
        assert reading.held(Reminding) == reading.Held(Reminding(), None)

    def test_a_change_is_a_new_revision_and_tells_who(self) -> None:
        first = changing.change(Reminding, "", Reminding(days=3), by=CARLA)
        second = changing.change(Reminding, "", Reminding(days=2), by=HOUSE)
        assert (first.number, second.number, days()) == (1, 2, 2)
        assert [entry.actor for entry in Entry.objects.order_by("id")] == [CARLA, HOUSE]

    def test_a_change_that_changes_nothing_is_no_revision(self) -> None:
        changing.change(Reminding, "", Reminding(days=3), by=CARLA)
        changing.change(Reminding, "", Reminding(days=3), by=CARLA)
        assert [revision.number for revision in reading.history(Reminding)] == [1]

    def test_a_change_is_undone_by_a_revision_that_says_what_held_before(self) -> None:
        changing.change(Reminding, "", Reminding(days=3), by=CARLA)
        changing.change(Reminding, "", Reminding(days=2), by=CARLA)
        changing.undo(Reminding, by=CARLA)
        assert (days(), len(reading.history(Reminding))) == (3, 3)

    def test_the_first_change_undone_leaves_the_defaults(self) -> None:
        changing.change(Reminding, "", Reminding(days=3), by=CARLA)
        changing.undo(Reminding, by=CARLA)
        assert days() == BY_DEFAULT

    def test_where_nothing_was_changed_nothing_is_undone(self) -> None:
        with pytest.raises(changing.NothingToUndo):
            changing.undo(Reminding, by=CARLA)

    def test_each_scope_has_its_own_revisions(self) -> None:
        changing.change(Reminding, "team:1", Reminding(days=1), by=CARLA)
        changing.change(Reminding, "team:2", Reminding(days=2), by=CARLA)
        assert (days("team:1"), days("team:2"), days("team:3")) == (1, 2, BY_DEFAULT)

    def test_an_old_revision_is_still_what_it_was(self) -> None:
        first = changing.change(Reminding, "", Reminding(days=3), by=CARLA)
        changing.change(Reminding, "", Reminding(days=2), by=CARLA)
        assert reading.as_of(Reminding, first.pk).days == 3
        assert reading.as_of(Reminding, None).days == BY_DEFAULT

    def test_a_change_rolled_back_is_forgotten_by_those_who_read_it(self) -> None:
        with transaction.atomic():
            changing.change(Reminding, "", Reminding(days=1), by=CARLA)
            assert days() == 1
            transaction.set_rollback(True)
        assert days() == BY_DEFAULT

    def test_reading_again_is_one_statement_however_many_scopes(
        self, django_assert_num_queries: Callable[[int], object]
    ) -> None:
        changing.change(Reminding, "team:1", Reminding(days=1), by=CARLA)
        scopes = [f"team:{number}" for number in range(50)]
        reading.held_by(Reminding, scopes)
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            assert reading.held_by(Reminding, scopes)["team:1"].value.days == 1

    def test_who_knows_the_newest_revision_asks_nothing_until_something_is_changed(
        self, django_assert_num_queries: Callable[[int], object]
    ) -> None:
        first = changing.change(Reminding, "", Reminding(days=3), by=CARLA)
        assert days() == 3
        with django_assert_num_queries(0), reading.as_known(first.pk):  # type: ignore[attr-defined]
            assert days() == 3
        with reading.as_known(first.pk):
            changing.change(Reminding, "", Reminding(days=1), by=CARLA)
            assert days() == 1
        assert days() == 1

    def test_words_that_later_code_no_longer_knows_are_passed_over(self) -> None:
        changing.change(Reminding, "", Reminding(days=3, words="soon"), by=CARLA)
        revision = reading.history(Reminding)[0]
        assert Reminding.model_validate({**revision.value, "former": True}) == Reminding(days=3, words="soon")


@pytest.mark.django_db(transaction=True)
def test_two_who_change_at_once_take_turns() -> None:
    def change(number: int) -> int:
        try:
            return changing.change(Reminding, "", Reminding(days=number), by=CARLA).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as several:
        numbers = list(several.map(change, range(8, 16)))
    assert sorted(numbers) == list(range(1, 9))
    assert days() == reading.history(Reminding)[0].value["days"]


@pytest.mark.django_db(transaction=True)
def test_what_another_connection_changed_is_seen_at_the_next_reading() -> None:
    def elsewhere() -> None:
        changing.change(Reminding, "", Reminding(days=1), by=CARLA)
        connection.close()

    assert days() == BY_DEFAULT
    with ThreadPoolExecutor(1) as another:
        another.submit(elsewhere).result()
    assert days() == 1
