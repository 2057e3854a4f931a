"""Does any delivery whatever break the reader, or lose a message?"""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.desk.channels import explaining
from recado.desk.channels.port import Unreadable
from recado.desk.channels.whatsapp import reading
from tests.desk.channels.whatsapp.bodies import change, delivery, message, only, posted, status

TYPES = [
    "text",
    "image",
    "audio",
    "document",
    "contacts",
    "button",
    "interactive",
    "reaction",
    "order",
    "system",
    "unsupported",
]
KEYS = [
    *TYPES,
    "edit",
    "revoke",
    "from",
    "from_user_id",
    "id",
    "timestamp",
    "type",
    "context",
    "referral",
    "errors",
    "group_id",
    "body",
]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(KEYS)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), parts),
    max_leaves=12,
)
MESSAGES = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8)
PARTS = ["messages", "statuses", "contacts", "errors", "message_echoes", "history", "state_sync", "calls", "metadata"]
CHANGES = st.fixed_dictionaries(
    {"field": SCALARS | st.sampled_from(["messages", "history", "account_update", "template_category_update"])},
    optional={"value": VALUES | st.dictionaries(st.sampled_from(PARTS), st.lists(MESSAGES, max_size=3) | VALUES)},
)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_called_unreadable(body: bytes) -> None:
    try:
        facts = reading.read(body)
    except Unreadable:
        return
    assert isinstance(facts, list)


@given(VALUES)
def test_any_json_is_read_or_called_unreadable(value: Any) -> None:
    if isinstance(value, dict):
        explaining.explain(reading.read(json.dumps(value).encode()))
        return
    with pytest.raises(Unreadable):
        reading.read(json.dumps(value).encode())


@given(st.lists(CHANGES, min_size=1, max_size=3))
def test_any_change_is_told_and_the_answer_is_plain_json(changes: list[Any]) -> None:
    facts = explaining.explain(reading.read(delivery(*changes)))["facts"]
    assert len(facts) >= len(changes)
    json.dumps(facts, allow_nan=False).encode()


@given(st.lists(MESSAGES, max_size=4))
def test_wa9_one_fact_for_each_message_whatever_it_holds(messages: list[Any]) -> None:
    facts = reading.read(posted(message(id="first"), *messages, message(id="last")))
    assert len(facts) == len(messages) + 2
    assert (getattr(facts[0], "id", None), getattr(facts[-1], "id", None)) == ("first", "last")


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "\udfff", "\x00"])
def test_nul_and_lone_surrogates_do_not_reach_the_desk(text: str) -> None:
    fact = only(posted(message(text={"body": text}), contacts=None))
    assert "\x00" not in fact.text
    fact.text.encode()


def test_an_emoji_stays_what_it_is() -> None:
    assert only(posted(message(text={"body": "💡 лампа"}))).text == "💡 лампа"


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 5000, "NaN", "Infinity"])
def test_huge_numbers_are_kept_as_text(number: str) -> None:
    body = posted(message("location", location={"latitude": "HERE", "longitude": 1}))
    fact = only(body.replace(b'"HERE"', number.encode()))
    assert fact.location == {"latitude": number, "longitude": 1}


@pytest.mark.parametrize("depth", [100, 2000])
def test_a_deep_nest_costs_only_its_own_depth(depth: int) -> None:
    body = posted(message(id="good"), message("hologram", id="deep", hologram="HERE"))
    body = body.replace(b'"HERE"', b'{"a":[' * depth + b"1" + b"]}" * depth)
    assert [getattr(fact, "id", None) for fact in reading.read(body)] == ["good", "deep"]
    json.dumps(explaining.explain(reading.read(body)))


def test_a_thousand_updates_in_one_post() -> None:
    messages = [message(id=f"m{index}") for index in range(500)]
    statuses = [status(id=f"s{index}") for index in range(500)]
    assert len(reading.read(delivery(change(messages=messages, statuses=statuses)))) == 1000
