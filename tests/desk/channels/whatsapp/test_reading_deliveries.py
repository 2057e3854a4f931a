"""Is everything in a delivery told, and told once?"""

import json

import pytest

from recado.desk.channels.port import (
    AccountNotice,
    Handle,
    Message,
    Receipt,
    TemplateNotice,
    Unknown,
    Unreadable,
)
from tests.desk.channels.whatsapp.bodies import (
    DMITRI,
    NUMBER_ID,
    VALERIA,
    VALERIAS_ID,
    bare,
    change,
    delivery,
    message,
    only,
    posted,
    status,
    told,
)


def test_wa11_several_entries_changes_messages_and_statuses_are_all_told_in_order() -> None:
    one = json.loads(delivery(change(messages=[message(id="a"), message(id="b")], statuses=[status(id="c")])))
    two = json.loads(delivery(change(statuses=[status(id="d")]), change(messages=[message(id="e")])))
    one["entry"] += two["entry"]
    facts = told(json.dumps(one).encode())
    assert [fact.id for fact in facts if isinstance(fact, Message | Receipt)] == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("shape", ["list", "object", "entry", "change", "flat"])
def test_the_outer_form_does_not_matter(shape: str) -> None:
    """As Meta posts it, as test tools do, and flat as 360dialog's older numbers."""
    whole = json.loads(posted(message()))
    entry = whole["entry"][0]
    forms = {
        "list": whole,
        "object": whole | {"entry": entry | {"changes": entry["changes"][0]}},
        "entry": entry,
        "change": entry["changes"][0],
        "flat": entry["changes"][0]["value"],
    }
    fact = only(json.dumps(forms[shape]).encode())
    assert (fact.id, fact.to, fact.sender.name) == ("wamid.IN1", NUMBER_ID, "Dmitri")


def test_keys_of_tomorrow_disturb_nobody() -> None:
    body = posted(message(mood="good", context={"id": "w", "stars": 5}), weather={"sun": True})
    assert only(body).text == "Hola, se rompió mi lámpara"


def test_wa9_a_field_of_tomorrow_is_kept_whole() -> None:
    tomorrow = change("holograms", holograms=[{"depth": 3}])
    assert only(delivery(tomorrow)) == Unknown(
        raw=tomorrow, to=NUMBER_ID, at=only(delivery(tomorrow)).at, why="holograms"
    )
    assert isinstance(only(b"{}"), Unknown)
    assert [type(fact) for fact in told(delivery("nonsense", None, 7, {"field": "messages"}))] == [Unknown] * 4


@pytest.mark.parametrize("body", [b"", b"nope", b"[]", b"7", b'"x"', b"null", b"\xff\xfe", b'{"a":', b"[" * 100_000])
def test_what_is_no_json_object_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        told(body)


def test_a_receipt_tells_what_became_of_our_message() -> None:
    pricing = {"pricing_model": "PMP", "type": "regular", "category": "service"}
    fact = only(delivery(change(statuses=[status("read", pricing=pricing, biz_opaque_callback_data="desk:9")])))
    assert (fact.id, fact.status, fact.recipient, fact.category, fact.ours) == (
        "wamid.OUT1",
        "read",
        Handle(phone=DMITRI),
        "service",
        "desk:9",
    )
    older = status("sent", conversation={"id": "x", "origin": {"type": "referral_conversion"}})
    assert only(delivery(change(statuses=[older]))).category == "referral_conversion"


def test_wa7_a_failure_keeps_code_title_and_details() -> None:
    fault = {"code": 131047, "title": "Re-engagement message", "message": "m", "error_data": {"details": "24 hours"}}
    fact = only(delivery(change(statuses=[status("failed", errors=[fault])])))
    assert fact.errors == [{"code": 131047, "title": "Re-engagement message", "details": "24 hours"}]


