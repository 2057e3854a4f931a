"""One sender's words travel in one lane, on every machine."""

import json

from recado.desk.channels import lanes


def body(**message: object) -> bytes:
    return json.dumps({"entry": [{"changes": [{"value": {"messages": [message]}}]}]}, separators=(",", ":")).encode()


def test_all_words_of_one_sender_share_a_lane() -> None:
    said = [body(**{"from": "5691", "id": str(place), "text": {"body": "Hola"}}) for place in range(50)]
    assert len({lanes.lane("lumen", one) for one in said}) == 1


def test_the_lane_is_the_same_on_every_machine() -> None:
    """crc32, never Python's salted hash."""
    assert lanes.lane("lumen", body(**{"from": "56911112222"})) == 14


def test_senders_spread_over_all_lanes() -> None:
    said = [body(**{"from": str(number)}) for number in range(500)]
    assert {lanes.lane("lumen", one) for one in said} == set(range(lanes.LANES))


def test_who_is_quoted_is_not_who_speaks() -> None:
    quoting = body(context={"from": "1065", "id": "wamid.1"}, **{"from": "5691"})
    assert lanes.first_sender(quoting) == b"5691"
    assert lanes.first_sender(quoting.replace(b'":', b'": ')) == b"5691"


def test_a_word_in_a_text_is_no_sender() -> None:
    assert lanes.first_sender(body(text={"body": '"from":"nobody"'}, **{"from": "5691"})) == b"5691"


def test_a_person_without_a_number_is_known_by_his_id_and_a_receipt_by_its_recipient() -> None:
    """WA12: a sender may have a BSUID only."""
    assert lanes.first_sender(body(from_user_id="CL.13491208655302741918")) == b"CL.13491208655302741918"
    assert lanes.first_sender(b'{"statuses":[{"id":"wamid.1","recipient_id":"5691"}]}') == b"5691"
    assert lanes.first_sender(b'{"statuses":[{"id":"wamid.1","recipient_user_id":"CL.1"}]}') == b"CL.1"


def test_a_body_that_nobody_can_read_has_a_lane_too() -> None:
    assert {lanes.lane("lumen", one) for one in (b"", b"\x00", b"{")} == {lanes.lane("lumen", b"")}
