"""Coming in: by password, by a second step, by invitation; and going out."""

import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from recado.desk.core.actors import HOUSE
from recado.desk.staff import inviting, joining
from recado.desk.staff.models import Agent, Role, Team

pytestmark = pytest.mark.django_db
PASSWORD = "una frase larga de verdad"


@pytest.fixture(autouse=True)
def _no_attempts_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def ada(support: Team) -> Agent:
    return joining.join(
        email="ada@hilandera.example", name="Ada", role="agent", teams=[support], by=HOUSE, password=PASSWORD
    )


def knock(client: Client, password: str = PASSWORD, **more: str) -> str:
    answer = client.post("/in", {"login": "ada@hilandera.example", "password": password, **more})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_ada_comes_in_by_email_and_password(client: Client, ada: Agent) -> None:
    assert knock(client) == "/"
    assert client.get("/").status_code == 200


def test_a_wrong_password_is_told_in_plain_words(client: Client, ada: Agent) -> None:
    assert "E-mail and password do not belong together" in knock(client, "algo muy distinto")


def test_who_guesses_has_to_wait(client: Client, ada: Agent) -> None:
    for _ in range(5):
        knock(client, "algo muy distinto")
    assert "Too many attempts" in knock(client)


def test_a_link_that_leads_elsewhere_is_not_followed(client: Client, ada: Agent) -> None:
    assert knock(client, next="https://evil.example/") == "/"
    client.post("/out")
    assert knock(client, next="/me") == "/me"


def test_after_logging_out_nothing_is_shown(client: Client, ada: Agent) -> None:
    knock(client)
    assert client.post("/out")["Location"] == "/in"
    assert client.get("/")["Location"] == "/in?next=%2F"


def test_a_fragment_sends_the_whole_page_to_the_door(client: Client) -> None:
    answer = client.get("/rows", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/in")


def test_nobody_signs_himself_up(client: Client) -> None:
    assert client.get("/in/new").status_code == 404


def test_with_an_authenticator_app_a_code_is_asked(client: Client, ada: Agent) -> None:
    secret = TOTP.activate(ada, "JBSWY3DPEHPK3PXP").instance
    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.get(pk=secret.pk).data)
    assert knock(client) == "/in/second-step"
    assert client.get("/")["Location"].startswith("/in")
    wrong = client.post("/in/second-step", {"code": "000000"})
    assert "That code does not fit" in wrong.content.decode()
    code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", next(yield_hotp_counters_from_time())))
    assert client.post("/in/second-step", {"code": code})["Location"] == "/"


def test_a_second_step_is_set_up_on_the_profile(client: Client, ada: Agent) -> None:
    knock(client)
    again = client.get("/me/authenticator")["Location"]
    assert client.post(again, {"password": PASSWORD})["Location"] == "/me/authenticator"
    page = client.get("/me/authenticator").content.decode()
    [secret] = re.findall(r'id="totp-secret" value="([A-Z2-7]+)"', page)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post("/me/authenticator", {"code": code})["Location"] == "/me/recovery-codes"
    assert len(re.findall(r"<li><code>", client.get("/me/recovery-codes").content.decode())) == 10
    assert get_adapter().decrypt(Authenticator.objects.get(user=ada, type="totp").data["secret"]) == secret


def test_an_invitation_lets_in_once(client: Client, support: Team) -> None:
    invited = joining.join(email="bruno@hilandera.example", name="Bruno", role="agent", teams=[support], by=HOUSE)
    link = inviting.invite(invited, by=HOUSE)
    assert "Welcome, Bruno" in client.get(link).content.decode()
    weak = client.post(link, {"name": "Bruno", "password": "corto"})
    assert (weak.status_code, b"too short" in weak.content) == (422, True)
    assert client.post(link, {"name": "Bruno Rey", "password": PASSWORD})["Location"] == "/"
    assert "Bruno Rey" in client.get("/").content.decode()
    assert Client().get(link).status_code == 404


def test_a_link_replaces_a_password_but_no_second_step(client: Client, ada: Agent) -> None:
    TOTP.activate(ada, "JBSWY3DPEHPK3PXP")
    link = inviting.invite(ada, by=HOUSE)
    assert client.post(link, {"name": "Ada", "password": PASSWORD})["Location"] == "/in"
    assert client.get("/")["Location"].startswith("/in")


def test_the_first_link_makes_the_first_administrator(client: Client) -> None:
    link = inviting.first_invitation_url("")
    assert link is not None
    assert "Begin your desk" in client.get(link).content.decode()
    client.post(link, {"name": "Carla", "email": "carla@hilandera.example", "password": PASSWORD})
    assert Agent.objects.get(email="carla@hilandera.example").role == Role.ADMIN
    assert client.get("/").status_code == 200


def test_the_door_speaks_the_language_that_was_chosen(client: Client) -> None:
    assert client.post("/language", {"language": "ru", "next": "/in"})["Location"] == "/in"
    assert '<html lang="ru"' in client.get("/in").content.decode()
    assert client.post("/language", {"language": "ru", "next": "//evil.example"})["Location"] == "/"


def test_pages_allow_no_script_and_no_style_but_our_files(client: Client) -> None:
    answer = client.get("/in")
    assert "script-src 'self'; style-src 'self';" in answer["Content-Security-Policy"]
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=|[^>]*application/json)", answer.content.decode())
