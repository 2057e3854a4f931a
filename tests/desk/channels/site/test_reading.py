"""What the door writes is read back, and whatever else lies there is a fact or a reason, never another exception."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from recado.desk.channels import lanes
from recado.desk.channels.port import AccountNotice, Handle, Media, Message, Receipt, Unknown, Unreadable
from recado.desk.channels.site import reading, writing

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
VALUES = some.recursive(
    some.none() | some.booleans() | some.floats() | some.integers() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=8,
)
KEYS = some.sampled_from(["from", "what", "id", "at", "text", "file", "email", "name", "ids", "state", "form", "was"])
KINDS = some.sampled_from(["message", "receipt", "known", "mail"])


def test_a_message_comes_back_as_it_was_said() -> None:
    file = {"sha256": "0" * 64, "name": "lamp.jpg", "mime": "image/jpeg"}
    body = writing.message("v1", AT, id_="client-01", text="Hola", file=file, language="es", email="V@lumen.example")
    [said] = reading.read(body)
    assert said == Message(
        id="v1:client-01", sender=Handle(stable="v1", email="v@lumen.example"), to=None, at=AT, type="image",
        text="Hola", media=Media(None, mime="image/jpeg", filename="lamp.jpg", kept="0" * 64), more={"language": "es"},
    )  # fmt: skip


def test_a_form_names_its_writer_by_mail_alone() -> None:
    form = {"name": "contact"}
    [said] = reading.read(writing.message("form:v@x.example", AT, id_="t", text="Hi", email="v@x.example", form=form))
    assert isinstance(said, Message)
    assert (said.sender, said.more) == (Handle(email="v@x.example"), {"form": form})


def test_receipts_a_log_in_and_an_offer() -> None:
    assert reading.read(writing.read("v1", AT, state="read", ids=["a", "b"])) == [
        Receipt("a", None, "read", AT, recipient=Handle(stable="v1")),
        Receipt("b", None, "read", AT, recipient=Handle(stable="v1")),
    ]
    [known] = reading.read(writing.known("k1", AT, was="v1", email="v@x.example", name="Valeria"))
    assert isinstance(known, AccountNotice)
    assert (known.what, known.person) == ("id_changed", Handle(stable="v1"))
    assert known.became == Handle(stable="k1", email="v@x.example", name="Valeria")
    [offered] = reading.read(writing.offered("v1", AT, email="v@x.example", agreed="I agree"))
    assert isinstance(offered, AccountNotice)
    assert offered.more == {"email": "v@x.example", "agreed": "I agree"}


def test_words_of_one_visitor_stay_in_one_lane() -> None:
    bodies = [writing.message("v1", AT, id_=f"client-{n}", text='"from":"v2"') for n in range(5)]
    bodies += [writing.read("v1", AT, state="read", ids=["a"]), writing.offered("v1", AT, email="a@b.cl", agreed="x")]
    assert {lanes.first_sender(body) for body in bodies} == {b"v1"}


@pytest.mark.parametrize("body", [b"", b"nonsense", b"[]", b"3", b"\xff", b"[" * 100_000])
def test_what_is_no_document_of_ours_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(Unreadable):
        reading.read(body)


def test_what_says_neither_who_nor_what_waits_for_a_person() -> None:
    assert [type(fact) for fact in reading.read(b'{"from":"v1","what":"dance"}')] == [Unknown]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(KINDS, some.dictionaries(KEYS, VALUES))
def test_any_document_is_facts(kind: str, told: dict[str, object]) -> None:
    for fact in reading.read(json.dumps({"from": "v1", **told, "what": kind}).encode()):
        assert isinstance(fact, Message | Receipt | AccountNotice | Unknown)
