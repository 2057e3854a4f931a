"""How a thread is set: by day and case, one sender's words together, events between them."""

from datetime import UTC, datetime, timedelta

from recado.desk.conversations.models import Message
from recado.desk.core.actors import Actor
from recado.doors.web.sight import turns
from recado.doors.web.sight.bubbles import Bubble
from recado.doors.web.sight.happenings import Happening

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
VALERIA, ADA = Actor("person", 1), Actor("agent", 2)


def said(id_: int, seconds: int, by: Actor = VALERIA, **more: str) -> Bubble:
    direction = "in" if by == VALERIA else "out"
    at = NOON + timedelta(seconds=seconds)
    message = Message(pk=id_, author=by, at=at, text=f"{id_}", **{"direction": direction, **more})  # type: ignore[arg-type]
    return Bubble(message, by.kind, None, (), ())


def happened(id_: int, seconds: int) -> Happening:
    return Happening(id_, NOON + timedelta(seconds=seconds), "case.opened", "Opened:", "she wrote.")


def drawn(blocks: list[turns.Block]) -> list[tuple[str, list[int]]]:
    return [(one.kind, [thing.id for thing in [*one.bubbles, *one.events]]) for one in blocks]


def test_one_sender_within_five_minutes_is_one_turn() -> None:
    blocks = turns.arranged([said(1, 0), said(2, 20), said(3, 70, ADA), said(4, 90), said(5, 600)], [], {}, None)
    assert drawn(blocks) == [("day", []), ("turn", [1, 2]), ("turn", [3]), ("turn", [4]), ("turn", [5])]


def test_the_time_stands_on_the_last_of_a_minute_and_where_the_tick_changes() -> None:
    words = [
        said(1, 0, ADA, rung="read"),
        said(2, 10, ADA, rung="read"),
        said(3, 20, ADA, rung="sent"),
        said(4, 70, ADA),
    ]
    [_, turn] = turns.arranged(words, [], {}, None)
    assert [bubble.ends_minute for bubble in turn.bubbles] == [False, True, True, True]


def test_days_cases_and_what_is_new_part_the_thread() -> None:
    words = [said(1, 0), said(2, 86_400), said(3, 86_410)]
    blocks = turns.arranged(words, [], {1: 7, 2: 8, 3: 8}, fresh=3)
    kinds = [block.kind for block in blocks]
    assert kinds == ["day", "case", "turn", "day", "case", "turn", "fresh", "turn"]
    assert [block.case for block in blocks if block.kind == "case"] == [7, 8]


def test_what_followed_from_a_word_comes_after_it_and_events_stand_together() -> None:
    blocks = turns.arranged([said(9, 0), said(10, 60)], [happened(1, 0), happened(2, 1)], {}, None)
    assert drawn(blocks) == [("day", []), ("turn", [9]), ("events", [1, 2]), ("turn", [10])]


def test_a_note_stands_for_itself() -> None:
    blocks = turns.arranged([said(1, 0, ADA), said(2, 1, ADA, direction="note"), said(3, 2, ADA)], [], {}, None)
    assert [block.kind for block in blocks] == ["day", "turn", "note", "turn"]
