"""What the twin tells a desk: signed, escaped, insistent, and by default out of order."""

import json
from collections import Counter

from recado.twins.whatsapp import Customer, Twin, running
from tests.twins.whatsapp.hearing import Desk, Ear, Send, caller, sent_id


def test_bodies_are_signed_over_escaped_bytes(twin: Twin, dmitri: Customer, ear: Ear) -> None:
    dmitri.writes("¿Señal / ñandú?")
    assert twin.settles()
    body = ear.heard[0][0]
    assert b"\\u00bfSe\\u00f1al \\/ \\u00f1and\\u00fa?" in body
    assert ear.believes(twin.setup.app_secret)
    assert not ear.believes("another secret")


def test_a_message_stands_in_the_documented_envelope(twin: Twin, dmitri: Customer, ear: Ear) -> None:
    identifier = dmitri.writes("Hola")
    assert twin.settles()
    body = json.loads(ear.heard[0][0])
    assert (body["object"], body["entry"][0]["id"]) == ("whatsapp_business_account", twin.setup.business_account_id)
    value = body["entry"][0]["changes"][0]["value"]
    assert value["metadata"] == {"display_phone_number": "56900000001", "phone_number_id": twin.setup.phone_number_id}
    bsuid = dmitri.seen["bsuid"]
    assert value["contacts"] == [{"user_id": bsuid, "profile": {"name": "Dmitri Peña"}, "wa_id": "56900000047"}]
    message = value["messages"][0]
    assert int(message.pop("timestamp")) > 0
    assert message == {
        "from": "56900000047",
        "from_user_id": bsuid,
        "id": identifier,
        "type": "text",
        "text": {"body": "Hola"},
    }


def test_what_is_not_answered_is_told_again(twin: Twin, dmitri: Customer, ear: Ear) -> None:
    ear.answers = [500, 404, 302]
    identifier = dmitri.writes("Hola")
    assert twin.settles()
    assert [message["id"] for message in ear.messages] == [identifier] * 4
    assert [told["answers"] for told in twin.deliveries] == [[500, 404, 302, 200]]


def test_nobody_listens_for_seven_days(ear: Ear) -> None:
    with running(callback="http://127.0.0.1:9/", kind=True, minute=0.00001) as twin:
        twin.customer("+56900000047").writes("Hola")
        assert twin.settles(20)
        told = twin.deliveries[0]
        assert (told["state"], set(told["answers"]), len(told["answers"]) > 30) == ("dropped", {0}, True)


def test_the_handshake_proves_a_callback(twin: Twin, desk: Desk, ear: Ear) -> None:
    assert twin.calls_back(ear.url, verify_token="our-word")
    assert not twin.calls_back(ear.url, verify_token="another word")
    path = f"/{twin.setup.business_account_id}/subscribed_apps"
    body = {"override_callback_uri": ear.url, "verify_token": "another word"}
    assert desk("POST", path, json=body).status_code == 400
    assert desk("POST", path, json={**body, "verify_token": "our-word"}).json() == {"success": True}
    assert desk("GET", path).json()["data"][0]["override_callback_uri"] == ear.url


def test_an_account_that_is_not_subscribed_is_silent(twin: Twin, dmitri: Customer, desk: Desk, ear: Ear) -> None:
    path = f"/{twin.setup.business_account_id}/subscribed_apps"
    desk("DELETE", path)
    dmitri.writes("¿Hay alguien?")
    desk("POST", path)
    dmitri.writes("Hola")
    assert twin.settles()
    assert [message["text"]["body"] for message in ear.messages] == ["Hola"]


def test_an_unkind_twin_doubles_delays_and_bundles_but_loses_nothing(ear: Ear) -> None:
    """WA1, WA4, WA11: the same dice for the same seed."""
    with running(callback=ear.url, pace=0.05, seed=7) as twin:
        dmitri = twin.customer("+56900000047")
        written = [dmitri.writes(f"{n}") for n in range(120)]
        assert twin.settles(20)
    told = Counter(message["id"] for message in ear.messages)
    assert set(told) == set(written)
    assert max(told.values()) == 2
    order = [message["id"] for message in ear.messages]
    assert order != sorted(order, key=written.index)
    assert any(len(value["messages"]) > 1 for value in ear.values)
    assert ear.believes(twin.setup.app_secret)


def test_sent_may_be_told_after_read(ear: Ear) -> None:
    """WA5: an unkind twin holds `sent` back now and then."""
    with running(callback=ear.url, pace=0.02, seed=3, pairs=False, throughput=10_000) as twin, caller(twin) as client:
        twin.customer("+56900000047").writes("Hola")
        body = {"messaging_product": "whatsapp", "to": "+56900000047", "text": {"body": "Sí"}}
        path = f"/{twin.setup.phone_number_id}/messages"
        twin.upsets("none", times=40)
        answers = [client.post(path, json=body) for _ in range(40)]
        assert twin.settles(20)
        assert any(ear.words(sent_id(answer))[-1] == "sent" for answer in answers)


def test_an_answer_by_media_link_fails_when_the_link_does(twin: Twin, dmitri: Customer, ear: Ear, send: Send) -> None:
    dmitri.writes("¿Tienen el catálogo?")
    identifier = sent_id(send(type="document", document={"link": ear.url + "?hub.challenge=x"}))
    assert twin.settles()
    assert ear.words(identifier) == ["failed"]
    assert [error["code"] for status in ear.statuses for error in status["errors"]] == [131053]
