"""Are the flat facts of a delivery those of the contract?"""

from recado.desk.channels import explaining
from recado.desk.channels.port import Json
from recado.desk.channels.whatsapp import reading
from tests.desk.channels.whatsapp.bodies import (
    DMITRI,
    NOON,
    NUMBER_ID,
    VALERIAS_ID,
    bare,
    change,
    contact,
    delivery,
    message,
    posted,
    status,
)

WHO = {"wa_id": DMITRI, "bsuid": None, "phone": f"+{DMITRI}", "name": "Dmitri", "username": None}
WHEN = {"at": "2026-02-25T12:00:00Z", "to": NUMBER_ID}


def one(body: bytes) -> Json:
    (fact,) = explaining.explain(reading.read(body))["facts"]
    return dict(fact)


def test_a_message_is_flat_and_names_every_part() -> None:
    assert one(posted(message(referral={"source_type": "ad", "source_id": "AD1"}))) == {
        "fact": "message",
        "id": "wamid.IN1",
        **WHEN,
        "from": WHO,
        "type": "text",
        "text": "Hola, se rompió mi lámpara",
        "media": None,
        "location": None,
        "contacts": None,
        "reply_to": None,
        "button": None,
        "group": None,
        "forwarded": False,
        "referral": {"source_type": "ad", "source_id": "AD1"},
        "ad": "AD1",
        "errors": [],
        "echo": False,
        "recipient": None,
        "more": {},
    }


def test_a_type_of_tomorrow_is_called_as_the_provider_calls_it() -> None:
    assert one(posted(message("hologram")))["type"] == "hologram"


def test_a_status_tells_recipient_and_errors() -> None:
    fault = {"code": 131026, "title": "Message undeliverable"}
    fact = one(delivery(change(statuses=[status("failed", errors=[fault])])))
    assert fact == {
        "fact": "status",
        "id": "wamid.OUT1",
        **WHEN,
        "status": "failed",
        "recipient": DMITRI,
        "bsuid": None,
        "group": None,
        "errors": [{"code": 131026, "title": "Message undeliverable", "details": None}],
        "category": None,
        "ours": None,
    }


def test_reaction_edit_and_revoke_name_their_target() -> None:
    new = {"original_message_id": "w", "message": {"type": "text", "text": {"body": "azul"}}}
    aimed = [
        one(posted(message("reaction", reaction={"message_id": "w"}))),
        one(posted(message("edit", edit=new))),
        one(posted(message("revoke", revoke={"original_message_id": "w"}))),
    ]
    assert [(fact["fact"], fact["target"], fact["from"]) for fact in aimed] == [
        ("reaction", "w", WHO),
        ("edit", "w", WHO),
        ("revoked", "w", WHO),
    ]
    assert (aimed[0]["emoji"], aimed[1]["text"]) == (None, "azul")


def test_notices_are_flat_too() -> None:
    template = bare("message_template_status_update", event="PAUSED", message_template_name="aviso")
    fact = one(delivery(template))
    assert (fact["fact"], fact["name"], fact["state"], fact["at"]) == ("template", "aviso", "PAUSED", WHEN["at"])
    moved = {"type": "user_changed_number", "wa_id": "5491123456789"}
    fact = one(posted(message("system", system=moved)))
    assert (fact["fact"], fact["what"], fact["from"]) == ("account", "number_changed", WHO)
    assert fact["became"]["phone"] == "+5491123456789"
    fact = one(delivery(bare("security", fact="message", what="x", event="PIN_CHANGED")))
    assert (fact["fact"], fact["what"], fact["event"]) == ("account", "security", "PIN_CHANGED")
    wish = {"user_id": VALERIAS_ID, "category": "marketing_messages", "value": "stop", "timestamp": NOON}
    fact = one(delivery(change("user_preferences", user_preferences=[wish])))
    assert (fact["what"], fact["from"]["bsuid"], fact["value"]) == ("preference", VALERIAS_ID, "stop")


def test_wa13_the_phone_is_the_one_form_of_the_person() -> None:
    fact = one(posted(message(**{"from": "554188887777"}), contacts=[contact("554188887777", "Bia")]))
    assert (fact["from"]["wa_id"], fact["from"]["phone"]) == ("554188887777", "+5541988887777")


def test_what_nobody_understands_is_given_back_whole() -> None:
    tomorrow = change("holograms", holograms=[1])
    fact = one(delivery(tomorrow))
    assert (fact["fact"], fact["raw"]) == ("unknown", tomorrow)
