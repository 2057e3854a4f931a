"""Agents are invited, given a role, closed out and let in again; their tokens are issued and revoked."""

import re

import pytest
from django.test import Client

from recado.desk.cases.models import Case
from recado.desk.staff import identifying, issuing
from recado.desk.staff.models import Agent, Role, Team
from tests import makers
from tests.cast import Customer
from tests.doors.web.test_settings_pages import send, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def hilda(support: Team) -> Agent:
    return makers.agent("Hilda Mena", role=Role.HEAD, present=False)


@pytest.fixture
def head(client: Client, hilda: Agent) -> Client:
    client.force_login(hilda)
    return client


def test_somebody_is_invited_by_a_link_shown_once_and_joins(head: Client) -> None:
    status, shown = send(
        head, "POST", "/settings/agents", "name=Elena Paz&email=elena@x.example&role=lead&team=support"
    )
    elena = Agent.objects.get(email="elena@x.example")
    assert (status, elena.role, [one.key for one in elena.teams.all()]) == (200, "lead", ["support"])
    [link] = re.findall(r'id="link" value="http://testserver(/invitations/[\w-]+)" readonly', shown)
    assert link not in head.get(f"/settings/agents/{elena.pk}").content.decode()
    assert Client().get(link).status_code == 200
    send(head, "DELETE", f"/settings/agents/{elena.pk}/invitation")
    assert Client().get(link).status_code == 404


def test_what_is_wrong_is_said_at_its_field(head: Client, ada: Agent) -> None:
    status, shown = send(head, "POST", "/settings/agents", f"name=&email={ada.email[:3]}&role=agent")
    assert (status, sorted(re.findall(r'id="(\w+)-error"', shown))) == (422, ["email", "name"])


def test_n1_a_role_is_given_and_taken_back(head: Client, ada: Agent) -> None:
    _, shown = send(head, "PUT", f"/settings/agents/{ada.pk}", "name=Ada Fuentes&role=lead")
    assert "role: agent → lead" in shown
    assert undone(head, shown) == 200
    ada.refresh_from_db()
    assert ada.role == "agent"


@pytest.mark.parametrize(("method", "address", "said"), [("DELETE", "/account", ""), ("PUT", "", "name=H&role=agent")])
def test_the_last_who_rules_cannot_go(method: str, address: str, said: str, head: Client, hilda: Agent) -> None:
    status, shown = send(head, method, f"/settings/agents/{hilda.pk}{address}", said)
    assert (status in (409, 422), "is the last who may set anything" in shown) == (True, True)


def test_who_is_closed_out_is_out_at_once_and_the_cases_go_on(
    head: Client, ada: Agent, bruno: Agent, dmitri: Customer
) -> None:
    dmitri.writes("¿Llegó mi lámpara?")
    Case.objects.update(assignee=ada)
    theirs, (_, secret) = Client(), issuing.issue(ada, [], by=ada.actor)
    theirs.force_login(ada)
    assert dmitri.case.last_words in head.get(f"/settings/agents/{ada.pk}").content.decode()
    answer = head.delete(f"/settings/agents/{ada.pk}/account?to={bruno.pk}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert (theirs.get("/").status_code, identifying.identify(secret)) == (302, None)
    assert dmitri.case.assignee == bruno
    send(head, "PUT", f"/settings/agents/{ada.pk}/account")
    ada.refresh_from_db()
    assert (ada.is_active, identifying.identify(secret)) == (True, None)


def test_a_token_is_shown_once_and_revoked(head: Client, ada: Agent) -> None:
    _, shown = send(head, "POST", f"/settings/agents/{ada.pk}/tokens", "name=Kommo&scope=cases:read")
    [secret] = re.findall(r'id="secret" value="(rcd_[\w-]+)" readonly', shown)
    token = identifying.identify(secret)
    assert token
    assert (token.name, token.scopes) == ("Kommo", ["cases:read"])
    assert secret not in head.get(f"/settings/agents/{ada.pk}").content.decode()
    send(head, "DELETE", f"/settings/tokens/{token.pk}")
    assert identifying.identify(secret) is None


@pytest.mark.parametrize("role", [Role.LEAD, Role.AGENT, Role.VIEWER])
def test_nobody_else_sees_or_sets_agents(role: Role, client: Client, ada: Agent, support: Team) -> None:
    client.force_login(makers.agent("Bruno Rey", role=role, teams=(support,)))
    token, _ = issuing.issue(ada, [], by=ada.actor)
    asked = [("GET", ""), ("PUT", ""), ("DELETE", "/account"), ("POST", "/invitation"), ("POST", "/tokens")]
    got = [send(client, method, f"/settings/agents/{ada.pk}{place}")[0] for method, place in asked]
    got.append(send(client, "DELETE", f"/settings/tokens/{token.pk}")[0])
    assert set(got) <= {403, 404}
