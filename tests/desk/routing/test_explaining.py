"""`recado explain routing`: from a description alone, in the words of the contract, whatever it is given."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recado.desk.routing import explaining
from recado.desk.routing.explaining import Unclear

NOW = "2026-11-21T12:00:00Z"


def agent(name: str, **more: Any) -> dict[str, Any]:
    return {"email": f"{name}@hilandera.example", "teams": ["support"], "present": True, **more}


def asked(*agents: dict[str, Any], **more: Any) -> dict[str, Any]:
    case = {"team": "support", "scope": "ours", "language": "es", "person": "p", "organisation": None}
    return {"case": case, "agents": list(agents), "last_in_turn": None, "former_assignee": None, "now": NOW, **more}


def who(document: dict[str, Any]) -> tuple[str | None, list[tuple[str, str]]]:
    answer = explaining.explain(document)
    assert set(answer) == {"assignee", "team", "because"}
    assert all(set(step) == {"step", "verdict", "reason"} and step["reason"] for step in answer["because"])
    name = answer["assignee"].split("@")[0] if answer["assignee"] else None
    return name, [(step["step"], step["verdict"]) for step in answer["because"]]


def test_N1_the_next_in_turn_goes_round() -> None:
    three = [agent("ada"), agent("bruno"), agent("zoe")]
    turns = [who(asked(*three, last_in_turn=last))[0] for last in (None, *(one["email"] for one in three), "gone@x")]
    assert turns == ["ada", "bruno", "zoe", "ada", "ada"]


def test_absent_not_present_full_and_strangers_are_passed_over() -> None:
    passed = [
        agent("a", absent_until="2026-11-22T00:00:00Z"),
        agent("b", present=False),
        agent("c", load=3, capacity=3),
        agent("d", teams=["sales"]),
        agent("e", load=2, capacity=3, absent_until="2026-11-21T11:59:59Z"),
    ]
    assert who(asked(*passed))[0] == "e"
    assert who(asked(*passed[:3])) == (None, [("turn", "full")])
    assert who(asked(*passed[:2])) == (None, [("turn", "nobody")])
    assert who(asked(passed[3])) == (None, [("team", "empty")])
    assert who({**asked(), "case": {"team": None}}) == (None, [("team", "missing")])


def test_F4_the_former_assignee_then_the_substitute_then_the_turn() -> None:
    away = {"absent_until": "2026-12-01T00:00:00Z", "substitute": "bruno@hilandera.example"}
    ada, bruno, zoe = agent("ada"), agent("bruno"), agent("zoe")
    former = ada["email"]
    assert who(asked(ada, bruno, former_assignee=former)) == ("ada", [("former", "chosen")])
    assert who(asked({**ada, **away}, zoe, bruno, former_assignee=former)) == (
        "bruno",
        [("former", "absent"), ("former", "substituted")],
    )
    gone = {**bruno, "present": False}
    assert who(asked({**ada, **away}, gone, zoe, former_assignee=former)) == (
        "zoe",
        [("former", "absent"), ("turn", "only")],
    )
    assert who(asked({**ada, "teams": ["sales"]}, zoe, former_assignee=former))[0] == "zoe"
    assert who(asked(zoe, former_assignee="nobody@x"))[1][0] == ("former", "unknown")


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "case",
        {},
        {"case": None},
        {"case": {"team": 5}},
        {"case": {"team": "support"}, "agents": {}},
        asked(agent("ada"), "bruno"),  # type: ignore[arg-type]
        asked({"teams": ["support"]}),
        asked(agent("ada", teams="support")),
        asked(agent("ada", load="3")),
        asked(agent("ada", load=True)),
        asked(agent("ada", capacity=1.5)),
        asked(agent("ada", present="no")),
        asked(agent("ada", absent_until="tomorrow")),
        asked(agent("ada"), now="noon"),
        asked(agent("ada"), now=5),
        asked(agent("ada"), last_in_turn=5),
    ],
)
def test_what_cannot_be_read_is_said_and_never_guessed(document: object) -> None:
    with pytest.raises(Unclear):
        explaining.explain(document)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just(NOW),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
agents = st.fixed_dictionaries(
    {"email": st.text(min_size=1, max_size=3)},
    optional=dict.fromkeys(("teams", "present", "load", "capacity", "absent_until", "substitute"), anything),
)


@settings(max_examples=300, deadline=None)
@given(
    st.fixed_dictionaries(
        {"case": st.fixed_dictionaries({"team": anything})},
        optional={"agents": st.lists(agents | anything, max_size=4), "now": anything, "former_assignee": anything},
    )
)
def test_whatever_it_is_given_it_answers_or_says_what_is_unclear(document: dict[str, Any]) -> None:
    with suppress(Unclear):
        answer = explaining.explain(document)
        assert json.loads(json.dumps(answer)) == answer
