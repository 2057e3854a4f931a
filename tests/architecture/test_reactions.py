"""Does one table say all that follows: each event and each question of the desk stands in house/reactions.py?"""

import dataclasses
import inspect
from importlib import import_module

from recado.desk.journal.events import KINDS, Event
from recado.house import reactions
from tests.architecture import tree


def spoken() -> list[type[Event]]:
    """Every event that has a name to speak."""
    found = []
    for path in tree.modules(tree.DESK):
        if path.stem == "events" or path.stem.endswith("_events"):
            module = import_module(tree.dotted(path))
            classes = (one for _, one in inspect.getmembers(module, inspect.isclass))
            found += [one for one in classes if issubclass(one, Event) and "name" in vars(one)]
    return list(dict.fromkeys(found))


def test_every_event_stands_in_the_table() -> None:
    assert [event.__name__ for event in spoken() if event not in reactions.EVENTS] == []


def test_the_table_tells_of_nothing_that_nobody_says() -> None:
    assert [event.__name__ for event in reactions.EVENTS if event not in spoken()] == []


def test_every_event_is_a_frozen_value_that_can_speak() -> None:
    mute = [event.__name__ for event in spoken() if event.sentence is Event.sentence]
    loose = [event.__name__ for event in spoken() if not event.__dataclass_params__.frozen]  # type: ignore[attr-defined]
    assert mute + loose == []


def test_no_two_events_speak_the_same_name() -> None:
    assert sorted(KINDS[event.name].__name__ for event in spoken()) == sorted(event.__name__ for event in spoken())


def test_questions_are_values_too() -> None:
    assert [question.__name__ for question in reactions.QUESTIONS if not dataclasses.is_dataclass(question)] == []
