"""Who is not allowed changes nothing, and nothing typed breaks a page of settings or of people."""

import pytest
from django.test import Client

from recado.desk.people import adding
from recado.desk.rules.models import Revision
from recado.desk.staff import preferring, teaming, tending
from recado.desk.staff.models import Agent, Membership, Role, Team
from tests import makers
from tests.doors.web.test_settings_pages import send

pytestmark = pytest.mark.django_db


def lead_of(client: Client, team: Team) -> Agent:
    carla = makers.agent("Carla Soto", role=Role.LEAD, teams=(team,))
    client.force_login(carla)
    return carla


def test_a_lead_does_not_unmake_the_team_that_the_house_formed(client: Client, ada: Agent) -> None:
    formed = teaming.form(key="sales", name="Sales", by=ada.actor)
    lead_of(client, formed)
    [begun] = Revision.objects.filter(section="team")
    assert send(client, "DELETE", f"/settings/changes/{begun.pk}")[0] == 404
    assert Team.objects.filter(pk=formed.pk).exists()


def test_a_lead_does_not_undo_what_another_team_changed(client: Client, support: Team, ada: Agent) -> None:
    other = teaming.form(key="sales", name="Sales", by=ada.actor)
    teaming.rename(other, "Ventas", by=ada.actor)
    lead_of(client, support)
    for one in Revision.objects.all():
        assert send(client, "DELETE", f"/settings/changes/{one.pk}")[0] == 404
    assert send(client, "PUT", f"/settings/teams/sales/members/{ada.pk}")[0] == 404
    assert not Membership.objects.filter(team=other).exists()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AGENT, Role.LEAD])
def test_nobody_but_the_house_makes_an_administrator(client: Client, role: Role, support: Team) -> None:
    eve = makers.agent("Eve Mora", role=role, teams=(support,))
    client.force_login(eve)
    for method, address, said in (
        ("PUT", f"/settings/agents/{eve.pk}", "name=Eve&role=admin"),
        ("POST", "/settings/agents", "name=Eva&email=eva@x.example&role=admin"),
        ("POST", f"/settings/agents/{eve.pk}/tokens", "name=t"),
        ("POST", f"/settings/agents/{eve.pk}/invitation", ""),
        ("DELETE", f"/settings/agents/{eve.pk}/account", ""),
        ("GET", "/settings/channels", ""),
        ("POST", "/settings/labels", "name=x"),
        ("POST", "/settings/teams", "name=x"),
    ):
        assert send(client, method, address, said)[0] in (403, 404)
    eve.refresh_from_db()
    assert (eve.role, eve.is_active, Agent.objects.count(), eve.tokens.count()) == (role, True, 1, 0)


@pytest.mark.parametrize(
    "address",
    [
        "/people/choices?q=%00",
        "/people/choices?q=%ED%A0%80",
        "/people?q=1234%00",
        "/organisations/choices?q=%00",
        "/organisations?q=%00",
        "/people?after=a%00_1",
        "/people/export?q=%00",
        "/palette?q=%00",
        "/search?q=%00&cursor=x_1",
        "/people/1/story?before=0001-01-01T00:00:00%2B14:00_1_99999999999999999999",
        "/people/1/story?before=2026-01-01T00:00:00_7_-1&channel=%00",
        "/people/1?panel=%00&edit=about&name=%00",
        "/people/1/merge?with=%00",
        "/people/1/merge?with=999999999999999999",
        "/settings/teams/support/trial?since=9999-12-31T23:59&trial_hours=9999",
        "/settings/teams/support/trial?since=0001-01-01T00:00&trial_hours=1",
        "/settings/teams/support/trial?since=%00",
        "/cases/1?at=999999999999999999&view=%00",
        "/rows?page=%00",
        "/people/99999999999999999999999",
        "/settings/agents/99999999999999999999999",
        "/people?q=" + "+".join("ab"[n % 2] + str(n % 10) for n in range(2000)),
    ],
)
def test_no_query_breaks_a_page(address: str, client: Client, support: Team) -> None:
    hilda = makers.agent("Hilda Mena", role=Role.HEAD)
    made = adding.add(name="Sofía", addresses=[("email", "", "sofia@lumen.example")], by=hilda.actor)
    client.force_login(hilda)
    answer = client.get(address.replace("/people/1/", f"/people/{made.pk}/"), headers={"HX-Request": "true"})
    if answer.streaming:
        list(answer.streaming_content)  # type: ignore[call-overload]
    assert answer.status_code < 500


@pytest.mark.parametrize("said", ["value=" + "[" * 100_000, "value=NaN", "value=Infinity", "value={}", "value=%00"])
def test_no_value_breaks_a_preference(said: str, client: Client, ada: Agent) -> None:
    client.force_login(ada)
    for name in ("theme", "panels", "order.mine", "send_delay"):
        assert send(client, "PUT", f"/me/preferences/{name}", said)[0] in (400, 409)
    assert preferring.preferred(ada, "theme", "") == ""


def test_a_name_of_a_megabyte_is_refused(client: Client, support: Team, ada: Agent) -> None:
    client.force_login(makers.agent("Hilda Mena", role=Role.HEAD))
    long = "N" * 100_000
    for method, address, said in (
        ("PUT", "/settings/teams/support", f"name={long}"),
        ("POST", "/settings/teams", f"name={long}"),
        ("PUT", f"/settings/agents/{ada.pk}", f"name={long}&role=agent"),
        ("POST", "/settings/agents", f"name={long}&email=e@x.example&role=agent"),
        ("POST", "/me", f"name={long}&language=es"),
    ):
        send(client, method, address, said)
    names = [*Team.objects.values_list("name", flat=True), *Agent.objects.values_list("name", flat=True)]
    assert max(map(len, names)) < 300


def test_who_was_only_invited_does_not_rule_yet(client: Client, support: Team) -> None:
    hilda = makers.agent("Hilda Mena", role=Role.HEAD)
    hilda.set_password("a long enough word")
    hilda.save()
    client.force_login(hilda)
    send(client, "POST", "/settings/agents", "name=Eva&email=eva@x.example&role=admin")
    status, shown = send(client, "PUT", f"/settings/agents/{hilda.pk}", "name=Hilda&role=agent")
    assert (status, "is the last who may set anything" in shown) == (422, True)


def test_the_undo_of_a_toast_is_of_ones_own_change(client: Client, support: Team, ada: Agent) -> None:
    hilda = makers.agent("Hilda Mena", role=Role.HEAD)
    client.force_login(hilda)
    _, shown = send(client, "PUT", "/settings/teams/support", "name=Support")
    assert "/settings/changes/" not in shown.partition("toasts")[2]


def test_an_account_closed_by_undo_keeps_no_key(client: Client, support: Team, ada: Agent) -> None:
    from recado.desk.staff import issuing

    hilda = makers.agent("Hilda Mena", role=Role.HEAD)
    tending.deactivate(ada, by=hilda.actor)
    tending.reactivate(ada, by=hilda.actor)
    issuing.issue(ada, [], by=hilda.actor)
    newest = Revision.objects.filter(section="agent").latest("pk")
    client.force_login(hilda)
    assert send(client, "DELETE", f"/settings/changes/{newest.pk}")[0] == 200
    ada.refresh_from_db()
    assert (ada.is_active, ada.tokens.filter(revoked_at=None).count()) == (False, 0)
