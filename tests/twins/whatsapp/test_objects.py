"""Templates, numbers and what else can be looked at."""

import pytest

from recado.twins.whatsapp import Customer, Twin
from tests.twins.whatsapp.hearing import Desk, Send, code_of, sent_id


def template(name: str, language: str, /, *values: str, **named: str) -> dict[str, object]:
    """A template message as the desk sends it."""
    parameters = [{"type": "text", "text": value} for value in values]
    parameters += [{"type": "text", "parameter_name": key, "text": value} for key, value in named.items()]
    components = [{"type": "body", "parameters": parameters}] if parameters else []
    return {
        "type": "template",
        "template": {"name": name, "language": {"code": language}, "components": components},
    }


def test_a_template_passes_a_closed_window(twin: Twin, dmitri: Customer, send: Send) -> None:
    answer = send(**template("case_news", "es", "Dmitri", "#12"))
    assert answer.json()["messages"][0]["message_status"] == "accepted"
    assert [m.text for m in dmitri.inbox] == ["Hola Dmitri, hay novedades de su caso #12."]
    sent_id(send(**template("visit_soon", "es", name="Dmitri", day="lunes")))


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (template("case_news", "es", "Dmitri"), 132000),
        (template("case_news", "es_MX", "Dmitri", "#12"), 132001),
        (template("no_such", "es"), 132001),
        (template("old_greeting", "es"), 132015),
        (template("visit_soon", "es", "Dmitri", "lunes"), 132012),
        (template("case_news", "es", "Dmitri\nPeña", "#12"), 132018),
        (template("case_news", "es", "D" * 1024, "#12"), 132005),
    ],
)
def test_a_template_that_does_not_fit(send: Send, sent: dict[str, object], code: int) -> None:
    assert code_of(send(**sent)) == code


def test_who_stopped_marketing_gets_none(twin: Twin, dmitri: Customer, send: Send) -> None:
    dmitri.stops_marketing()
    send(**template("spring_frames", "es"))
    send(**template("case_news", "es", "Dmitri", "#12"))
    assert [m.content["name"] for m in dmitri.inbox] == ["case_news"]


def test_templates_come_in_pages(twin: Twin, desk: Desk) -> None:
    for n in range(5):
        twin.adds_template(f"extra_{n}", "es", "Hola {{1}}")
    path = f"/{twin.setup.business_account_id}/message_templates"
    first = desk("GET", path, params={"limit": 8}).json()
    second = desk("GET", first["paging"]["next"]).json()
    names = [known["name"] for known in first["data"] + second["data"]]
    assert (len(first["data"]), len(second["data"]), names[-1]) == (8, 3, "extra_4")
    assert "next" not in second["paging"]
    assert len(desk("GET", path, params={"name": "case_news"}).json()["data"]) == 3


def test_a_number_tells_how_it_is(twin: Twin, desk: Desk, send: Send) -> None:
    path = f"/{twin.setup.phone_number_id}"
    fields = "display_phone_number,quality_rating,whatsapp_business_manager_messaging_limit,health_status"
    seen = desk("GET", path, params={"fields": fields}).json()
    assert (seen["display_phone_number"], seen["quality_rating"]) == ("+56900000001", "GREEN")
    assert seen["whatsapp_business_manager_messaging_limit"] == "TIER_250"
    assert seen["health_status"]["can_send_message"] == "AVAILABLE"
    twin.number_is(quality="RED", can_send="BLOCKED")
    seen = desk("GET", path, params={"fields": fields}).json()
    assert (seen["quality_rating"], seen["health_status"]["can_send_message"]) == ("RED", "BLOCKED")
    assert code_of(send()) == 131031


def test_each_number_has_its_own_window(twin: Twin, dmitri: Customer, desk: Desk) -> None:
    """F1: several numbers of one app; the window belongs to number and person."""
    twin.adds_number("110000000000002", "+56900000002", name="Taller")
    dmitri.writes("Hola", to="110000000000002")
    body = {"messaging_product": "whatsapp", "to": "+56900000047", "text": {"body": "Hola"}}
    assert code_of(desk("POST", f"/{twin.setup.phone_number_id}/messages", json=body)) == 131047
    assert desk("POST", "/110000000000002/messages", json=body).status_code == 200
    numbers = desk("GET", f"/{twin.setup.business_account_id}/phone_numbers").json()["data"]
    assert [number["verified_name"] for number in numbers] == ["Lumen Óptica", "Taller"]
