"""A ticket says who follows the desk live; nobody can make one, change one or keep one for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from recado.desk.journal.cursors import Cursor
from recado.desk.staff import tickets
from recado.desk.staff.seeing import Sight

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_a_ticket_is_read_as_it_was_issued() -> None:
    ticket = tickets.read(tickets.issue(12, [3, 1], False, "key", MONDAY, "731-42"), "key", MONDAY)
    assert (ticket.sight, ticket.after) == (Sight(12, False, frozenset({1, 3})), Cursor(731, 42))
    assert ticket.expires_at == (MONDAY + timedelta(hours=1)).timestamp()


def test_a_ticket_runs_out_after_an_hour() -> None:
    issued = tickets.issue(12, [], True, "key", MONDAY)
    assert tickets.read(issued, "key", MONDAY + timedelta(minutes=59)).sight.sees_all
    with pytest.raises(tickets.Invalid):
        tickets.read(issued, "key", MONDAY + timedelta(minutes=60))


@pytest.mark.parametrize("spoilt", ["", ".", "a", "a.b", "ñ.ñ", "=.=", "\x00.\x00"])
def test_what_is_no_ticket_is_refused(spoilt: str) -> None:
    with pytest.raises(tickets.Invalid):
        tickets.read(spoilt, "key", MONDAY)


def test_a_ticket_cannot_be_changed() -> None:
    claims, _, signature = tickets.issue(12, [1], False, "key", MONDAY).partition(".")
    other, _, _ = tickets.issue(12, [1], True, "key", MONDAY).partition(".")
    for forged in (f"{other}.{signature}", f"{claims}.{signature[:-2]}", f"{claims}."):
        with pytest.raises(tickets.Invalid):
            tickets.read(forged, "key", MONDAY)
    with pytest.raises(tickets.Invalid):
        tickets.read(f"{claims}.{signature}", "another key", MONDAY)
