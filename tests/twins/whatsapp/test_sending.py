"""What the twin takes from a desk, what it refuses, and what a customer sees."""

import time

import httpx
import pytest

from recado.twins.whatsapp import Customer, Twin
from tests.twins.whatsapp.hearing import Desk, Ear, Send, code_of, sent_id


def test_an_answer_climbs_from_sent_to_read(twin: Twin, dmitri: Customer, ear: Ear, send: Send) -> None:
    dmitri.writes("¿Llegó mi lámpara?")
    answer = send("Sí, llegó.", biz_opaque_callback_data="desk:1")
    assert answer.json()["contacts"] == [{"input": "+56900000047", "wa_id": "56900000047"}]
    assert twin.settles()
    assert ear.words(sent_id(answer)) == ["sent", "delivered", "read"]
    assert {status["biz_opaque_callback_data"] for status in ear.statuses} == {"desk:1"}
    assert [(m.text, m.statuses) for m in dmitri.inbox] == [("Sí, llegó.", ("sent", "delivered", "read"))]


def test_a_customer_who_does_not_look_reads_later(twin: Twin, dmitri: Customer, ear: Ear, send: Send) -> None:
    dmitri.becomes(reads=False)
    dmitri.writes("Hola")
    identifier = sent_id(send())
    assert twin.settles()
    assert ear.words(identifier) == ["sent", "delivered"]
    dmitri.reads()
    assert twin.settles()
    assert ear.words(identifier) == ["sent", "delivered", "read"]


def test_the_window_is_closed_for_strangers_and_after_a_day(twin: Twin, dmitri: Customer, send: Send) -> None:
    """F5, WA27: 131047 in the answer when the twin is kind."""
    assert code_of(send()) == 131047
    dmitri.writes("Hola")
    assert send().status_code == 200
    twin.passes(hours=23.9)
    assert send().status_code == 200
    twin.passes(hours=0.2)
    refused = send()
    assert (refused.status_code, code_of(refused)) == (400, 131047)


def test_a_message_thirty_hours_old_opens_no_window(twin: Twin, dmitri: Customer, send: Send) -> None:
    """WA25: the provider's time counts, not the arrival."""
    dmitri.writes("Escribí ayer", timestamp=str(int(time.time()) - 30 * 3600))
    assert code_of(send()) == 131047


def test_a_refusal_is_written_as_the_graph_api_writes_it(desk: Desk, send: Send) -> None:
    error = send("").json()["error"]
    assert set(error) == {"message", "type", "code", "error_data", "is_transient", "fbtrace_id"}
    assert (error["code"], error["type"], error["is_transient"]) == (131008, "OAuthException", False)
    assert error["error_data"]["details"] == "Parameter text['body'] is mandatory."


def test_tokens_and_ids_are_checked(twin: Twin, desk: Desk) -> None:
    stranger = httpx.post(f"{twin.base_url}/v25.0/{twin.setup.phone_number_id}/messages", json={}, trust_env=False)
    assert (stranger.status_code, code_of(stranger)) == (401, 190)
    unknown = desk("POST", "/999/messages", json={})
    assert (unknown.status_code, code_of(unknown), unknown.json()["error"]["error_subcode"]) == (400, 100, 33)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"type": "text", "text": {"body": "a" * 4097}}, 100),
        ({"type": "image", "image": {"id": "1"}}, 131009),
        ({"type": "image", "image": {"id": "1", "link": "http://example.com"}}, 100),
        ({"type": "audio", "audio": {"id": "1", "caption": "no"}}, 100),
        ({"type": "hologram"}, 100),
        ({"type": "reaction", "reaction": {"message_id": "wamid.x"}}, 131008),
        ({"type": "interactive", "interactive": {"type": "button", "body": {"text": "?"}, "action": {}}}, 131009),
        ({"messaging_product": "telegram"}, 100),
        ({"biz_opaque_callback_data": "a" * 513}, 100),
    ],
)
def test_what_is_not_well_formed_is_refused(dmitri: Customer, send: Send, more: dict[str, object], code: int) -> None:
    dmitri.writes("Hola")
    assert code_of(send(**more)) == code


def test_without_a_plus_our_own_country_code_is_dialled(twin: Twin, dmitri: Customer, send: Send) -> None:
    dmitri.writes("Hola")
    assert send(to="900000047").json()["contacts"][0]["wa_id"] == "56900000047"
    assert code_of(send(to="56900000047")) == 131047


def test_variants_of_a_phone_are_one_person(twin: Twin, send: Send) -> None:
    """WA13: the answer names the wa_id that wrote, whatever form was dialled."""
    twin.customer("+554188887777").writes("Oi")
    assert send(to="+5541988887777").json()["contacts"] == [{"input": "+5541988887777", "wa_id": "554188887777"}]


def test_a_person_without_a_phone_is_reached_by_user_id(twin: Twin, ear: Ear, send: Send) -> None:
    """WA12: no phone in message, answer or statuses; a user id in `to` is taken and lost."""
    valeria = twin.customer(bsuid="CL.9000000000000001", name="Valeria", username="valeria.r")
    valeria.writes("Hola")
    answer = send(to=None, recipient="CL.9000000000000001")
    assert answer.json()["contacts"] == [{"input": "CL.9000000000000001", "user_id": "CL.9000000000000001"}]
    assert send(to="CL.9000000000000001").status_code == 200
    assert twin.settles()
    assert [m.text for m in valeria.inbox] == ["Hola, soy Ada."]
    assert "from" not in ear.messages[0]
    assert {"recipient_id" in status for status in ear.statuses} == {False}


def test_answers_quotes_reactions_and_typing_are_seen(twin: Twin, dmitri: Customer, desk: Desk, send: Send) -> None:
    question = dmitri.writes("¿Abren hoy?")
    receipt = {"messaging_product": "whatsapp", "status": "read", "message_id": question}
    path = f"/{twin.setup.phone_number_id}/messages"
    assert desk("POST", path, json={**receipt, "typing_indicator": {"type": "text"}}).json() == {"success": True}
    assert (dmitri.seen["typing"], dmitri.seen["outbox"][0]["read"]) == (True, True)
    send("Hasta las 18.", context={"message_id": question})
    send(type="reaction", reaction={"message_id": question, "emoji": "👍"})
    assert [(m.type, m.reply_to) for m in dmitri.inbox] == [("text", question), ("reaction", None)]
    assert dmitri.seen["typing"] is False
