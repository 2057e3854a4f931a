"""Every event says in one whole sentence what happened, in the language of the reader."""

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from recado.desk import models  # noqa: F401
from recado.desk.conversations.events import MessageReceived
from recado.desk.core.actors import HOUSE, Actor
from recado.desk.journal.events import COMMON, KINDS, Event

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
ADA, BRUNO, VALERIA = Actor("agent", 1), Actor("agent", 2), Actor("person", 1)
INSTANT = NOON.isoformat()
BY_NAME: dict[str, object] = {
    "step": "turn",
    "verdict": "chosen",
    "what": "edited",
    "promised": "PT1H",
    "after": "PT5M",
}
BY_NAME |= {"due": INSTANT, "since": INSTANT, "answered": INSTANT}
BY_NAME |= {"changes": {"name": ["Lumen", "Lumen Óptica"]}, "counts": {"added": 2, "changed": 1}}
BY_TYPE: dict[Any, object] = {int: 3, bool: True, str | None: "PT15M", list[str]: ["cases"]}
BY_TYPE |= {list[list[Any]]: [["name", "Soporte", "Ventas"]]}
KNOWN = [kind for kind in KINDS.values() if kind.__module__.startswith("recado.")]


def called(actor: Actor) -> str:
    return {ADA: "Ada", BRUNO: "Bruno", VALERIA: "the customer"}.get(actor, "Recado")


def told(kind: type[Event], by: Actor) -> Event:
    own = [field for field in dataclasses.fields(kind) if field.name not in COMMON]
    given: dict[str, Any] = {one.name: BY_NAME.get(one.name, BY_TYPE.get(one.type, "Soporte")) for one in own}
    return kind(at=NOON, by=by, agent=1, **given)


@pytest.mark.parametrize("language", ["en", "es", "ru"])
@pytest.mark.parametrize("by", [ADA, BRUNO, VALERIA, HOUSE], ids=str)
@pytest.mark.parametrize("kind", KNOWN, ids=lambda kind: kind.name)
def test_a_sentence_is_whole(kind: type[Event], by: Actor, language: str) -> None:
    with translation.override(language):
        said = told(kind, by).said(called)
    assert said[:1] == said[:1].upper()
    assert said.endswith(".")
    assert not said.endswith("..")
    assert "%(" not in said


def test_a_name_that_is_a_common_noun_begins_with_a_capital() -> None:
    assert MessageReceived(at=NOON, by=VALERIA, message=1).said(called) == "The customer wrote."
