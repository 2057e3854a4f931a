"""A cursor is a place in the journal that can be written down and read back."""

import pytest

from recado.desk.journal.announcing import Change, heard
from recado.desk.journal.cursors import Cursor


@pytest.mark.parametrize("cursor", [Cursor(), Cursor(0, 7), Cursor(731, 42), Cursor(2**63 - 1, 2**63 - 1)])
def test_a_cursor_is_read_as_it_was_written(cursor: Cursor) -> None:
    assert Cursor.parse(str(cursor)) == cursor


def test_zero_is_the_beginning() -> None:
    assert Cursor.parse("0") == Cursor()


@pytest.mark.parametrize(
    "text", ["", "7", "-", "1-", "-1", "1-2-3", "a-b", "１-２", "9223372036854775808-0", "1 -2", "+1-2"]
)
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a cursor"):
        Cursor.parse(text)


def test_order_is_by_transaction_then_by_row() -> None:
    assert sorted([Cursor(2, 1), Cursor(1, 9), Cursor(1, 2)]) == [Cursor(1, 2), Cursor(1, 9), Cursor(2, 1)]


def test_an_announcement_says_what_changed_and_who_may_know() -> None:
    assert heard('[[7,8,[1,2],null,"case.opened"]]') == [Change(7, 8, [1, 2], None, "case.opened")]
