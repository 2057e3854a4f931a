"""Who wrote, and what happened to a person?"""

import pytest

from recado.desk.channels.port import AccountNotice, Handle, Message
from tests.desk.channels.whatsapp.bodies import (
    DMITRI,
    NOON,
    VALERIA,
    VALERIAS_ID,
    bare,
    change,
    contact,
    delivery,
    message,
    only,
    posted,
    told,
)


def test_wa12_valeria_writes_without_a_phone_number() -> None:
    profile = {"name": "Valeria", "username": "valeria.k"}
    fact = only(
        posted(
            message(**{"from": None, "from_user_id": VALERIAS_ID}),
            contacts=[{"profile": profile, "user_id": VALERIAS_ID}],
        )
    )
    assert fact.sender == Handle(phone=None, stable=VALERIAS_ID, name="Valeria", username="valeria.k")


@pytest.mark.parametrize("parts", [{"from": VALERIAS_ID}, {"from": None}])
def test_wa12_her_id_is_found_wherever_it_stands(parts: dict[str, str | None]) -> None:
    known = [contact(None, "Valeria", user_id=VALERIAS_ID)]
    assert only(posted(message(**parts), contacts=known)).sender == Handle(stable=VALERIAS_ID, name="Valeria")


def test_wa12_a_later_phone_number_stands_beside_the_id() -> None:
    known = [contact(VALERIA, "Valeria", user_id=VALERIAS_ID)]
    assert only(posted(message(**{"from": VALERIA}), contacts=known)).sender == Handle(VALERIA, VALERIAS_ID, "Valeria")


def test_each_message_gets_the_name_of_its_own_sender() -> None:
    both = [contact(VALERIA, "Valeria"), contact(DMITRI, "Dmitri")]
    facts = told(posted(message(), message(**{"from": VALERIA}), message(**{"from": "5690000"}), contacts=both))
    assert [fact.sender.name for fact in facts if isinstance(fact, Message)] == ["Dmitri", "Valeria", None]


def test_wa13_a_contact_without_the_ninth_digit_is_the_one_who_wrote() -> None:
    fact = only(posted(message(**{"from": "5541988887777"}), contacts=[contact("554188887777", "Bia")]))
    assert fact.sender == Handle(phone="5541988887777", name="Bia")


def test_a_system_message_tells_a_new_number() -> None:
    system = {"type": "user_changed_number", "body": "Dmitri changed his number", "wa_id": "56990000001"}
    fact = only(posted(message("system", system=system), contacts=None))
    assert (fact.what, fact.person, fact.became) == (
        "number_changed",
        Handle(phone=DMITRI),
        Handle(phone="56990000001"),
    )
    assert fact.more == {"text": "Dmitri changed his number"}


def test_a_system_message_tells_a_new_id() -> None:
    system = {"type": "user_changed_user_id", "user_id": "ES.9", "previous_user_id": VALERIAS_ID}
    fact = only(posted(message("system", system=system, **{"from": None}), contacts=None))
    assert (fact.what, fact.person, fact.became) == ("id_changed", Handle(stable=VALERIAS_ID), Handle(stable="ES.9"))


def test_a_system_message_tells_new_keys() -> None:
    identity = {"acknowledged": False, "created_timestamp": NOON, "hash": "h"}
    fact = only(posted(message("system", system={"type": "customer_identity_changed"}, identity=identity)))
    assert (fact.what, fact.person.phone, fact.more["hash"]) == ("identity_changed", DMITRI, "h")


def test_any_other_system_message_is_shown() -> None:
    fact = only(posted(message("system", system={"type": "new_kind", "body": "Something changed"})))
    assert (fact.type, fact.text) == ("system", "Something changed")


@pytest.mark.parametrize("listed", [True, False])
def test_an_id_update_merges_two_identities(listed: bool) -> None:
    ids = {"user_id": {"previous": VALERIAS_ID, "current": "ES.9"}, "parent_user_id": {"previous": "A", "current": "B"}}
    body = change("user_id_update", user_id_update=[ids]) if listed else bare("user_id_update", **ids)
    fact = only(delivery(body))
    assert (fact.what, fact.person, fact.became) == ("id_changed", Handle(stable=VALERIAS_ID), Handle(stable="ES.9"))
    assert fact.more == {"parent_user_id": {"previous": "A", "current": "B"}}


def test_a_wish_about_marketing_is_a_preference() -> None:
    wish = {"wa_id": DMITRI, "category": "marketing_messages", "value": "stop", "detail": "no", "timestamp": int(NOON)}
    fact = only(delivery(change("user_preferences", contacts=[contact()], user_preferences=[wish])))
    assert (fact.what, fact.person, fact.more["value"]) == ("preference", Handle(DMITRI, name="Dmitri"), "stop")


def test_a_click_a_call_and_a_saved_contact() -> None:
    click = {"action_type": "marketing_messages_link_click", "wa_id": DMITRI, "timestamp": NOON}
    call = {"id": "wacid.1", "from": DMITRI, "to": "1", "event": "connect", "timestamp": NOON}
    saved = {"type": "contact", "action": "add", "contact": {"full_name": "Dmitri", "phone_number": DMITRI}}
    facts = told(
        delivery(
            change(user_actions=[click]),
            change("calls", calls=[call]),
            change("calls", statuses=[{"id": "wacid.1", "type": "call", "status": "RINGING", "recipient_id": DMITRI}]),
            change("smb_app_state_sync", state_sync=[saved, saved | {"action": "remove"}]),
        )
    )
    assert [fact.what for fact in facts if isinstance(fact, AccountNotice)] == [
        "marketing_messages_link_click",
        "call",
        "call",
        "contact_saved",
        "contact_removed",
    ]
    assert {fact.person.phone for fact in facts if isinstance(fact, AccountNotice) and fact.person} == {DMITRI}
