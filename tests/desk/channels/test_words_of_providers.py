"""The journal says in words what providers say in codes."""

import pytest
from django.utils import translation

from recado.desk.channels.events import ChannelNoticed, ChannelStateChanged, TemplateJudged
from recado.desk.core.actors import HOUSE
from recado.desk.core.time import now
from recado.desk.journal.events import Event
from recado.desk.staff.events import TokenIssued

SAID: list[tuple[Event, str]] = [
    (
        ChannelStateChanged(at=now(), channel=1, called="Ventas", state="stopped", reason="no money"),
        "Nothing leaves through Ventas for now: no money.",
    ),
    (
        ChannelNoticed(
            at=now(), channel=1, called="Ventas", what="phone_number_quality_update",
            more="event: FLAGGED, current_limit: TIER_1K",
        ),
        "The provider says about Ventas: its quality or limit changed (event: flagged, current limit: tier 1K).",
    ),
    (
        TemplateJudged(at=now(), channel=1, template="aviso", language="es", state="pending_deletion"),
        "The template aviso (es) is about to be deleted now.",
    ),
    (
        TemplateJudged(
            at=now(), channel=1, template="aviso", language="es", state="rejected", reason="TAG_CONTENT_MISMATCH"
        ),
        "The template aviso (es) is rejected now: tag content mismatch.",
    ),
    (
        TokenIssued(at=now(), by=HOUSE, token=1, called="Bot", scopes=["cases:read", "people:write"]),
        "Recado issued a token of Bot, with which a program may: read cases, change people.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("event", "sentence"), SAID)
def test_a_sentence_has_words_and_no_codes(event: Event, sentence: str) -> None:
    with translation.override("en"):
        assert event.sentence(lambda _actor: "Recado") == sentence
