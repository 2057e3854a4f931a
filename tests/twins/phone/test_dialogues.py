"""The dialogues of the demo: written by hand, each its own, and laid out so that the house could have held them."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

import pytest

from recado.twins.demo import kinds, people, planning, reading

NOON = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def steps() -> list[planning.Step]:
    return planning.plan(reading.dialogues(), people.Cast(reading.house()["names"]), now=NOON)


def test_there_are_at_least_sixty_of_two_to_fourteen_messages() -> None:
    talks = reading.dialogues()
    said = [sum(turn.who in "<>" for turn in one.turns) for one in talks]
    assert len(talks) >= 60
    assert (min(said) >= 1, max(said) <= 14) == (True, True)
    assert sum(one.number == "correo" and one.language == "es" for one in talks) >= 15
    assert {one.language for one in talks if one.number == "correo"} == {"es", "en", "ru"}
    assert max(one.times for one in talks) <= 5


def test_no_sentence_of_weight_stands_twice() -> None:
    """Written, not filled: what is longer than a courtesy is said in one dialogue only."""
    longer = [turn.text for one in reading.dialogues() for turn in one.turns if len(turn.text) > 40]
    assert [text for text, count in Counter(longer).items() if count > 1] == []


def test_every_file_that_is_sent_is_there() -> None:
    turns = [turn for one in reading.dialogues() for turn in one.turns]
    named = [turn.about for turn in turns if turn.act in kinds.KINDS]
    named += [name for turn in turns for name in turn.beside("doc")]
    assert [name for name in named if not reading.media(name).exists()] == []


def test_all_lies_within_six_weeks_and_a_day(steps: list[planning.Step]) -> None:
    assert max(step.at for step in steps) <= NOON
    assert min(step.at for step in steps) >= NOON - planning.WEEKS - timedelta(days=1)


def test_there_are_several_hundred_talks_of_many_people(steps: list[planning.Step]) -> None:
    talks = {step.talk for step in steps}
    assert len(talks) >= 240
    assert len({talk.person.digits for talk in talks}) >= 120


def test_numbers_are_from_ranges_that_nobody_is_given(steps: list[planning.Step]) -> None:
    strange = {step.talk.person.digits for step in steps} - {""}
    assert [one for one in strange if not one.startswith(("5690000", "447700900"))] == []


def test_mail_comes_from_domains_that_nobody_has(steps: list[planning.Step]) -> None:
    """RFC 2606: .example is nobody's."""
    boxes = {step.talk.person.mail for step in steps} - {""}
    boxes |= {parseaddr(said)[1] for step in steps for name in ("cc", "de") for said in step.turn.beside(name)}
    assert [one for one in boxes if not one.endswith(".example")] == []


def test_the_house_answers_within_a_day_of_the_last_word(steps: list[planning.Step]) -> None:
    heard: dict[planning.Talk, datetime] = {}
    for step in steps:
        if step.turn.who == ">" and step.turn.act not in ("reacciona", "edita", "borra"):
            heard[step.talk] = step.at
        elif step.turn.who == "<" and step.talk.person.digits:
            assert step.at - heard[step.talk] < timedelta(hours=24)


def test_a_misspelled_line_is_named() -> None:
    with pytest.raises(reading.Misspelled, match="lamp: hola"):
        reading._turn("lamp", "hola")