def test_a_receipt_of_a_group_names_the_group_and_the_member() -> None:
    member = {"recipient_participant_id": VALERIA, "recipient_participant_user_id": VALERIAS_ID}
    fact = only(delivery(change(statuses=[status("read", recipient_id="G1", recipient_type="group", **member)])))
    assert (fact.group, fact.recipient) == ("G1", Handle(phone=VALERIA, stable=VALERIAS_ID))


def test_wa19_what_bruno_typed_on_the_phone_is_an_echo_with_its_quote() -> None:
    echo = message(**{"from": "56223456789", "to": DMITRI, "context": {"id": "wamid.IN1"}}, id="wamid.E1")
    fact = only(delivery(change("smb_message_echoes", message_echoes=[echo])))
    assert (fact.echo, fact.recipient, fact.reply_to) == (True, Handle(phone=DMITRI), "wamid.IN1")
    gone = message("revoke", revoke={"original_message_id": "wamid.E1"}, to=DMITRI)
    assert only(delivery(change("smb_message_echoes", message_echoes=[gone]))).echo


def test_a_history_tells_both_sides_and_that_it_is_old() -> None:
    ours = message(id="h1", **{"from": "56223456789"}, history_context={"status": "READ"})
    thread = {"id": DMITRI, "messages": [ours, message(id="h2")]}
    chunk = {"metadata": {"phase": 0, "chunk_order": 1, "progress": 55}, "threads": [thread]}
    first, second = told(delivery(change("history", history=[chunk])))
    assert (first.echo, first.recipient, first.more) == (True, Handle(phone=DMITRI), {"history": True, "state": "READ"})
    assert (second.echo, second.sender.phone, second.more["history"]) == (False, DMITRI, True)


def test_a_history_may_be_refused_or_empty() -> None:
    refused = {"errors": [{"code": 2593109, "title": "History sync is turned off"}]}
    empty = {"metadata": {"phase": 2, "progress": 100}, "threads": []}
    facts = told(delivery(change("history", history=[refused, empty])))
    assert [fact.what for fact in facts if isinstance(fact, AccountNotice)] == ["error", "history"]


def test_the_four_notices_of_a_template() -> None:
    which = {"message_template_name": "aviso", "message_template_language": "es", "message_template_id": 5}
    facts = told(
        delivery(
            bare("message_template_status_update", event="REJECTED", reason="INVALID_FORMAT", **which),
            bare("message_template_status_update", event="approved", reason="NONE", **which),
            bare("template_category_update", previous_category="UTILITY", new_category="MARKETING", **which),
            bare("message_template_quality_update", new_quality_score="RED", **which),
            bare("message_template_components_update", message_template_element="Hola {{1}}", **which),
        )
    )
    notices = [fact for fact in facts if isinstance(fact, TemplateNotice)]
    assert {(fact.name, fact.language) for fact in notices} == {("aviso", "es")}
    assert [(fact.state, fact.reason, fact.category) for fact in notices] == [
        ("REJECTED", "INVALID_FORMAT", None),
        ("APPROVED", None, None),
        (None, None, "MARKETING"),
        (None, None, None),
        (None, None, None),
    ]
    assert notices[3].more["quality"] == "RED"
    assert notices[4].more["message_template_element"] == "Hola {{1}}"


def test_the_notices_of_an_account() -> None:
    facts = told(
        delivery(
            bare("account_update", event="ACCOUNT_RESTRICTION", restriction_info=[{"restriction_type": "X"}]),
            bare("account_alerts", alert_type="INCREASED_CAPABILITIES_ELIGIBILITY_FAILED"),
            bare("account_review_update", decision="APPROVED"),
            bare("phone_number_quality_update", event="FLAGGED", current_limit="TIER_1K"),
            bare("phone_number_name_update", decision="APPROVED", requested_verified_name="Lumen"),
            bare("security", event="PIN_CHANGED"),
            change("group_lifecycle_update", groups=[{"group_id": "G1", "type": "group_create"}]),
        )
    )
    assert [fact.what for fact in facts if isinstance(fact, AccountNotice)] == [
        "account_restriction",
        "account_alert",
        "account_review",
        "number_quality",
        "number_name",
        "security",
        "group_create",
    ]
