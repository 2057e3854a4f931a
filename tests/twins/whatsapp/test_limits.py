"""The provider's limits: throughput, the pace of a pair, payment, blocks, fates; and what breaks on the way."""

import httpx
import pytest

from recado.twins.whatsapp import Customer, Twin, running
from tests.twins.whatsapp.hearing import Desk, Ear, Send, caller, code_of, sent_id


def test_forty_five_messages_are_lent_and_paid_back(twin: Twin, dmitri: Customer, send: Send) -> None:
    dmitri.writes("Hola")
    assert [send().status_code for _ in range(46)] == [200] * 45 + [429]
    assert code_of(send()) == 131056
    twin.passes(seconds=200)
    assert code_of(send()) == 131056
    twin.passes(seconds=71)
    assert send().status_code == 200


def test_a_number_sends_so_many_a_second() -> None:
    with running(kind=True, throughput=3, windows=False) as twin, caller(twin) as client:
        bodies = [
            {"messaging_product": "whatsapp", "to": f"+5690000010{last}", "text": {"body": "Hola"}} for last in range(5)
        ]
        path = f"/{twin.setup.phone_number_id}/messages"
        assert [client.post(path, json=body).status_code for body in bodies] == [200, 200, 200, 429, 429]


def test_who_is_not_on_whatsapp_fails_later(twin: Twin, dmitri: Customer, ear: Ear, send: Send) -> None:
    """WA7: the failure comes as a status, with code and words."""
    dmitri.writes("Hola")
    dmitri.becomes(fate={"code": 131026})
    identifier = sent_id(send())
    assert twin.settles()
    assert ear.words(identifier) == ["failed"]
    assert ear.statuses[0]["errors"][0]["code"] == 131026
    assert dmitri.inbox == []


def test_a_fate_may_also_meet_the_answer(dmitri: Customer, send: Send) -> None:
    dmitri.becomes(fate={"code": 131049, "later": False})
    assert code_of(send()) == 131049


def test_without_payment_free_messages_end(twin: Twin, dmitri: Customer, ear: Ear, send: Send) -> None:
    dmitri.writes("Hola")
    twin.number_is(free_left=1)
    first, second = sent_id(send()), sent_id(send())
    assert twin.settles()
    assert (ear.words(first), ear.words(second)) == (["sent", "delivered", "read"], ["failed"])
    assert [e["code"] for status in ear.statuses for e in status.get("errors", [])] == [131042]


def test_a_blocked_user_is_neither_heard_nor_written_to(
    twin: Twin, dmitri: Customer, ear: Ear, desk: Desk, send: Send
) -> None:
    path = f"/{twin.setup.phone_number_id}/block_users"
    body = {"messaging_product": "whatsapp", "block_users": [{"user": "+56900000047"}]}
    assert desk("POST", path, json=body).json()["block_users"]["failed_users"][0]["input"] == "+56900000047"
    dmitri.writes("Hola")
    assert desk("POST", path, json=body).json()["block_users"]["added_users"][0]["wa_id"] == "56900000047"
    dmitri.writes("¿Me oyen?")
    assert code_of(send()) == 130403
    assert [user["wa_id"] for user in desk("GET", path).json()["data"]] == ["56900000047"]
    desk("DELETE", path, json=body)
    assert desk("GET", path).json()["data"] == []
    dmitri.writes("¿Y ahora?")
    assert twin.settles()
    assert [message["text"]["body"] for message in ear.messages] == ["Hola", "¿Y ahora?"]


@pytest.mark.parametrize(
    ("upset", "status", "code", "arrives"),
    [
        ("throughput", 429, 130429, 0),
        ("pair", 429, 131056, 0),
        ("broken_before", 500, 131000, 0),
        ("broken_after", 503, 131016, 1),
    ],
)
def test_an_upset_that_answers(
    twin: Twin, dmitri: Customer, send: Send, upset: str, status: int, code: int, arrives: int
) -> None:
    dmitri.writes("Hola")
    twin.upsets(upset)
    answer = send()
    assert (answer.status_code, code_of(answer), len(dmitri.inbox)) == (status, code, arrives)
    assert send().status_code == 200


def test_an_outage_answers_no_json(twin: Twin, dmitri: Customer, send: Send) -> None:
    twin.upsets("unavailable")
    answer = send()
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (503, "text/html")


def test_a_message_may_be_taken_although_nobody_answers(twin: Twin, dmitri: Customer, ear: Ear, send: Send) -> None:
    """No blind resend: only the status with our own word tells what became of it."""
    dmitri.writes("Hola")
    twin.upsets("hung_up")
    with pytest.raises(httpx.RemoteProtocolError):
        send(biz_opaque_callback_data="desk:7")
    assert twin.settles()
    assert [m.callback_data for m in dmitri.inbox] == ["desk:7"]
    assert ear.statuses[0]["biz_opaque_callback_data"] == "desk:7"


def test_statuses_may_come_before_the_answer(twin: Twin, dmitri: Customer, ear: Ear, send: Send) -> None:
    """WA6: the receipt is told while the answer is still held back."""
    dmitri.writes("Hola")
    twin.upsets("late_answer")
    identifier = sent_id(send())
    assert "sent" in ear.words(identifier)
