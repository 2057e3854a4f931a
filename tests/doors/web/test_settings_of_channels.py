"""Channels on the screen: connected by a form, really tested against the provider, paused, and nothing dropped."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from recado.desk.channels.models import Channel, Delivery
from recado.desk.conversations import pacing
from recado.desk.core.time import now
from recado.desk.journal.models import Entry
from recado.desk.staff.models import Role, Team
from recado.house import sorting
from recado.twins.whatsapp import Twin, running
from tests import makers
from tests.cast import Customer
from tests.doors.web.test_settings_pages import send, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin() -> Iterator[Twin]:
    with running() as twin:
        yield twin


@pytest.fixture
def head(client: Client, support: Team) -> Client:
    client.force_login(makers.agent("Hilda Mena", role=Role.HEAD, present=False))
    return client


def form(twin: Twin, **changed: str) -> str:
    setup = twin.setup
    said = {
        "name": "Support", "number": "%2B56900000001", "phone_number_id": setup.phone_number_id,
        "business_account_id": setup.business_account_id, "access_token": setup.token,
        "app_secret": setup.app_secret, "verify_token": "a word", "team": "support",
        "graph_url": f"{twin.base_url}/v25.0",
    } | changed  # fmt: skip
    return "&".join(f"{name}={value}" for name, value in said.items())


def test_a_number_is_connected_and_the_test_passes_and_fails_with_a_wrong_token(head: Client, twin: Twin) -> None:
    assert send(head, "POST", "/settings/channels", form(twin))[0] == 204
    channel = Channel.objects.get()
    assert [team.key for team in channel.teams.all()] == ["support"]
    shown = head.get("/settings/channels/support").content.decode()
    assert "/hooks/whatsapp/support" in shown
    assert twin.setup.token not in shown
    assert twin.setup.app_secret not in shown
    _, shown = send(head, "POST", "/settings/channels/support/test")
    assert re.findall(r'<li class="missing is-done">.*?<span>(.*?)</span>', shown)[1:] == ["Templates read: 6."]
    send(head, "PUT", "/settings/channels/support/secrets", "access_token=wrong&app_secret=")
    _, shown = send(head, "POST", "/settings/channels/support/test")
    assert "The access token of this number is missing or has expired." in shown
    assert "Enter a new access token on the channel&#x27;s page." in shown
    channel.refresh_from_db()
    assert channel.state == "failing"
    assert "wrong" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_what_is_wrong_is_said_at_every_field_at_once(head: Client) -> None:
    status, shown = send(head, "POST", "/settings/channels", "number=123&phone_number_id=x&graph_url=ftp:")
    wrong = ["access_token", "app_secret", "business_account_id", "graph_url", "name", "number", "phone_number_id"]
    assert (status, sorted(re.findall(r'id="(\w+)-error"', shown))) == (422, wrong)


def test_n1_name_and_teams_are_changed_and_taken_back(head: Client, ventas: Channel) -> None:
    makers.team("sales", "Sales")
    said = "name=Lámparas&role=sales&first=sales&team=support"
    _, shown = send(head, "PUT", "/settings/channels/ventas", said)
    ordered = ventas.channelteam_set.order_by("place").values_list("team__key", flat=True)
    assert list(ordered) == ["sales", "support"]
    assert undone(head, shown) == 200
    assert list(ordered.all()) == ["support"]


def test_a_paused_channel_holds_what_is_written_and_goes_on(head: Client, dmitri: Customer, ventas: Channel) -> None:
    dmitri.writes("¿Llegó mi lámpara?")
    send(head, "PUT", "/settings/channels/ventas/pause")
    assert pacing.hold(dmitri.thread, at=now()) is not None
    send(head, "DELETE", "/settings/channels/ventas/pause")
    assert pacing.hold(dmitri.thread, at=now()) is None


def test_nothing_is_dropped_a_quarantined_delivery_is_shown_raw_and_read_again(head: Client, ventas: Channel) -> None:
    makers.deliver(ventas, b'{"object": <broken>')
    while sorting.sort():
        pass
    kept = Delivery.objects.get()
    assert "1 delivery in quarantine" in head.get("/settings/channels").content.decode()
    assert f"/deliveries/{kept.pk}" in head.get("/settings/channels/ventas/quarantine").content.decode()
    raw = head.get(f"/settings/channels/ventas/deliveries/{kept.pk}").content.decode()
    assert "&lt;broken&gt;" in raw
    send(head, "POST", f"/settings/channels/ventas/deliveries/{kept.pk}")
    kept.refresh_from_db()
    assert kept.state == "pending"


@pytest.mark.parametrize("role", [Role.LEAD, Role.AGENT, Role.VIEWER])
def test_nobody_else_sees_or_sets_channels(role: Role, client: Client, ventas: Channel, support: Team) -> None:
    client.force_login(makers.agent("Bruno Rey", role=role, teams=(support,)))
    at = "/settings/channels/ventas"
    asked = [
        ("GET", ""),
        ("PUT", ""),
        ("POST", "/test"),
        ("PUT", "/secrets"),
        ("PUT", "/pause"),
        ("GET", "/quarantine"),
    ]
    assert {send(client, method, at + place)[0] for method, place in asked} <= {403, 404}
    assert client.get("/settings/channels").status_code == 404


def test_every_page_stands(head: Client, ventas: Channel) -> None:
    pages = ["teams", "teams/support", "agents", "labels", "channels", "channels/ventas", "channels/new/whatsapp"]
    assert [client.status_code for client in (head.get(f"/settings/{page}") for page in pages)] == [200] * len(pages)


def test_a_test_has_one_bound_for_all_its_calls(head: Client, twin: Twin, monkeypatch: pytest.MonkeyPatch) -> None:
    send(head, "POST", "/settings/channels", form(twin))
    monkeypatch.setattr("recado.doors.web.pages.channels.TEST_TAKES", 0.0)
    _, shown = send(head, "POST", "/settings/channels/support/test")
    assert 'class="missing is-done"' not in shown.partition('id="steps"')[2].partition("</ul>")[0]
    assert not Channel.objects.filter(state="working").exists()


def test_teams_are_kept_in_the_order_in_which_they_are_sent(head: Client, twin: Twin) -> None:
    makers.team("billing", "Billing")
    send(head, "POST", "/settings/channels", form(twin))
    _, shown = send(head, "PUT", "/settings/channels/support", "name=Support&role=&team=billing&team=support")
    assert [team.key for team in Channel.objects.get().teams.order_by("channelteam__place")] == ["billing", "support"]
    assert "teams: support → billing, support" in shown
