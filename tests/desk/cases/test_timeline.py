"""The story of a case: what was said and what happened, each once and in order."""

from datetime import timedelta

import pytest

from recado.desk.cases import resolving, timeline
from recado.desk.conversations import naming, replying
from recado.desk.core.time import now
from recado.desk.staff.models import Agent
from tests import makers
from tests.cast import Customer

pytestmark = pytest.mark.django_db


def _told(dmitri: Customer, **paging: object) -> list[str]:
    who = naming.names([])
    moments = timeline.timeline(dmitri.case, **paging)  # type: ignore[arg-type]
    return [one.message.text if one.message else one.event.sentence(who) for one in moments]  # type: ignore[union-attr]


def test_words_notes_and_events_stand_in_their_order(dmitri: Customer, ada: Agent) -> None:
    dmitri.writes("Hola", at=now() - timedelta(minutes=1))
    replying.note(dmitri.thread, case=dmitri.case.pk, by=ada.actor, text="Es el de la lámpara")
    replying.reply(dmitri.thread, by=ada.actor, text="Ya lo miro")
    resolving.resolve(dmitri.case, by=ada.actor, reason="Delivered.")
    assert _told(dmitri) == [
        "Hola",
        "The case was opened: Dmitri Sokolov wrote and no case was receiving the thread.",
        "Assigned to Ada Fuentes: the only one present.",
        "Es el de la lámpara",
        "Ya lo miro",
        "Ada Fuentes resolved the case: Delivered.",
    ]


def test_words_of_the_same_second_keep_the_order_in_which_they_came(dmitri: Customer, ada: Agent) -> None:
    at = now() - timedelta(minutes=1)
    dmitri.posts(*(makers.text(str(place), at=at) for place in range(5)))
    assert [text for text in _told(dmitri) if text.isdigit()] == ["0", "1", "2", "3", "4"]
