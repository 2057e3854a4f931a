"""Settings on the screen: labels and teams are changed in place, and each change can be taken back."""

import re

import pytest
from django.test import Client

from recado.desk.cases.models import Label
from recado.desk.clock.sections import Promises
from recado.desk.rules import reading
from recado.desk.staff.models import Agent, Role, Team
from recado.desk.staff.sections import OpeningHours, scope
from tests import makers

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
FORM = "application/x-www-form-urlencoded"
WEEK = "zone=America/Santiago&mon=9-13, 14:00-18:00&tue=9:00-13:00"


@pytest.fixture
def head(client: Client, support: Team) -> Client:
    client.force_login(makers.agent("Hilda Mena", role=Role.HEAD))
    return client


def send(client: Client, method: str, address: str, said: str = "") -> tuple[int, str]:
    answer = client.generic(method, address, said.encode(), content_type=FORM, headers=PART)
    return answer.status_code, answer.content.decode()


def undone(client: Client, shown: str) -> int:
    """Press the Undo of the toast."""
    [address] = re.findall(r'hx-delete="(/settings/changes/\d+)" hx-swap', shown.partition("toasts")[2])
    return send(client, "DELETE", address)[0]


def test_what_is_opened_by_its_own_address_is_a_whole_page(head: Client, support: Team) -> None:
    address = f"/settings/teams/{support.key}/hours"
    assert "<html" in head.get(address).content.decode()
    assert "<html" not in send(head, "GET", address)[1]


def test_n1_a_label_is_added_and_taken_back(head: Client) -> None:
    status, shown = send(head, "POST", "/settings/labels", "name=Billing&tint=3")
    assert (status, [one.name for one in Label.objects.all()]) == (200, ["Billing"])
    assert undone(head, shown) == 200
    assert not Label.objects.exists()


def test_a_label_is_changed_in_its_line_and_retired(head: Client) -> None:
    label = makers.label("Billing")
    form = send(head, "GET", f"/settings/labels/{label.pk}")[1]
    assert f'hx-put="/settings/labels/{label.pk}"' in form
    assert 'value="Billing"' in form
    _, shown = send(head, "PUT", f"/settings/labels/{label.pk}", "name=Invoices&tint=2")
    assert "name: Billing → Invoices" in shown
    send(head, "DELETE", f"/settings/labels/{label.pk}")
    label.refresh_from_db()
    assert label.retired_at is not None


def test_what_is_wrong_is_said_at_its_field(head: Client) -> None:
    status, shown = send(head, "POST", "/settings/labels", "name=")
    assert (status, 'id="name-error"' in shown) == (422, True)


def test_a_team_is_formed_with_hours_and_a_promise_and_each_is_taken_back(head: Client) -> None:
    status, _ = send(head, "POST", "/settings/teams", "name=Éxito de clientes")
    team = Team.objects.get(key="exito-de-clientes")
    assert (status, team.name) == (204, "Éxito de clientes")
    _, shown = send(head, "PUT", f"/settings/teams/{team.key}/hours", WEEK)
    held = reading.read(OpeningHours, scope(team))
    assert (held.zone, held.week) == ("America/Santiago", "mon 09:00-13:00 14:00-18:00; tue 09:00-13:00")
    assert undone(head, shown) == 200
    assert reading.read(OpeningHours, scope(team)) == OpeningHours()
    _, shown = send(head, "PUT", f"/settings/teams/{team.key}/promise", "promised_hours=&promised_minutes=15")
    assert reading.read(Promises, scope(team)).first_answer == "PT15M"
    assert undone(head, shown) == 200
    assert reading.read(Promises, scope(team)).first_answer is None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("zone=Mars&mon=9-13", "zone"),
        ("zone=UTC&mon=9-13&wed=noon", "wed"),
        ("zone=UTC&mon=13-9", "mon"),
        ("zone=UTC", "mon"),
        ("zone=UTC&mon=9-13&holidays=XX", "holidays"),
    ],
)
def test_dk8_hours_that_make_no_sense_are_refused_at_the_field(said: str, field: str, head: Client) -> None:
    status, shown = send(head, "PUT", "/settings/teams/support/hours", said)
    assert (status, re.findall(r'id="(\w+)-error"', shown)) == (422, [field])


def test_closed_days_and_days_of_their_own_hours_come_and_go(head: Client, support: Team) -> None:
    send(head, "PUT", "/settings/teams/support/hours", WEEK)
    send(head, "POST", "/settings/teams/support/days", "on=2030-12-24&hours=9-12")
    send(head, "POST", "/settings/teams/support/days", "on=2030-12-25&hours=")
    held = reading.read(OpeningHours, scope(support))
    assert (held.closed, held.exceptions) == (("2030-12-25",), {"2030-12-24": (("09:00", "12:00"),)})
    send(head, "DELETE", "/settings/teams/support/days/2030-12-24")
    assert reading.read(OpeningHours, scope(support)).exceptions == {}


def test_n3_a_deadline_is_tried_out_stretch_by_stretch(head: Client) -> None:
    send(head, "PUT", "/settings/teams/support/hours", WEEK)
    asked = "since=2026-11-23T17:30&trial_hours=1&trial_minutes=0"
    _, shown = send(head, "GET", f"/settings/teams/support/trial?{asked}")
    assert re.findall(r"<li><span>(.*?)</span><span class=\"num\">(.*?)</span>", shown) == [
        ("Mon 23, 17:30–18:00", "30 min"),
        ("Tue 24, 9:00–9:30", "30 min"),
    ]
    assert "Due Tuesday 24 November, 9:30" in shown


def test_members_come_and_go(head: Client, support: Team, bruno: Agent) -> None:
    send(head, "DELETE", f"/settings/teams/support/members/{bruno.pk}")
    assert not support.members.filter(pk=bruno.pk).exists()
    send(head, "PUT", f"/settings/teams/support/members/{bruno.pk}")
    assert support.members.filter(pk=bruno.pk).exists()


def test_a_lead_has_only_his_own_teams(client: Client, carla: Agent) -> None:
    makers.team("sales", "Sales")
    client.force_login(carla)
    shown = client.get("/settings/teams").content.decode()
    assert re.findall(r'href="/settings/teams/([\w-]+)"', shown) == ["support"]
    assert client.get("/settings/teams/sales").status_code == 404
    assert send(client, "PUT", "/settings/teams/sales/promise", "promised_minutes=5")[0] == 404
    assert client.get("/settings/labels").status_code == 404


def test_a_lead_undoes_in_his_own_teams_only(client: Client, head: Client, carla: Agent) -> None:
    makers.team("sales", "Sales")
    _, theirs = send(head, "PUT", "/settings/teams/sales/promise", "promised_minutes=5")
    _, ours = send(head, "PUT", "/settings/teams/support/promise", "promised_minutes=5")
    client.force_login(carla)
    assert (undone(client, theirs), undone(client, ours)) == (404, 200)


@pytest.mark.parametrize("role", [Role.AGENT, Role.VIEWER])
def test_agents_have_settings_of_their_own_and_none_of_the_house(role: Role, client: Client, support: Team) -> None:
    client.force_login(makers.agent("Bruno Rey", role=role, teams=(support,)))
    assert client.get("/settings")["Location"] == "/settings/mine"
    shown = client.get("/settings/mine").content.decode()
    assert ('id="rail-settings"' in shown, 'id="send-delay"' in shown, "/settings/teams" in shown) == (
        True,
        True,
        False,
    )
    pages = ("labels", "teams", "teams/support")
    assert [client.get(f"/settings/{page}").status_code for page in pages] == [404, 404, 404]
