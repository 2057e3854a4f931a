"""What is no event is told to open pages and leaves no trace; what is somebody's own reaches nobody else."""

import pytest

from recado.desk.journal.announcing import Change
from recado.desk.journal.models import Entry
from recado.desk.journal.whispering import whisper
from recado.desk.staff.seeing import Sight
from recado.doors.live import streams

ADA, HEAD = Sight(1, False, frozenset({1})), Sight(2, True, frozenset())


@pytest.mark.django_db
def test_a_whisper_is_not_written_down() -> None:
    whisper(Change(None, 7, (), 1, "own.draft.reply.1"))
    whisper()
    assert Entry.objects.count() == 0


def test_what_is_ones_own_is_not_for_those_who_see_all() -> None:
    own, event = Change(None, 7, (), 1, "own.draft.reply.1"), Change(None, 7, (1,), None, "message.received")
    assert [streams.may_see(who, own) for who in (ADA, HEAD)] == [True, False]
    assert [streams.may_see(who, event) for who in (ADA, HEAD)] == [True, True]
