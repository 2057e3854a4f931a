"""What does the provider have for us, and is the number alive?"""

from typing import Any

import pytest

from recado.desk.channels.port import Account, Probe, ProviderTemplate, Refused
from recado.desk.channels.whatsapp import probing, templating
from tests.desk.channels.whatsapp.standin import Graph


def row(name: str = "aviso", body: str = "Hola {{1}}, caso {{2}}. {{1}}", **more: Any) -> dict[str, Any]:
    components = [{"type": "BODY", "text": body}]
    return {
        "name": name,
        "language": "es",
        "status": "APPROVED",
        "category": "UTILITY",
        "components": components,
        **more,
    }


def listed(graph: Graph, account: Account, *rows: Any) -> list[ProviderTemplate]:
    graph.says((200, {"data": list(rows), "paging": {"cursors": {"after": "x"}}}))
    return templating.templates(account)


def test_a_template_tells_how_many_values_it_wants(graph: Graph, account: Account) -> None:
    (template,) = listed(graph, account, row())
    assert (template.placeholders, template.named, template.places) == (2, None, ("body", "body"))
    assert (template.state, template.category, template.body) == (
        "APPROVED",
        "UTILITY",
        "Hola {{1}}, caso {{2}}. {{1}}",
    )


def test_named_placeholders_keep_their_order(graph: Graph, account: Account) -> None:
    (template,) = listed(graph, account, row(body="{{caso}} de {{ cliente }}, {{caso}}", parameter_format="NAMED"))
    assert (template.placeholders, template.named) == (2, ("caso", "cliente"))


def test_values_of_header_and_link_count_too(graph: Graph, account: Account) -> None:
    link = {"type": "URL", "url": "https://x.example/{{1}}"}
    parts = [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": "{{2}} {{1}}"},
        {"type": "FOOTER", "text": "{{no}}"},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Sí"}, link]},
    ]
    (template,) = listed(graph, account, row(components=parts))
    assert (template.placeholders, template.places) == (4, ("header:image", "body", "body", "button:1"))


@pytest.mark.parametrize(
    "broken", [None, 7, {}, {"name": "x", "components": "none"}, row(components=[None, {"type": 7}])]
)
def test_a_broken_row_does_not_hide_the_others(graph: Graph, account: Account, broken: Any) -> None:
    assert listed(graph, account, broken, row())[-1].name == "aviso"


def test_all_pages_are_read_and_no_page_twice(graph: Graph, account: Account) -> None:
    more = {"cursors": {"after": "a1"}, "next": "https://graph.example/next"}
    graph.says((200, {"data": [row("one")], "paging": more}), (200, {"data": [row("two")], "paging": more}))
    assert [template.name for template in templating.templates(account)] == ["one", "two"]
    assert [asked.query.get("after") for asked in graph.asked] == [None, "a1"]
    assert {asked.path for asked in graph.asked} == {"/v25.0/800/message_templates"}


def test_a_refusal_is_not_an_empty_list(graph: Graph, account: Account) -> None:
    graph.fails(190, 401)
    with pytest.raises(Refused, match="190"):
        templating.templates(account)


def test_the_number_is_alive_and_says_how_well(graph: Graph, account: Account) -> None:
    number = {
        "display_phone_number": "+56 2 2345 6789",
        "verified_name": "Lumen Óptica",
        "quality_rating": "GREEN",
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
    }
    graph.says((200, number), (200, {"data": [{"whatsapp_business_api_data": {}}]}))
    assert probing.probe(account) == Probe(True, "+56 2 2345 6789 · Lumen Óptica", "", "GREEN", "TIER_2K")


def test_a_number_whose_app_is_not_subscribed_will_never_hear_anything(graph: Graph, account: Account) -> None:
    graph.says((200, {"display_phone_number": "+56"}), (200, {"data": []}))
    probe = probing.probe(account)
    assert (probe.ok, probe.advice) == (
        False,
        "Subscribe the app to the WhatsApp business account, then look again.",
    )


def test_a_blocked_number_says_why(graph: Graph, account: Account) -> None:
    errors = [{"error_code": 141006, "error_description": "A payment method is missing."}]
    health = {"can_send_message": "BLOCKED", "entities": [{"entity_type": "WABA", "errors": errors}]}
    graph.says((200, {"health_status": health}), (200, {"data": [{}]}))
    probe = probing.probe(account)
    assert (probe.ok, probe.said) == (False, "WhatsApp blocks this number. A payment method is missing.")


def test_trouble_is_an_answer_with_its_mend(graph: Graph, account: Account) -> None:
    graph.fails(190, 401)
    probe = probing.probe(account)
    assert not probe.ok
    assert probe.said.startswith("The access token of this number is missing or has expired.")
    assert probe.advice == "Enter a new access token on the channel's page."
