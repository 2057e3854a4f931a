"""What customers do besides writing: react, edit, take back, tap, change number; and staff on the phone."""

from recado.twins.whatsapp import Customer, Twin
from tests.twins.whatsapp.hearing import Ear, Send, sent_id


def test_reactions_edits_and_revokes(twin: Twin, dmitri: Customer, ear: Ear) -> None:
    first = dmitri.writes("Hola")
    dmitri.reacts(first, "👍")
    dmitri.reacts(first, None)
    dmitri.edits(first, "Buenos días")
    dmitri.revokes(first)
    dmitri.polls()
    assert twin.settles()
    assert [message["type"] for message in ear.messages] == [
        "text",
        "reaction",
        "reaction",
        "edit",
        "revoke",
        "unsupported",
    ]
    assert ear.messages[1]["reaction"] == {"message_id": first, "emoji": "👍"}
    assert ear.messages[2]["reaction"] == {"message_id": first}
    body = {"type": "text", "text": {"body": "Buenos días"}}
    assert ear.messages[3]["edit"] == {"original_message_id": first, "message": body}
    assert ear.messages[4]["revoke"] == {"original_message_id": first}
    assert ear.messages[5]["errors"][0]["code"] == 131051


def test_a_customer_quotes_and_taps(twin: Twin, dmitri: Customer, ear: Ear, send: Send) -> None:
    dmitri.writes("Hola")
    question = sent_id(send("¿Lunes o martes?"))
    dmitri.replies(question, "Martes")
    dmitri.taps("tue", "Martes")
    dmitri.taps("yes", "Sí", template=question)
    assert twin.settles()
    quoted, tapped, pressed = ear.messages[1:]
    assert quoted["context"] == {"from": "56900000001", "id": question}
    assert tapped["interactive"]["button_reply"] == {"id": "tue", "title": "Martes"}
    assert (pressed["button"], pressed["context"]["id"]) == ({"payload": "yes", "text": "Sí"}, question)


def test_a_new_number_changes_the_user_id(twin: Twin, dmitri: Customer, ear: Ear) -> None:
    before = dmitri.seen["bsuid"]
    dmitri.changes_number("+56900000048")
    dmitri.writes("Soy Dmitri, con otro número")
    assert twin.settles()
    system, text = ear.messages
    assert (system["from"], system["system"]["wa_id"]) == ("56900000047", "56900000048")
    assert "contacts" not in ear.values[0]
    change = next(value["user_id_update"][0]["user_id"] for value in ear.values if "user_id_update" in value)
    assert change == {"previous": before, "current": dmitri.seen["bsuid"]}
    assert (text["from"], text["from_user_id"]) == ("56900000048", change["current"])


def test_staff_on_the_phone_is_told_as_an_echo(twin: Twin, dmitri: Customer, ear: Ear) -> None:
    """WA19: coexistence."""
    identifier = dmitri.hears_from_phone("Le llamo enseguida")
    assert twin.settles()
    echo = ear.values[0]["message_echoes"][0]
    assert (echo["id"], echo["from"], echo["to"]) == (identifier, "56900000001", "56900000047")
    assert echo["text"] == {"body": "Le llamo enseguida"}


def test_any_other_webhook_can_be_told(twin: Twin, ear: Ear) -> None:
    """WA9: also what nobody knows yet."""
    twin.tells("account_update", {"event": "ACCOUNT_RESTRICTION"})
    twin.tells("moon_phase", {"phase": "full"})
    assert twin.settles()
    assert ear.values == [{"event": "ACCOUNT_RESTRICTION"}, {"phase": "full"}]
